"""The same set filmed otherwise is the same set: same reps, same findings, same pattern, same angles."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biomech import thresholds as limit
from biomech.analysis import analyse
from biomech.report import Report
from biomech.track import PoseTrack
from tests.biomech.tracks import HINGE, Camera, Motion, Pace, Posture, clipped, film, lift, mirrored, squatting

ANGLES = (
    "hip_flexion_deg",
    "knee_flexion_deg",
    "trunk_inclination_deg",
    "thigh_inclination_deg",
    "shin_inclination_deg",
    "trunk_line_deg",
    "top_hip_flexion_deg",
)
#: Faults well beyond their limits, so that nothing hangs on the noise.
SETS: dict[str, Motion] = {
    "good": lift(4, pace=Pace(1.2, 0.3, 0.9, 0.7)),
    "round": lift(3, bottom=replace(HINGE, back=limit.ROUNDED.value + 14)),
    "squat": lift(4, bottom=squatting(limit.HINGE.value - 30, trunk=30), pace=Pace(1, 0.4, 1, 0.5)),
    "hips first": lift(
        3,
        bottom=Posture(45, 60, 25),
        by_way_of=[Posture(53 + limit.HIPS_FIRST.value, 35, 8)],
        pace=Pace(1, 0.5, 1.5, 1),
    ),
    "soft": lift(3, top=Posture(18, 10), stand=Posture()),
    "on the toes": lift(3, bottom=replace(HINGE, foot=limit.TOES.value + 15)),
}
CODES = {
    "good": [],
    "round": ["rounded-back"],
    "squat": ["squatting"],
    "hips first": ["hips-rise-first"],
    "soft": ["soft-lockout"],
    "on the toes": ["weight-on-toes"],
}

REPS = {name: 4 if name in ("good", "squat") else 3 for name in SETS}


def _summary(report: Report) -> tuple:
    findings = [(one.code, one.kind, one.reps) for one in report.findings]
    return len(report.reps), report.judged, report.pattern, findings


def _same(report: Report, plain: Report, *, shift_s: float = 0.0) -> None:
    assert _summary(report) == _summary(plain)
    for name in ANGLES:
        values = [
            [np.nan if one is None else one for one in (rep.measurements[name].value for rep in each.reps)]
            for each in (report, plain)
        ]
        assert np.median(values[0]) == pytest.approx(np.median(values[1]), abs=2, nan_ok=True), name
    for one, other in zip(report.reps, plain.reps, strict=True):
        assert one.rep.up_s == pytest.approx(other.rep.up_s, abs=0.15)
        assert one.start_s - shift_s == pytest.approx(other.start_s, abs=0.15)


@pytest.fixture(params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def motion(name: str) -> Motion:
    return SETS[name]


@cache
def _plain(name: str) -> Report:
    return analyse(film(SETS[name]), "deadlift")


@pytest.fixture
def plain(name: str) -> Report:
    return _plain(name)


def test_each_set_shows_what_it_was_made_to_show(name, plain):
    assert [one.code for one in plain.findings] == CODES[name]


def test_a_mirror_changes_nothing(motion):
    track = film(motion, Camera(noise_px=1.5))
    report, reflected = analyse(track, "deadlift"), analyse(mirrored(track), "deadlift")
    _same(reflected, report)
    assert reflected.view.facing == -report.view.facing


def test_facing_the_other_way_changes_nothing(motion, plain):
    _same(analyse(film(motion, Camera(facing="left")), "deadlift"), plain)


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_the_size_of_the_picture_changes_nothing(motion, plain, scale):
    camera = Camera(leg_px=200 * scale, size_px=(int(640 * scale), int(640 * scale)), floor_px=60 * scale)
    _same(analyse(film(motion, camera), "deadlift"), plain)


@pytest.mark.parametrize("rate_hz", [24, 60, 120])
def test_the_frame_rate_changes_nothing(motion, plain, rate_hz):
    _same(analyse(film(motion, Camera(rate_hz=rate_hz)), "deadlift"), plain)


@pytest.mark.parametrize("rate_hz", [24, 30, 60])
def test_nor_does_it_with_noisy_joints(motion, plain, rate_hz):
    _same(analyse(film(motion, Camera(rate_hz=rate_hz, noise_px=1.0)), "deadlift"), plain)


@pytest.mark.parametrize("shift_s", [0.37, 20.0])
def test_a_clock_that_starts_elsewhere_changes_nothing_but_the_times(motion, plain, shift_s):
    track = film(motion)
    _same(analyse(replace(track, times_s=track.times_s + shift_s), "deadlift"), plain, shift_s=shift_s)


@pytest.mark.parametrize("place", [(-80, 0), (60, 30)])
def test_where_in_the_picture_the_athlete_stands_changes_nothing(motion, plain, place):
    track = film(motion)
    _same(analyse(replace(track, points_px=track.points_px + np.float32(place)), "deadlift"), plain)


def _with_nothing_around(track: PoseTrack, seconds: float = 2.0) -> PoseTrack:
    """Return the clip with so long of an empty picture before and after it."""
    frames = round(seconds / track.times_s[1])
    columns = {}
    for name, column in vars(track).items():
        if isinstance(column, np.ndarray) and name not in ("times_s", "light", "change"):
            empty = np.full((frames, *column.shape[1:]), np.nan, column.dtype)
            columns[name] = np.concatenate([empty, column, empty])
        elif name in ("light", "change"):
            columns[name] = np.pad(column, frames, mode="edge")
    count = len(columns["light"])
    return replace(track, times_s=np.arange(count) * track.times_s[1], **columns)


def test_two_seconds_of_nothing_before_and_after_change_nothing_but_the_times(motion, plain):
    report = analyse(_with_nothing_around(film(motion)), "deadlift")
    _same(report, plain, shift_s=2.0)
    assert [part.why for part in report.left_out] == ["nobody seen"] * 2


def test_a_few_frames_lost_here_and_there_change_nothing(motion, plain):
    track = film(motion)
    kept = np.random.default_rng(5).random(len(track.times_s)) > 0.1
    kept[0] = True
    columns = {key: column[kept] for key, column in vars(track).items() if isinstance(column, np.ndarray)}
    _same(analyse(replace(track, **columns), "deadlift"), plain)


def test_a_later_start_of_the_clip_in_the_stand_changes_nothing_but_the_times(motion, plain):
    _same(analyse(clipped(film(motion), 0.3, 99), "deadlift"), plain, shift_s=-0.3)


def test_a_camera_a_little_off_the_side_finds_the_same(motion, plain):
    report = analyse(film(motion, Camera(turned_deg=12)), "deadlift")
    assert _summary(report) == _summary(plain)


@given(
    camera=st.builds(
        Camera,
        turned_deg=st.floats(-15, 15),
        facing=st.sampled_from(["left", "right"]),
        leg_px=st.floats(90, 260),
        rate_hz=st.sampled_from([24.0, 25.0, 29.97, 30.0, 50.0, 60.0]),
        noise_px=st.floats(0, 0.8),
        seed=st.integers(0, 9),
    ),
    name=st.sampled_from(sorted(SETS)),
)
@settings(max_examples=15)
def test_any_fair_camera_finds_the_same(camera, name):
    report = analyse(film(SETS[name], camera), "deadlift")
    assert (len(report.reps), [one.code for one in report.findings]) == (REPS[name], CODES[name])
