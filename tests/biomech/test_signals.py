"""Smoothing: what it keeps, what it takes away, and what it leaves open."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomech.signals import LONGEST_GAP_S, jitter, smooth, stretches, typical_interval_s

RATES_HZ = [24, 30, 60, 120]


def _times(seconds: float = 6.0, rate_hz: float = 30.0) -> np.ndarray:
    return np.arange(0, seconds, 1 / rate_hz)


def _slow(times_s: np.ndarray, hz: float = 0.5) -> np.ndarray:
    return 50 + 40 * np.sin(2 * np.pi * hz * times_s)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("hz", [0.2, 0.5, 0.8])
def test_a_slow_movement_keeps_its_size_within_two_percent(rate_hz, hz):
    times_s = _times(10, rate_hz)
    assert np.ptp(smooth(_slow(times_s, hz), times_s)[rate_hz:-rate_hz]) == pytest.approx(80, rel=0.02)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("hz", [0.2, 0.5, 1.0])
def test_smoothing_delays_nothing(rate_hz, hz):
    times_s = _times(10, rate_hz)
    smoothed = smooth(_slow(times_s, hz), times_s)[rate_hz:-rate_hz]
    shifts_s = np.arange(-0.1, 0.1001, 0.005)
    misfit = [np.abs(smoothed - _slow(times_s[rate_hz:-rate_hz] - shift, hz)).mean() for shift in shifts_s]
    assert shifts_s[np.argmin(misfit)] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("wild", [400.0, -400.0])
def test_a_single_wild_frame_leaves_no_trace(rate_hz, wild):
    times_s = _times(4, rate_hz)
    values = _slow(times_s)
    clean = smooth(values, times_s)
    values[len(values) // 2 + 3] = wild
    assert np.abs(smooth(values, times_s) - clean).max() < 5


def test_fast_trembling_is_taken_out():
    times_s = _times(6, 60)
    trembling = 10 * np.sin(2 * np.pi * 14 * times_s)
    smoothed = smooth(_slow(times_s) + trembling, times_s)
    assert np.abs(smoothed - _slow(times_s))[30:-30].max() < 2


def test_a_higher_cutoff_keeps_more_of_a_fast_movement():
    times_s = _times(6, 60)
    fast = _slow(times_s, 3.0)
    kept = [np.ptp(smooth(fast, times_s, cutoff_hz=cutoff)[60:-60]) for cutoff in (3.0, 5.0, 8.0)]
    assert kept[0] < kept[1] < kept[2] < 80.5


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_gap_of_up_to_three_tenths_of_a_second_is_bridged(rate_hz):
    times_s = _times(4, rate_hz)
    values = _slow(times_s, 0.2)
    values[rate_hz : rate_hz + int(LONGEST_GAP_S * rate_hz)] = np.nan
    smoothed = smooth(values, times_s)
    assert np.isfinite(smoothed).all()
    assert np.abs(smoothed - _slow(times_s, 0.2)).max() < 3


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_longer_gap_stays_open_exactly_where_it_is(rate_hz):
    times_s = _times(4, rate_hz)
    values = _slow(times_s)
    gap = slice(rate_hz, rate_hz + int(LONGEST_GAP_S * rate_hz) + 2)
    values[gap] = np.nan
    assert np.flatnonzero(np.isnan(smooth(values, times_s))).tolist() == list(range(gap.start, gap.stop))


def test_what_lies_behind_a_long_gap_does_not_reach_across_it():
    times_s = _times(6)
    low, high = np.zeros(len(times_s)), np.full(len(times_s), 90.0)
    values = np.where(times_s < 3, low, high)
    values[(times_s > 2.7) & (times_s < 3.3)] = np.nan
    smoothed = smooth(values, times_s)
    assert smoothed[times_s <= 2.7] == pytest.approx(0, abs=1e-9)
    assert smoothed[times_s >= 3.3] == pytest.approx(90, abs=1e-9)


def test_nothing_is_made_up_before_the_first_and_after_the_last_measurement():
    times_s = _times(2)
    values = np.full(len(times_s), np.nan)
    values[20:40] = 5.0
    smoothed = smooth(values, times_s)
    assert np.flatnonzero(np.isfinite(smoothed)).tolist() == list(range(20, 40))
    assert smoothed[20:40] == pytest.approx(5)


@pytest.mark.parametrize("rate_hz", [24, 60, 120])
def test_other_frame_rates_give_the_same_curve(rate_hz):
    times_s, at_30 = _times(6, rate_hz), _times(6, 30)
    curve = smooth(_slow(times_s), times_s)
    assert np.abs(np.interp(at_30, times_s, curve) - smooth(_slow(at_30), at_30))[6:-6].max() < 1


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_straight_line_comes_out_as_it_went_in_ends_included(rate_hz):
    times_s = _times(3, rate_hz)
    line = 10 + 20 * times_s
    assert smooth(line, times_s) == pytest.approx(line, abs=0.5)


@pytest.mark.parametrize("start_s", [0.0, 0.5, 1.2])
def test_ends_stay_where_they_are(start_s):
    times_s = _times(4)
    values = _slow(times_s + start_s)
    smoothed = smooth(values, times_s)
    assert smoothed[0] == pytest.approx(values[0], abs=2)
    assert smoothed[-1] == pytest.approx(values[-1], abs=2)


@given(st.lists(st.one_of(st.just(float("nan")), st.floats(-180, 180)), max_size=60))
def test_any_series_keeps_its_length_and_is_measured_wherever_it_was(values):
    series = np.array(values, float)
    smoothed = smooth(series, np.arange(len(series)) / 30)
    assert smoothed.shape == series.shape
    assert np.isfinite(smoothed[np.isfinite(series)]).all()


@given(st.floats(-1e3, 1e3), st.integers(1, 80), st.sampled_from(RATES_HZ))
def test_what_stands_still_stays(value, frames, rate_hz):
    assert smooth(np.full(frames, value), np.arange(frames) / rate_hz) == pytest.approx(value, abs=1e-6)


def test_stretches_lie_between_long_gaps_from_measured_to_measured():
    times_s = _times(4)
    values = np.ones(len(times_s))
    values[:5] = values[40:45] = values[60:90] = values[-3:] = np.nan
    assert list(stretches(values, times_s)) == [slice(5, 60), slice(90, len(values) - 3)]


def test_a_series_without_a_measurement_has_no_stretches():
    assert list(stretches(np.full(9, np.nan), np.arange(9) / 30)) == []


def test_one_dropped_frame_does_not_change_the_typical_interval():
    times_s = np.delete(_times(2), 17)
    assert typical_interval_s(times_s) == pytest.approx(1 / 30)


def test_smooth_movement_shows_next_to_no_jitter_and_a_jump_shows_its_size():
    times_s = _times(4)
    values = _slow(times_s, 0.3)
    assert np.median(jitter(values, times_s)) < 0.5
    values[60] += 25
    assert jitter(values, times_s).max() == pytest.approx(50, abs=1)


def test_jitter_of_equal_noise_does_not_grow_with_the_frame_rate():
    found = [
        np.median(jitter(np.random.default_rng(3).normal(0, 2, rate_hz * 20), _times(20, rate_hz)))
        for rate_hz in (30, 60, 120)
    ]
    assert found == pytest.approx([found[0]] * 3, rel=0.15)


def test_a_smooth_movement_has_the_same_jitter_at_any_frame_rate():
    found = [np.median(jitter(_slow(_times(10, rate), 0.5), _times(10, rate))) for rate in (30, 60, 120)]
    assert found == pytest.approx([found[0]] * 3, rel=0.05)


def test_jitter_is_nan_where_one_of_three_frames_is_missing():
    values = np.zeros(9)
    values[4] = np.nan
    assert np.flatnonzero(np.isnan(jitter(values, np.arange(9) / 30))).tolist() == [2, 3, 4]
