"""The report as a whole: what goes into it, that it can be written as JSON, and that nothing makes it fail."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biomech import ANALYSIS_VERSION
from biomech.analysis import analyse
from biomech.frames import SamplesInfo
from biomech.joints import JOINTS
from biomech.movements.registry import MOVEMENTS
from biomech.outline import HEIGHTS
from biomech.report import Report
from biomech.track import PoseTrack, track_from_dict
from tests.biomech.tracks import HINGE, Camera, clipped, film, lift

SLUGS = [None, "nothing-known", *(movement.slug for movement in MOVEMENTS)]
#: Tracks that show something else each: good, faulty, refused, empty.
TRACKS = {
    "good": film(lift(2)),
    "faulty": film(lift(2, bottom=replace(HINGE, trunk=20.0, thigh=70.0, back=50.0))),
    "oblique": film(lift(2), Camera(turned_deg=45)),
    "noisy": film(lift(2), Camera(noise_px=9)),
    "without outline": film(lift(2), outline=False),
    "feet hidden": film(lift(2), hidden={"ankle": 0.1, "heel": 0.1, "toe": 0.1}),
    "legs hidden": film(lift(2), hidden={"knee": 0.1, "ankle": 0.1}),
    "gone for a while": film(lift(2), missing_s=[(3, 5)]),
    "nobody": film(lift(2), missing_s=[(0, 99)]),
    "too short": clipped(film(lift(2)), 0, 0.2),
    "no rep": clipped(film(lift(2)), 0, 2.0),
    "with a file's warning": film(lift(2), warning="The end could not be read."),
}


def _written(report: Report) -> dict:
    return json.loads(json.dumps(report.to_dict(), allow_nan=False))


@pytest.mark.parametrize("name", TRACKS)
def test_every_report_can_be_written_as_json_without_nan(name):
    report = analyse(TRACKS[name], "deadlift")
    written = _written(report)
    assert written["judged"] is report.judged
    assert [reason["code"] for reason in written["quality"]["reasons"]] == [one.code for one in report.reasons]
    assert len(written["reps"]) == len(report.reps)


def test_a_written_report_says_what_it_was_made_with_and_from():
    report = analyse(TRACKS["good"], "rdl")
    written = _written(report)
    assert (written["analysis_version"], written["estimator"]) == (ANALYSIS_VERSION, "synthetic 1")
    assert (written["exercise"], written["movement"]) == ("rdl", "romanian-deadlift")
    assert written["frames"] == len(TRACKS["good"].times_s)
    assert written["quality"]["facing"] == "right"


def test_series_are_columns_of_one_value_for_each_frame():
    track = TRACKS["gone for a while"]
    series = _written(analyse(track))["series"]
    assert {len(column) for column in series.values()} == {len(track.times_s)}
    gone = (track.times_s > 3.1) & (track.times_s < 4.9)
    assert {series["hip_flexion_deg"][place] for place in np.flatnonzero(gone)} == {None}


def test_a_clip_without_a_body_has_no_series():
    report = analyse(TRACKS["nobody"])
    assert (report.series, report.view, report.reps) == (None, None, ())
    assert _written(report)["series"] is None


def test_the_score_is_the_mean_of_the_scores_of_its_reps():
    report = analyse(TRACKS["faulty"], "deadlift")
    assert report.score == round(np.mean([rep.score for rep in report.reps])) < 100


def test_a_rep_without_a_fault_is_clean_and_scores_100():
    report = analyse(TRACKS["good"], "deadlift")
    assert [(rep.clean, rep.score, rep.faults) for rep in report.reps] == [(True, 100, ())] * 2
    assert report.findings == ()


def test_a_rep_with_a_fault_is_not_clean_and_names_it():
    report = analyse(TRACKS["faulty"], "deadlift")
    assert {one.code for one in report.findings} == {"squatting", "rounded-back"}
    assert [rep.clean for rep in report.reps] == [False, False]
    assert {rep.faults for rep in report.reps} == {tuple(one.code for one in report.findings)}


def test_a_rep_cut_off_by_the_clip_says_so():
    whole = TRACKS["good"]
    assert [rep.notes for rep in analyse(clipped(whole, 2.5, 99)).reps] == [("cut off by the clip",), ()]


def test_a_rep_far_less_deep_than_the_others_is_called_shallow():
    deep, shallow = HINGE, replace(HINGE, trunk=HINGE.trunk - 20)
    keys = list(lift(3, bottom=deep))
    keys[6:8] = [(at_s, shallow) for at_s, _ in keys[6:8]]
    assert [rep.notes for rep in analyse(film(tuple(keys))).reps] == [(), ("shallow",), ()]


@pytest.mark.parametrize("name", ["good", "faulty", "oblique", "gone for a while"])
def test_a_track_that_was_written_and_read_back_gives_the_same_report(name):
    track = TRACKS[name]
    again = track_from_dict(json.loads(json.dumps(track.to_dict(), allow_nan=False)))
    first, second = analyse(track, "deadlift"), analyse(again, "deadlift")
    assert [one.code for one in second.findings] == [one.code for one in first.findings]
    assert (second.score, second.pattern, second.judged) == (first.score, first.pattern, first.judged)
    for one, other in zip(first.reps, second.reps, strict=True):
        flexions = (rep.measurements["hip_flexion_deg"].value for rep in (one, other))
        assert next(flexions) == pytest.approx(next(flexions), abs=0.5)


def _garbage(frames: int, seed: int, kind: str, gaps: float) -> PoseTrack:
    random = np.random.default_rng(seed)
    points = random.normal(300, 150, (frames, len(JOINTS), 2))
    if kind == "constant":
        points[:] = points[:1]
    elif kind == "identical":
        points[:] = 300.0
    elif kind == "repeated":
        points = points[np.arange(frames) // 4]
    elif kind == "huge":
        points *= random.choice([1.0, 1e6, -1e6], points.shape)
    elif kind == "folded":
        points[:, ::2] = points[:, :1]
    confidence = random.random((frames, len(JOINTS)))
    outline = random.normal(60, 60, (frames, 2, len(HEIGHTS)))
    outline[random.random(outline.shape) < gaps] = np.nan
    points[random.random((frames, len(JOINTS))) < gaps] = np.nan
    points[random.random(frames) < gaps] = np.nan
    size = (640, 360)
    return PoseTrack(
        info=SamplesInfo(size, size, (0, 0), size, frames, frames / 30, None),
        times_s=np.cumsum(random.uniform(0.001, 0.1, frames)) if kind == "uneven" else np.arange(frames) / 30,
        points_px=points.astype(np.float32),
        depth_px=random.normal(0, 50, (frames, len(JOINTS))).astype(np.float32),
        confidence=np.where(np.isfinite(points[..., 0]), confidence, np.nan).astype(np.float32),
        outline_px=outline.astype(np.float32),
        others_px=np.where(random.random(frames) < gaps, np.nan, 100).astype(np.float32),
        light=random.random(frames).astype(np.float32),
        change=(random.random(frames) / 10).astype(np.float32),
        estimator="garbage",
        warning=None,
    )


KINDS = ["noise", "constant", "identical", "repeated", "huge", "folded", "uneven"]


@given(
    frames=st.one_of(st.sampled_from([0, 1, 2, 8, 12, 13]), st.integers(12, 150)),
    seed=st.integers(0, 2**32 - 1),
    kind=st.sampled_from(KINDS),
    gaps=st.sampled_from([0.0, 0.02, 0.3, 0.9, 1.0]),
    exercise=st.sampled_from(SLUGS),
)
@settings(max_examples=120)
def test_whatever_the_estimator_returns_there_is_a_report(frames, seed, kind, gaps, exercise):
    report = analyse(_garbage(frames, seed, kind, gaps), exercise)
    assert _written(report)["frames"] == frames
    assert report.judged or (report.findings, report.score) == ((), None)


@given(seed=st.integers(0, 2**32 - 1), share=st.floats(0, 0.6), exercise=st.sampled_from(SLUGS))
@settings(max_examples=60)
def test_a_real_set_with_any_joints_missing_anywhere_gives_a_report(seed, share, exercise):
    random = np.random.default_rng(seed)
    track = TRACKS["good"]
    points, confidence = track.points_px.copy(), track.confidence.copy()
    gone = random.random(points.shape[:2]) < share
    points[gone], confidence[gone] = np.nan, np.nan
    report = analyse(replace(track, points_px=points, confidence=confidence), exercise)
    assert len(_written(report)["reps"]) == len(report.reps)
