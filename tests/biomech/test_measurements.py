"""What is measured in a repetition: from which frames, how sure, and when nothing can be."""

from dataclasses import replace

import numpy as np
import pytest

from biomech import thresholds as limit
from biomech.analysis import analyse
from biomech.joints import pair
from biomech.measurements import measure_trunk_line
from biomech.report import Report
from biomech.synthetic_joints import TRUNK
from tests.biomech.tracks import HINGE, STAND, Camera, Pace, Posture, clipped, film, lift, way

UPRIGHT = Posture()
BOTTOM = ("hip_flexion_deg", "knee_flexion_deg", "trunk_inclination_deg", "thigh_inclination_deg", "hip_back")
LOCKOUT = ("top_hip_flexion_deg", "top_trunk_inclination_deg", "lean_back_deg", "top_held_s")


@pytest.fixture(scope="module")
def report() -> Report:
    return analyse(film(lift(3)), "deadlift")


def _measured(motion, name: str, **options) -> list[float | None]:
    return [rep.measurements[name].value for rep in analyse(film(motion, **options), "deadlift").reps]


@pytest.mark.parametrize("name", BOTTOM)
def test_what_is_measured_at_the_bottom_names_frames_around_it(report, name):
    for rep in report.reps:
        first, last = rep.measurements[name].frames
        assert rep.rep.start < first <= rep.rep.bottom <= last < rep.rep.top


@pytest.mark.parametrize("name", LOCKOUT)
def test_what_is_measured_at_the_top_names_frames_of_the_lockout(report, name):
    ends = [rep.rep.start for rep in report.reps[1:]] + [report.frames]
    for rep, end in zip(report.reps, ends, strict=True):
        first, last = rep.measurements[name].frames
        assert rep.rep.end < first <= rep.rep.top <= last <= end


def test_every_measurement_bears_its_name_a_unit_and_frames_of_the_clip(report):
    for rep in report.reps:
        for name, one in rep.measurements.items():
            assert one.name == name
            assert one.unit in ("deg", "s", "leg lengths", "% of trunk", "")
            assert 0 <= one.frames[0] <= one.frames[1] < report.frames
            assert 0 <= one.confidence <= 1


@pytest.mark.parametrize(
    ("joint", "names"),
    [
        ("ankle", ("knee_flexion_deg", "shin_inclination_deg")),
        ("wrist", ("wrist_ahead",)),
        ("toe", ("foot_tip_deg",)),
        ("shoulder", ("hip_flexion_deg", "trunk_inclination_deg", "top_trunk_inclination_deg")),
    ],
)
def test_a_measurement_is_as_sure_as_the_least_sure_of_its_joints(joint, names):
    for rep in analyse(film(lift(2), hidden={joint: 0.8}), "deadlift").reps:
        for name in names:
            assert rep.measurements[name].confidence == pytest.approx(0.8, abs=0.01)
        assert rep.measurements["thigh_inclination_deg"].confidence == pytest.approx(0.99, abs=0.01)


def test_what_could_not_be_measured_is_none_and_not_sure_at_all():
    for rep in analyse(film(lift(2), hidden={"ankle": 0.1, "wrist": 0.1, "toe": 0.1}), "deadlift").reps:
        for name in ("knee_flexion_deg", "shin_inclination_deg", "hip_back", "hip_drop", "wrist_ahead", "foot_tip_deg"):
            assert (rep.measurements[name].value, rep.measurements[name].confidence) == (None, 0.0)


def test_without_ankles_nobody_knows_when_the_hips_are_lowest():
    assert _measured(lift(2), "trunk_drop_deg", hidden={"ankle": 0.1}) in ([None, None], [0.0, 0.0])


@pytest.mark.parametrize("drop", [0.0, 8.0, 15.0, 25.0])
def test_trunk_drop_is_how_far_the_trunk_falls_forward_while_the_hips_rise(drop):
    motion = lift(3, bottom=Posture(50, 50, 25), by_way_of=[Posture(50 + drop, 30, 8)], pace=Pace(1, 1, 2, 1))
    assert _measured(motion, "trunk_drop_deg") == pytest.approx([drop] * 3, abs=1)


@pytest.mark.parametrize("lean", [-6.0, 0.0, 5.0])
def test_lean_back_is_measured_against_the_athletes_own_stand(lean):
    stand = Posture(lean, -lean)
    motion = lift(3, stand=stand, top=Posture(lean - 7, 7 - lean))
    assert _measured(motion, "lean_back_deg") == pytest.approx([7] * 3, abs=0.5)


@pytest.mark.parametrize("start_s", [0.8, 2.0])
def test_without_a_stand_before_the_set_there_is_no_lean_to_compare(start_s):
    report = analyse(clipped(film(lift(2)), start_s, 99), "deadlift")
    assert [rep.measurements["lean_back_deg"].value for rep in report.reps] == [None, None]


@pytest.mark.parametrize("foot", [0.0, 12.0, 40.0])
def test_foot_tip_is_how_much_further_the_toes_point_down_at_the_bottom(foot):
    up = 4.0
    motion = lift(2, top=replace(STAND, foot=up), bottom=replace(HINGE, foot=up + foot))
    assert _measured(motion, "foot_tip_deg") == pytest.approx([foot] * 2, abs=1)


def test_wrist_ahead_is_that_of_the_third_in_which_the_hand_is_nearest_to_the_knee():
    vertical = replace(HINGE, arm=0.0)
    at_bottom = TRUNK * np.sin(np.radians(HINGE.trunk)) - 0.5 * np.sin(np.radians(HINGE.thigh))
    values = _measured(lift(2, top=replace(STAND, arm=0.0), bottom=vertical), "wrist_ahead")
    assert all(0 < value < at_bottom for value in values)
    behind = _measured(lift(2, bottom=replace(HINGE, arm=-60.0), top=replace(STAND, arm=-20.0)), "wrist_ahead")
    assert all(value < 0 for value in behind)


def test_the_trunk_line_of_a_set_takes_its_roundest_quarter_from_all_reps():
    rounder = [replace(HINGE, back=back) for back in (0.0, 0.0, 40.0)]
    keys = [(0.0, STAND), (1.0, STAND)]
    for bottom in rounder:
        keys += [(1.0, bottom), (1.0, bottom), (1.0, STAND), (1.0, STAND)]
    report = analyse(film(way(*keys)), "deadlift")
    line = measure_trunk_line(report.series, report.view, [rep.rep for rep in report.reps])
    assert line.value > 30
    alone = measure_trunk_line(report.series, report.view, [rep.rep for rep in report.reps[:2]])
    assert alone.value == pytest.approx(0, abs=0.5)


def test_the_trunk_line_of_no_reps_is_nothing(report):
    assert measure_trunk_line(report.series, report.view, []).value is None


def test_an_outline_seen_in_less_than_half_of_the_loaded_frames_gives_no_trunk_line():
    track = film(lift(2, bottom=replace(HINGE, back=50.0)))
    outline = track.outline_px.copy()
    depth = analyse(track).series.hip_flexion_deg
    loaded = np.flatnonzero(depth > 60)
    outline[loaded[np.arange(len(loaded)) % 60 < 36]] = np.nan
    report = analyse(replace(track, outline_px=outline), "deadlift")
    assert [rep.measurements["trunk_line_deg"].value for rep in report.reps] == [None, None]
    assert report.findings == ()


def test_frames_in_which_the_tracker_is_still_finding_the_athlete_do_not_count():
    track = clipped(film(lift(2)), 1.9, 99)
    points = track.points_px.copy()
    settling = track.times_s < limit.STARTING.value - 0.05
    points[np.ix_(settling, pair("shoulder"))] += np.float32([0, 60])
    (first, _) = analyse(replace(track, points_px=points), "deadlift").reps
    assert first.measurements["hip_flexion_deg"].value == pytest.approx(HINGE.hip_flexion, abs=2)


def test_a_noisy_set_measures_the_same_within_its_scatter():
    noisy = analyse(film(lift(5), Camera(noise_px=1.5)), "deadlift")
    values = [rep.measurements["hip_flexion_deg"].value for rep in noisy.reps]
    assert np.std(values) < 2
