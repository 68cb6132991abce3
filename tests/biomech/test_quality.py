"""What a clip cannot carry: each reason to refuse or to warn, and that a refusal gives no verdict."""

from dataclasses import fields, replace

import numpy as np
import pytest

from biomech import thresholds as limit
from biomech.analysis import analyse
from biomech.report import Report
from biomech.track import PoseTrack
from tests.biomech.tracks import HINGE, STAND, Camera, Posture, clipped, film, lift, squatting, way

SET = lift(3)
WITHHELD = (
    "knee_flexion_deg",
    "shin_inclination_deg",
    "trunk_line_deg",
    "trunk_line_gap",
    "hip_knee_ratio",
    "foot_tip_deg",
)
SQUAT = squatting(limit.HINGE.value - 45, trunk=30)
UNCLEAR = squatting(limit.HINGE.value, trunk=50)


def _joined(*tracks: PoseTrack) -> PoseTrack:
    """Return clips one after the other, with a cut between them."""
    rate_s = tracks[0].times_s[1]
    starts_s = np.cumsum([0.0, *(track.times_s[-1] + rate_s for track in tracks)])
    columns = {
        field.name: np.concatenate([getattr(track, field.name) for track in tracks])
        for field in fields(PoseTrack)
        if isinstance(getattr(tracks[0], field.name), np.ndarray)
    }
    times = [track.times_s + start_s for track, start_s in zip(tracks, starts_s, strict=False)]
    columns["times_s"] = np.concatenate(times)
    places = np.cumsum([len(track.times_s) for track in tracks])[:-1]
    columns["change"][places] = 0.4
    return replace(tracks[0], **columns)


def _codes(report: Report) -> list[str]:
    return [reason.code for reason in report.reasons]


#: Code, track, reps that are still counted.
REFUSED = {
    "too-short": (clipped(film(SET), 0, (limit.FRAMES.value - 1) / 30), 0),
    "black": (film(SET, light=0.001, missing_s=[(0, 99)]), 0),
    "nobody": (film(SET, missing_s=[(0, 99)]), 0),
    "two-people": (film(SET, others_px=limit.COMPANY.value * 400), 3),
    "too-small": (film(SET, Camera(leg_px=0.4 * limit.SMALL.value)), 3),
    "oblique-view": (film(SET, Camera(turned_deg=45)), 3),
    "no-movement": (film(way((0, STAND), (5, STAND))), 0),
    "no-full-rep": (film(way((0, STAND), (1, STAND), (1, HINGE), (2, HINGE))), 0),
    "leaves-picture": (film(SET, missing_s=[(4.5, 8.5)]), 2),
    "body-outside": (film(SET, Camera(size_px=(640, 300))), 3),
    "jitter": (film(SET, Camera(noise_px=8)), 3),
}
WARNED = {
    "partly-oblique": _joined(film(SET), film(SET, Camera(turned_deg=45))),
    "nearly-oblique": film(SET, Camera(turned_deg=24)),
    "head-outside": film(SET, Camera(size_px=(640, 410))),
    "legs-hidden": film(SET, hidden={"knee": 0.4, "ankle": 0.4}),
    "file": film(SET, warning="The last part could not be read."),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_clip_that_cannot_be_judged_says_why_in_words(code):
    report = analyse(REFUSED[code][0], "deadlift")
    (reason,) = [one for one in report.reasons if one.code == code]
    assert reason.abstains
    assert len(reason.text) > 30 and reason.text.endswith(".")


@pytest.mark.parametrize("code", REFUSED)
def test_a_clip_that_cannot_be_judged_gives_no_verdict_but_counts_what_it_shows(code):
    track, reps = REFUSED[code]
    report = analyse(replace(track, warning="A file's warning."), "deadlift")
    assert (report.judged, report.score, report.findings) == (False, None, ())
    assert [(rep.judged, rep.score, rep.clean, rep.faults) for rep in report.reps] == [(False, None, None, ())] * reps
    assert _codes(report)[-1] == "file"


@pytest.mark.parametrize("code", [code for code in REFUSED if code not in ("oblique-view",)])
def test_a_refused_clip_has_no_pattern(code):
    assert analyse(REFUSED[code][0], "deadlift").pattern is None


@pytest.mark.parametrize("code", WARNED)
def test_a_warning_comes_alone_and_the_clip_is_judged(code):
    report = analyse(WARNED[code], "deadlift")
    assert _codes(report) == [code]
    assert not report.reasons[0].abstains
    assert report.judged
    assert report.score == 100


def test_a_good_clip_has_nothing_to_complain_about():
    report = analyse(film(SET), "deadlift")
    assert (_codes(report), report.left_out, report.judged, report.pattern) == ([], (), True, "hinge")


@pytest.mark.parametrize("code", [code for code in REFUSED if code not in ("too-short", "black", "nobody")])
def test_a_refusal_gives_one_reason_where_one_thing_is_wrong(code):
    expected = [code] if code != "body-outside" else ["head-outside", code]
    assert _codes(analyse(REFUSED[code][0], "deadlift")) == expected


def test_a_faulty_set_that_cannot_be_judged_has_no_findings():
    round_squat = replace(SQUAT, back=60.0)
    assert {one.code for one in analyse(film(lift(3, bottom=round_squat)), "deadlift").findings} >= {"squatting"}
    for options in ({"others_px": 390.0}, {"missing_s": [(4.5, 8.5)]}):
        assert analyse(film(lift(3, bottom=round_squat), **options), "deadlift").findings == ()


@pytest.mark.parametrize("turned_deg", [35, 45, 55, -45])
def test_seen_at_45_degrees_reps_are_counted_and_knee_shin_and_trunk_line_withheld(turned_deg):
    report = analyse(film(SET, Camera(turned_deg=turned_deg)), "deadlift")
    assert _codes(report) == ["oblique-view"]
    assert len(report.reps) == 3
    for rep in report.reps:
        assert {rep.measurements[name].value for name in WITHHELD} == {None}
        assert rep.measurements["hip_flexion_deg"].value is not None


@pytest.mark.parametrize(("bottom", "pattern"), [(HINGE, "hinge"), (SQUAT, "squat"), (UNCLEAR, None)])
def test_seen_obliquely_the_pattern_is_said_only_where_it_is_clear(bottom, pattern):
    report = analyse(film(lift(3, bottom=bottom), Camera(turned_deg=45)), "deadlift")
    assert (_codes(report), report.pattern) == (["oblique-view"], pattern)


@pytest.mark.parametrize("bottom", [HINGE, SQUAT])
@pytest.mark.parametrize("turned_deg", [0, 15, 25])
def test_seen_from_the_side_the_pattern_is_right(bottom, turned_deg):
    report = analyse(film(lift(3, bottom=bottom), Camera(turned_deg=turned_deg)), "squat")
    assert report.pattern == ("hinge" if bottom is HINGE else "squat")


@pytest.mark.parametrize("turned_deg", [25, 40, 50])
def test_how_far_the_camera_stands_off_the_side_is_told_within_ten_degrees(turned_deg):
    (reason,) = analyse(film(SET, Camera(turned_deg=turned_deg)), "deadlift").reasons
    (told,) = [int(word) for word in reason.text.split() if word.isdigit()]
    assert told == pytest.approx(turned_deg, abs=10)


def test_a_camera_in_front_is_called_that():
    (reason,) = analyse(film(SET, Camera(turned_deg=70)), "deadlift").reasons
    assert "front" in reason.text


def test_a_front_view_in_which_nothing_bends_is_not_called_nearly_from_the_side():
    assert "nearly-oblique" not in _codes(analyse(film(SET, Camera(turned_deg=90)), "deadlift"))


def test_of_a_clip_that_turns_only_the_reps_from_the_side_are_judged():
    report = analyse(WARNED["partly-oblique"], "deadlift")
    assert [rep.judged for rep in report.reps] == [True] * 3 + [False] * 3
    assert [rep.score for rep in report.reps] == [100] * 3 + [None] * 3
    assert {rep.measurements["knee_flexion_deg"].value for rep in report.reps[3:]} == {None}
    assert [one.why for one in report.left_out] == ["not seen from the side"] * 3
    for rep, left_out in zip(report.reps[3:], report.left_out, strict=True):
        assert (left_out.start_s, left_out.end_s) == (rep.start_s, rep.top_s)


def test_findings_of_a_clip_that_turns_name_the_right_reps():
    squats = lift(2, bottom=SQUAT)
    track = _joined(film(squats, Camera(turned_deg=45)), film(squats))
    report = analyse(track, "deadlift")
    assert [(one.code, one.reps) for one in report.findings] == [("squatting", (2, 3))]


def test_hidden_legs_keep_back_what_needs_them_and_nothing_else():
    report = analyse(WARNED["legs-hidden"], "deadlift")
    for rep in report.reps:
        assert {rep.measurements[name].value for name in ("knee_flexion_deg", "shin_inclination_deg")} == {None}
        assert rep.measurements["hip_flexion_deg"].value == pytest.approx(HINGE.hip_flexion, abs=1)


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("two-people", film(SET, others_px=(limit.COMPANY.value - 0.1) * 384)),
        ("too-small", film(SET, Camera(leg_px=0.6 * limit.SMALL.value))),
        ("jitter", film(SET, Camera(noise_px=1))),
        ("leaves-picture", film(SET, missing_s=[(8.2, 8.9)])),
        ("nearly-oblique", film(SET, Camera(turned_deg=15))),
        ("legs-hidden", film(SET, hidden=dict.fromkeys(("knee", "ankle"), limit.KNEE_IN_SIGHT.value + 0.1))),
        ("no-movement", film(lift(3, bottom=Posture(limit.MOVES.value + 10, 5)))),
    ],
)
def test_what_is_just_good_enough_is_not_complained_about(code, inside):
    report = analyse(inside, "deadlift")
    assert code not in _codes(report)
    assert report.judged


def test_nobody_looking_for_others_is_nobody_found():
    track = film(SET)
    assert analyse(replace(track, others_px=np.full_like(track.others_px, np.nan))).judged


def test_somebody_who_passes_by_is_no_company():
    track = film(SET)
    others = np.where(track.times_s < 4, 390.0, 0.0).astype(np.float32)
    assert analyse(replace(track, others_px=others)).judged


def test_stretches_in_which_nobody_is_seen_are_left_out():
    track = film(lift(3, stand_s=3), missing_s=[(0, 2), (9.2, 9.7), (16, 99)])
    left_out = analyse(track, "deadlift").left_out
    found = [(part.start_s, part.end_s, part.why) for part in left_out]
    expected = [(0, 2), (9.2, 9.7), (16, track.times_s[-1])]
    assert [why for *_, why in found] == ["nobody seen"] * 3
    assert [(start, end) for start, end, _ in found] == [pytest.approx(one, abs=0.05) for one in expected]


def test_a_blink_is_not_left_out():
    assert analyse(film(SET, missing_s=[(4.0, 4.2)])).left_out == ()


def test_nothing_before_and_after_the_set_is_no_leaving_of_the_picture():
    track = film(lift(3, stand_s=8), missing_s=[(0, 7), (20, 99)])
    assert _codes(analyse(track, "deadlift")) == []


def test_the_quality_of_a_clip_is_given_in_numbers():
    found = analyse(film(SET, Camera(turned_deg=20, noise_px=1)), "deadlift").quality
    assert found.side_on == pytest.approx(0.6 * np.sin(np.radians(20)), abs=0.02)
    assert 0.5 < found.jitter_deg < limit.JITTER.value
    assert found.seen == 1
    assert found.height_px == pytest.approx(1.92 * 200, rel=0.05)
