"""How many repetitions a clip shows, and where they are."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biomech.analysis import analyse
from biomech.joints import pair
from biomech.reps import find_reps
from tests.biomech.tracks import (
    HINGE,
    STAND,
    STEADY,
    Camera,
    Motion,
    Pace,
    Posture,
    balanced,
    clipped,
    film,
    lift,
    way,
)

PACES = {
    "steady": STEADY,
    "quick": Pace(0.6, 0, 0.6, 0.1),
    "paused": Pace(1, 2, 1, 0.2),
    "long rests": Pace(0.7, 0, 0.7, 8),
    "slow": Pace(3, 0, 2, 1),
}
LOW, HIGH = Posture(trunk=70, thigh=25, shin=5, arm=-35), Posture(trunk=-2, thigh=2, arm=90)
AT_BELL, HANGING = Posture(trunk=80, thigh=55, shin=15, arm=-3), Posture(trunk=2)
HALFWAY = balanced(60, 20)


def _count(motion: Motion, exercise: str = "deadlift", *, start_s: float = 0.0, end_s: float = 999.0) -> int:
    return len(analyse(clipped(film(motion), start_s, end_s), exercise).reps)


def _swings(count: int) -> list[tuple[float, Posture]]:
    return [(0.7, HIGH), (0.7, LOW)] * count


@pytest.mark.parametrize("pace", PACES.values(), ids=PACES)
@pytest.mark.parametrize("reps", range(1, 13))
def test_full_reps_are_counted_exactly(reps, pace):
    assert _count(lift(reps, pace=pace)) == reps


@given(
    reps=st.integers(1, 8),
    pace=st.builds(Pace, st.floats(0.5, 3), st.floats(0, 3), st.floats(0.5, 3), st.floats(0, 6)),
    hip_deg=st.integers(45, 120),
    noise_px=st.sampled_from([0.0, 1.0, 2.0]),
)
@settings(max_examples=25)
def test_reps_are_counted_exactly_whatever_their_tempo_and_depth(reps, pace, hip_deg, noise_px):
    motion = lift(reps, bottom=balanced(hip_deg, 20), pace=pace)
    assert len(analyse(film(motion, Camera(noise_px=noise_px))).reps) == reps


@pytest.mark.parametrize("start_s", [2.0, 2.5, 2.9])
def test_a_clip_that_starts_at_the_bottom_counts_its_first_rep(start_s):
    report = analyse(clipped(film(lift(4)), start_s, 99))
    assert [rep.rep.cut for rep in report.reps] == [True, False, False, False]
    assert report.reps[0].rep.down_s is None


@pytest.mark.parametrize("end_s", [14.1, 14.5, 14.9])
def test_a_clip_that_ends_at_the_bottom_does_not_count_what_it_did_not_show(end_s):
    assert _count(lift(4), end_s=end_s) == 3


@pytest.mark.parametrize("start_s", [3.6, 3.8, 4.5])
def test_a_first_rep_of_which_only_the_end_is_shown_is_not_counted(start_s):
    assert _count(lift(4), start_s=start_s) == 3


@pytest.mark.parametrize("end_s", [13.5, 15.2, 15.4])
def test_a_last_rep_that_does_not_come_near_the_top_is_not_counted(end_s):
    assert _count(lift(4), end_s=end_s) == 3


@pytest.mark.parametrize(
    "stations",
    [
        [(0, STAND), (1, STAND), (1, HINGE), (1, HINGE)],
        [(0, HINGE), (1, HINGE), (1, HALFWAY), (1, HALFWAY)],
        [(0, STAND), (1, STAND), (1, HINGE), (1, HALFWAY), (2, HALFWAY)],
    ],
    ids=["only down", "only half way up", "down and half way up"],
)
def test_half_a_rep_is_no_rep(stations):
    assert analyse(film(way(*stations))).reps == ()


def test_a_pause_on_the_way_up_makes_one_rep_not_two():
    motion = lift(3, by_way_of=(HALFWAY, HALFWAY), pace=Pace(1, 0, 3, 1))
    assert _count(motion) == 3


def test_small_bends_between_reps_are_no_reps():
    fidget = [(0.5, balanced(22, 8)), (0.5, STAND)]
    rep = [(1, HINGE), (1, STAND), (0.5, STAND)]
    assert _count(way((0, STAND), (1, STAND), *rep, *fidget, *rep, *fidget, *rep, (1, STAND))) == 3


@pytest.mark.parametrize("held_s", [0.2, 1.0])
@pytest.mark.parametrize("hip_deg", [78, 95])
def test_a_deeper_bend_to_the_weight_does_not_hide_the_working_reps(hip_deg, held_s):
    deep, working = balanced(125, 80), balanced(hip_deg, 15)
    pick_up = [(1.5, deep), (held_s, deep), (1.5, STAND), (1, STAND)]
    reps = [(1, working), (1, STAND), (0.5, STAND)] * 8
    assert _count(way((0, STAND), (1, STAND), *pick_up, *reps), "rdl") in (8, 9)


def test_nothing_is_counted_across_a_cut():
    cut_s = 3.5
    whole = film(lift(3))
    assert len(analyse(whole).reps) == 3
    report = analyse(film(lift(3), cuts_s=[cut_s]))
    assert len(report.reps) == 2
    assert all(not rep.start_s < cut_s <= rep.top_s for rep in report.reps)


@pytest.mark.parametrize("start_s", [3.1, 7.1])
def test_a_way_up_that_nobody_saw_is_no_rep(start_s):
    assert len(analyse(film(lift(3), missing_s=[(start_s, start_s + 0.8)])).reps) == 2


@pytest.mark.parametrize("swings", [1, 2, 3, 5, 10, 12])
def test_swings_are_counted_by_the_hands(swings):
    assert _count(way((0, LOW), *_swings(swings)), "kettlebell-swing") == swings


@pytest.mark.parametrize("swings", [1, 2, 3, 10])
def test_a_deep_pick_up_before_the_first_swing_is_part_of_it(swings):
    lead = [(0, AT_BELL), (1, AT_BELL), (0.7, LOW)]
    assert _count(way(*lead, *_swings(swings)), "kettlebell-swing") == swings


@pytest.mark.parametrize("swings", [1, 2, 3, 10])
def test_picking_the_bell_up_and_putting_it_down_are_no_swings(swings):
    lead = [(0, HANGING), (1, HANGING), (1, AT_BELL), (1, AT_BELL), (1, HANGING), (0.7, LOW)]
    tail = [(0.7, HANGING), (1, HANGING), (1, AT_BELL), (1, AT_BELL), (1, HANGING), (1, HANGING)]
    assert _count(way(*lead, *_swings(swings), *tail), "kettlebell-swing") == swings


@pytest.mark.parametrize(("end_s", "expected"), [(5.75, 4), (6.15, 5), (6.3, 5)])
def test_a_last_swing_cut_by_the_clips_end_counts_from_half_its_height(end_s, expected):
    assert _count(way((0, LOW), *_swings(5)), "kettlebell-swing", end_s=end_s) == expected


@pytest.mark.parametrize(("start_s", "expected"), [(0.0, 5), (0.5, 4), (0.7, 4)])
def test_a_first_swing_cut_by_the_clips_start_counts_where_its_low_is_shown(start_s, expected):
    assert _count(way((0, LOW), *_swings(5)), "kettlebell-swing", start_s=start_s) == expected


def test_the_same_swings_in_a_mirror_and_without_ankles_are_the_same():
    motion = way((0, LOW), *_swings(4))
    assert len(analyse(film(motion, Camera(facing="left")), "kettlebell-swing").reps) == 4
    assert len(analyse(film(motion, hidden={"ankle": 0.1}), "kettlebell-swing").reps) == 4


@pytest.mark.parametrize("missing_s", [(0.6, 0.8), (1.3, 1.5), (2.0, 2.2)])
def test_a_knee_out_of_sight_at_a_swings_turning_point_does_not_stop_the_analysis(missing_s):
    track = film(way((0, LOW), *_swings(4)))
    points = track.points_px.copy()
    gone = (track.times_s > missing_s[0] - 0.3) & (track.times_s < missing_s[1] + 0.3)
    points[np.ix_(gone, pair("knee"))] = np.nan
    assert len(analyse(replace(track, points_px=points), "kettlebell-swing").reps) == 4


@given(
    reps=st.integers(1, 8),
    frames=st.integers(20, 60),
    depth=st.floats(40, 150),
    gap=st.floats(0, 0.15),
    seed=st.integers(0, 99),
)
def test_reps_lie_in_order_and_each_goes_from_its_start_through_its_bottom_to_its_top(reps, frames, depth, gap, seed):
    signal = depth * (1 - np.cos(2 * np.pi * np.arange(reps * frames + 1) / frames)) / 2
    signal[np.random.default_rng(seed).random(len(signal)) < gap] = np.nan
    found = find_reps(signal, np.arange(len(signal)) / 30, least_range=20)
    assert len(found) == reps
    for rep in found:
        assert rep.start <= rep.sunk <= rep.bottom <= rep.end <= rep.top
        assert signal[rep.top] < signal[rep.bottom]
        assert rep.pause_s >= 0 and rep.up_s >= 0 and (rep.down_s or 0) >= 0
    assert all(one.top <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("signal", [[], [np.nan] * 40, [90.0] * 40, list(np.linspace(0, 90, 40))])
def test_a_signal_without_a_way_up_has_no_reps(signal):
    values = np.array(signal, float)
    assert find_reps(values, np.arange(len(values)) / 30, least_range=30) == ()
