"""Angles and tempo of a report against the truth that the track was made from."""

import numpy as np
import pytest

from biomech.analysis import analyse
from biomech.report import Report
from tests.biomech.tracks import (
    HINGE,
    STEADY,
    Camera,
    Pace,
    Posture,
    balanced,
    film,
    lift,
    postures_at,
    times_of,
)

MEASURED = {
    "hip_flexion_deg": "hip_flexion",
    "knee_flexion_deg": "knee_flexion",
    "trunk_inclination_deg": "trunk",
    "thigh_inclination_deg": "thigh",
    "shin_inclination_deg": "shin",
}
BOTTOMS = {
    "hinge": HINGE,
    "stiff legs": balanced(85, 12),
    "deep hinge": balanced(120, 70),
    "squat": balanced(105, 110),
    "folded": Posture(trunk=100, thigh=15, shin=-5, arm=-10),
}
#: Eased ways: the share of a second from a tenth to 92 hundredths of the depth.
LEFT_TOP, REACHED_BOTTOM = np.arccos(1 - 2 * 0.1) / np.pi, np.arccos(1 - 2 * 0.92) / np.pi


def _values(report: Report, name: str) -> list[float]:
    return [rep.measurements[name].value for rep in report.reps]


@pytest.mark.parametrize("bottom", BOTTOMS.values(), ids=BOTTOMS)
@pytest.mark.parametrize("measured", MEASURED)
def test_angles_held_at_the_bottom_are_read_within_a_degree(bottom, measured):
    report = analyse(film(lift(3, bottom=bottom)))
    assert _values(report, measured) == pytest.approx([getattr(bottom, MEASURED[measured])] * 3, abs=1)


@pytest.mark.parametrize("measured", MEASURED)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_noise_the_median_over_the_reps_is_within_two_degrees(measured, seed):
    report = analyse(film(lift(5), Camera(noise_px=2, seed=seed)))
    assert np.median(_values(report, measured)) == pytest.approx(getattr(HINGE, MEASURED[measured]), abs=2)


@pytest.mark.parametrize("measured", MEASURED)
def test_without_a_hold_the_bottom_is_what_was_true_in_the_frames_that_are_named(measured):
    motion = lift(3, pace=Pace(down=1, pause=0, up=1, rest=0.5))
    report = analyse(film(motion))
    truth = getattr(postures_at(motion, times_of(motion)), MEASURED[measured])
    for rep in report.reps:
        first, last = rep.measurements[measured].frames
        assert rep.measurements[measured].value == pytest.approx(np.median(truth[first : last + 1]), abs=1)


@pytest.mark.parametrize("name", ["hip_flexion", "knee_flexion", "trunk_inclination", "thigh_inclination"])
def test_series_follow_the_truth_in_every_frame(name):
    motion = lift(2, pace=Pace(1.5, 0.5, 1.5, 1))
    series = analyse(film(motion)).series
    posture = postures_at(motion, series.times_s)
    truth = getattr(posture, name.removesuffix("_inclination"))
    assert np.abs(getattr(series, f"{name}_deg") - truth).max() < 2


def test_the_hip_travels_back_and_down_by_what_its_joints_say():
    report = analyse(film(lift(2)))
    thigh, shin = np.radians(HINGE.thigh), np.radians(HINGE.shin)
    assert _values(report, "hip_back") == pytest.approx([0.5 * np.sin(thigh) - 0.5 * np.sin(shin)] * 2, abs=0.01)
    assert _values(report, "hip_drop") == pytest.approx([1 - 0.5 * (np.cos(thigh) + np.cos(shin))] * 2, abs=0.01)


def test_trunk_over_thigh_is_the_trunks_inclination_less_the_thighs():
    report = analyse(film(lift(2)))
    assert _values(report, "trunk_over_thigh_deg") == pytest.approx([HINGE.over_thigh] * 2, abs=1)


def test_the_ratio_is_hip_flexion_to_knee_flexion():
    report = analyse(film(lift(2)))
    expected = HINGE.hip_flexion / HINGE.knee_flexion
    assert _values(report, "hip_knee_ratio") == pytest.approx([expected] * 2, rel=0.05)


def test_knees_that_do_not_bend_have_no_ratio():
    report = analyse(film(lift(2, top=Posture(trunk=2), bottom=Posture(trunk=85, thigh=2))))
    assert _values(report, "hip_knee_ratio") == [None, None]


def test_angles_at_the_top_are_those_of_the_lockout():
    top = Posture(trunk=6, thigh=3, shin=2)
    report = analyse(film(lift(3, top=top)))
    assert _values(report, "top_hip_flexion_deg") == pytest.approx([9] * 3, abs=1)
    assert _values(report, "top_trunk_inclination_deg") == pytest.approx([6] * 3, abs=1)


@pytest.mark.parametrize("rate_hz", [24, 30, 60])
@pytest.mark.parametrize("pace", [STEADY, Pace(2, 1, 0.8, 1), Pace(0.8, 2, 2.5, 0.5)], ids=str)
def test_tempo_is_read_within_two_frames_of_thirty_a_second(pace, rate_hz):
    report = analyse(film(lift(3, pace=pace), Camera(rate_hz=rate_hz)))
    share = REACHED_BOTTOM - LEFT_TOP
    held_s = pace.pause + (1 - REACHED_BOTTOM) * (pace.down + pace.up)
    within_s = 2 / min(rate_hz, 30)
    for rep in (one.rep for one in report.reps):
        assert rep.down_s == pytest.approx(share * pace.down, abs=within_s)
        assert rep.pause_s == pytest.approx(held_s, abs=within_s)
        assert rep.up_s == pytest.approx(share * pace.up, abs=within_s)


@pytest.mark.parametrize("rest_s", [0.3, 0.6])
def test_how_long_a_lockout_is_held_is_read_within_a_few_frames(rest_s):
    report = analyse(film(lift(3, pace=Pace(rest=rest_s))))
    near_s = 2 * np.arccos(1 - 2 * 5 / (HINGE.hip_flexion - 3)) / np.pi
    assert _values(report, "top_held_s")[:2] == pytest.approx([rest_s + near_s] * 2, abs=0.15)


def test_where_a_joint_is_less_sure_than_its_limit_its_angles_are_missing_and_the_others_stay():
    report = analyse(film(lift(2), hidden={"ankle": 0.1}))
    assert np.isnan(report.series.knee_flexion_deg).all()
    assert _values(report, "shin_inclination_deg") == [None, None]
    assert _values(report, "hip_flexion_deg") == pytest.approx([HINGE.hip_flexion] * 2, abs=1)


def test_a_gap_longer_than_a_third_of_a_second_stays_open_in_every_series():
    series = analyse(film(lift(3), missing_s=[(6.2, 6.8)])).series
    gone = (series.times_s > 6.21) & (series.times_s < 6.79)
    assert np.isnan(series.hip_flexion_deg[gone]).all()
    assert np.isnan(series.wrist_height[gone]).all()
    assert np.isfinite(series.hip_flexion_deg[~gone & (series.times_s < 6.1)]).all()
