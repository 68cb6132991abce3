"""Each fault: seen where it is, not where it is just missed, with evidence; and what it costs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from biomech import thresholds as limit
from biomech.analysis import analyse
from biomech.fault_codes import FAULT_CODES
from biomech.faults import Finding, find_faults
from biomech.joints import pair
from biomech.measurements import Measurement
from biomech.movements.generic import GENERIC
from biomech.movements.registry import MOVEMENTS, movement_for
from biomech.report import Report
from biomech.scores import score_rep
from biomech.synthetic_joints import FOREARM, THIGH, TRUNK, UPPER_ARM
from tests.biomech.tracks import (
    HINGE,
    STAND,
    THIGH_SHARE,
    Motion,
    Pace,
    Posture,
    balanced,
    clipped,
    film,
    lift,
    squatting,
    way,
)

UPRIGHT = Posture()


def _hands_ahead(posture: Posture, ahead: float) -> Posture:
    """Return the posture with its hands so far ahead of the knees, in leg lengths."""
    trunk, thigh = np.radians([posture.trunk, posture.thigh])
    aside = ahead - TRUNK * np.sin(trunk) + THIGH * np.sin(thigh)
    return replace(posture, arm=float(np.degrees(np.arcsin(aside / (UPPER_ARM + FOREARM)))))


def _drifting(beyond: float) -> Motion:
    ahead = limit.DRIFT.value + beyond / 50
    stations = [replace(STAND, trunk=STAND.trunk + share * (HINGE.trunk - STAND.trunk)) for share in (0.3, 0.5, 0.7)]
    bends = [
        replace(one, thigh=STAND.thigh + share * (HINGE.thigh - STAND.thigh))
        for one, share in zip(stations, (0.3, 0.5, 0.7), strict=True)
    ]
    way_up = [_hands_ahead(one, ahead) for one in reversed(bends)]
    top, bottom = _hands_ahead(STAND, ahead), _hands_ahead(HINGE, ahead)
    return lift(3, top=top, bottom=bottom, by_way_of=way_up, pace=Pace(1, 1, 2, 1))


#: For each fault, a set that is so many degrees beyond its limit.
SETS: dict[str, Callable[[float], Motion]] = {
    "rounded-back": lambda beyond: lift(3, bottom=replace(HINGE, back=limit.ROUNDED.value + beyond)),
    "squatting": lambda beyond: lift(3, bottom=squatting(limit.HINGE.value - beyond)),
    "hips-rise-first": lambda beyond: lift(
        3, bottom=Posture(50, 50, 25), by_way_of=[Posture(50 + limit.HIPS_FIRST.value + beyond, 30, 8)]
    ),
    "soft-lockout": lambda beyond: lift(
        3,
        top=Posture(limit.SOFT_TRUNK.value + 2, limit.SOFT_HIP.value - limit.SOFT_TRUNK.value - 2 + beyond),
        stand=UPRIGHT,
    ),
    "hyperextended-lockout": lambda beyond: lift(
        3, top=Posture(-limit.LEAN_BACK.value - beyond, limit.LEAN_BACK.value + beyond), stand=UPRIGHT
    ),
    "weight-on-toes": lambda beyond: lift(3, bottom=replace(HINGE, foot=limit.TOES.value + beyond)),
    "bar-drift": _drifting,
}
#: What the series show in the frame that a finding names, by the side of the limit that is the fault's.
SEEN = {
    "rounded-back": lambda series: series.trunk_line_deg - limit.ROUNDED.value,
    "squatting": lambda series: (
        limit.HINGE.value - series.trunk_inclination_deg + THIGH_SHARE * series.thigh_inclination_deg
    ),
    "soft-lockout": lambda series: series.hip_flexion_deg - limit.SOFT_HIP.value,
    "hyperextended-lockout": lambda series: -series.trunk_inclination_deg - limit.LEAN_BACK.value,
    "weight-on-toes": lambda series: series.foot_pitch_deg - limit.TOES.value,
    "bar-drift": lambda series: series.wrist_ahead - limit.DRIFT.value,
}
SEEN_AT = [(code, reps) for code in SEEN for reps in (2, 3)]


def _report(motion: Motion, exercise: str = "deadlift") -> Report:
    return analyse(film(motion), exercise)


def _codes(report: Report) -> list[str]:
    return [one.code for one in report.findings]


def _of(bottoms: list[Posture]) -> Motion:
    """Return a set whose reps go down to these postures."""
    stations = [(0.0, STAND), (1.0, STAND)]
    for bottom in bottoms:
        stations += [(1.0, bottom), (1.0, bottom), (1.0, STAND), (1.0, STAND)]
    return way(*stations)


def test_there_is_a_set_for_every_fault():
    assert set(SETS) == set(FAULT_CODES)


@pytest.mark.parametrize("code", SETS)
def test_a_set_that_shows_one_fault_has_that_finding_and_no_other(code):
    report = _report(SETS[code](2.0))
    assert _codes(report) == [code]
    assert report.findings[0].reps == (0, 1, 2)


@pytest.mark.parametrize("code", SETS)
def test_a_set_just_inside_the_limit_has_no_finding(code):
    assert _codes(_report(SETS[code](-2.0))) == []


@pytest.mark.parametrize("code", SETS)
def test_a_finding_gives_the_value_and_the_limit_that_it_passed(code):
    (found,) = _report(SETS[code](4.0)).findings
    assert abs(found.value) >= abs(found.limit)
    unit = 50 if found.unit == "leg lengths" else 1
    assert abs(found.value - found.limit) * unit == pytest.approx(4, abs=1)
    assert 0.5 < found.certainty < 1


@pytest.mark.parametrize("code", SETS)
def test_the_further_beyond_its_limit_the_surer_a_finding_is(code):
    near, far = (_report(SETS[code](beyond)).findings[0] for beyond in (1.0, 8.0))
    assert near.certainty < far.certainty


@pytest.mark.parametrize("code", SETS)
def test_evidence_lies_in_a_rep_that_the_finding_names(code):
    report = _report(SETS[code](3.0))
    (found,) = report.findings
    starts = [rep.rep.start for rep in report.reps] + [report.frames]
    assert any(starts[number] <= found.frame < starts[number + 1] for number in found.reps)


@pytest.mark.parametrize(("code", "reps"), SEEN_AT)
def test_the_frame_given_as_evidence_shows_the_fault(code, reps):
    motion = SETS[code](4.0)
    track = film(motion)
    if reps == 2:
        track = clipped(track, 0, analyse(track, "deadlift").reps[2].start_s)
    report = analyse(track, "deadlift")
    assert len(report.reps) == reps
    (found,) = report.findings
    assert SEEN[code](report.series)[found.frame] > 0


def test_evidence_for_hips_that_rise_first_lies_between_bottom_and_top():
    report = _report(SETS["hips-rise-first"](5.0))
    (found,) = report.findings
    assert any(rep.rep.sunk <= found.frame <= rep.rep.top for rep in report.reps)


def test_only_the_reps_that_show_a_fault_are_named_and_lose_points():
    squat = squatting(limit.HINGE.value - 15)
    report = _report(_of([squat, HINGE, squat]))
    assert [(one.code, one.reps) for one in report.findings] == [("squatting", (0, 2))]
    assert [rep.faults for rep in report.reps] == [("squatting",), (), ("squatting",)]
    assert [rep.clean for rep in report.reps] == [False, True, False]
    assert report.reps[1].score == 100 > report.reps[0].score


def test_a_single_rep_within_the_scatter_of_its_limit_is_no_finding():
    assert _codes(_report(_of([HINGE, squatting(limit.HINGE.value - 8), HINGE]))) == []


def test_a_single_rep_far_beyond_the_limit_is_found_and_the_others_stay_clean():
    report = _report(_of([HINGE, squatting(limit.HINGE.value - 25), HINGE]))
    (found,) = report.findings
    assert (found.code, found.reps) == ("squatting", (1,))
    assert found.value == pytest.approx(limit.HINGE.value - 25, abs=3)
    assert [rep.clean for rep in report.reps] == [True, False, True]
    assert [rep.score for rep in report.reps] == [100, 60, 100]


def test_weight_on_the_toes_is_numbered_among_all_reps_where_feet_are_hidden_in_some():
    track = film(_of([HINGE, *[replace(HINGE, foot=limit.TOES.value + 8)] * 2]))
    confidence = track.confidence.copy()
    feet = [place for name in ("heel", "toe") for place in pair(name)]
    confidence[np.ix_(track.times_s < 4.5, feet)] = limit.FOOT_IN_SIGHT.value - 0.2
    (found,) = analyse(replace(track, confidence=confidence), "deadlift").findings
    assert (found.code, found.reps) == ("weight-on-toes", (1, 2))


def test_bar_drift_is_numbered_among_all_reps_where_some_do_not_go_deep():
    ahead = limit.DRIFT.value + 0.1
    deep = _hands_ahead(HINGE, ahead)
    shallow = replace(HINGE, trunk=50.0, thigh=20.0)
    (found,) = _report(_of([shallow, deep, deep])).findings or (None,)
    assert (found.code, found.reps) == ("bar-drift", (1, 2))


def test_feet_that_are_not_surely_seen_are_not_judged():
    sure = {"heel": limit.FOOT_IN_SIGHT.value - 0.1, "toe": limit.FOOT_IN_SIGHT.value - 0.1}
    track = film(SETS["weight-on-toes"](10.0), hidden=sure)
    assert _codes(analyse(track, "deadlift")) == []


def test_an_ankle_out_of_sight_makes_no_hips_rise_first():
    deep = film(lift(3, bottom=balanced(115, 30)), hidden={"ankle": 0.1})
    assert _codes(analyse(deep, "deadlift")) == []


@pytest.mark.parametrize("beyond", [2.0, 6.0, 12.0])
def test_leaning_back_from_straight_legs_is_found(beyond):
    top = Posture(trunk=-limit.LEAN_BACK.value - beyond)
    assert _codes(_report(lift(3, top=top, stand=UPRIGHT))) == ["hyperextended-lockout"]


def test_without_a_stand_before_the_set_leaning_back_is_not_judged():
    lean = 3 * limit.LEAN_BACK.value
    track = film(lift(3, top=Posture(-lean, lean, -20), bottom=HINGE))
    assert _codes(analyse(clipped(track, 2.5, 99), "kettlebell-deadlift")) == []


def test_an_athlete_whose_own_stand_leans_is_compared_with_that():
    leaning = Posture(-9, 9)
    assert _codes(_report(lift(3, top=replace(leaning, trunk=-14, thigh=14), stand=leaning))) == []


@pytest.mark.parametrize(
    "top",
    [Posture(limit.SOFT_TRUNK.value - 2, limit.SOFT_HIP.value), Posture(5, limit.SOFT_HIP.value)],
    ids=["trunk nearly upright", "trunk upright"],
)
def test_a_bent_hip_under_an_upright_trunk_is_no_soft_lockout(top):
    assert _codes(_report(lift(3, top=top, stand=UPRIGHT))) == []


def test_reps_that_touch_and_go_are_not_blamed_for_their_lockout():
    soft = Posture(limit.SOFT_TRUNK.value + 5, limit.SOFT_HIP.value - limit.SOFT_TRUNK.value)
    quick = [(0.4, HINGE), (0.2, HINGE), (0.4, soft)] * 4
    report = _report(way((0, UPRIGHT), (1, UPRIGHT), *quick, (0.4, HINGE), (0.2, HINGE)))
    assert len(report.reps) == 4
    assert all(rep.measurements["top_held_s"].value < limit.HELD.value for rep in report.reps)
    assert _codes(report) == []


def _measured(confidence: float = 1.0) -> dict[str, Measurement]:
    """Return a rep in which everything is as wrong as it can be."""
    values = {
        "hip_flexion_deg": 110.0,
        "trunk_over_thigh_deg": -60.0,
        "trunk_drop_deg": 50.0,
        "top_hip_flexion_deg": 45.0,
        "top_trunk_inclination_deg": 30.0,
        "top_held_s": 2.0,
        "lean_back_deg": 40.0,
        "foot_tip_deg": 60.0,
        "wrist_ahead": 0.6,
    }
    units = {"top_held_s": "s", "wrist_ahead": "leg lengths"}
    return {
        name: Measurement(name, value, units.get(name, "deg"), confidence, (3, 9), 6) for name, value in values.items()
    }


ROUND = Measurement("trunk_line_deg", 60.0, "deg", 1.0, (3, 9), 6)


@pytest.mark.parametrize("movement", [*MOVEMENTS, GENERIC], ids=lambda movement: movement.slug)
def test_an_exercise_reports_the_faults_that_are_checked_in_it_and_no_others(movement):
    found = find_faults(movement, [_measured(), _measured()], ROUND)
    assert {one.code for one in found} == movement.checks


def test_nothing_measured_and_no_reps_give_no_findings():
    nothing = {name: replace(one, value=None, confidence=0.0) for name, one in _measured().items()}
    assert find_faults(movement_for("deadlift"), [nothing], replace(ROUND, value=None)) == ()
    assert find_faults(movement_for("deadlift"), [], ROUND) == ()


def test_bar_drift_is_a_hint_that_costs_nothing_and_everything_else_is_a_fault():
    found = find_faults(movement_for("deadlift"), [_measured()], ROUND)
    assert {one.code for one in found if one.kind == "hint"} == {"bar-drift"}
    report = _report(SETS["bar-drift"](5.0))
    assert [(rep.score, rep.clean, rep.faults) for rep in report.reps] == [(100, True, ())] * 3


def _finding(beyond: float, **changes) -> Finding:
    words = {"code": "rounded-back", "kind": "fault", "measurement": "trunk_line_deg", "unit": "deg", "text": ""}
    return Finding(
        **{**words, "value": 21.0 + beyond, "limit": 21.0, "certainty": 1, "reps": (0,), "frame": 0, **changes}
    )


@pytest.mark.parametrize(("beyond", "score"), [(0, 80), (5, 75), (10, 70), (20, 60), (200, 60)])
def test_a_fault_costs_20_points_at_its_limit_and_40_from_20_degrees_beyond(beyond, score):
    assert score_rep(0, [_finding(beyond)]) == score


def test_faults_add_up_but_not_below_nothing_and_those_of_other_reps_and_hints_are_free():
    assert score_rep(0, [_finding(0), _finding(10)]) == 50
    assert score_rep(0, [_finding(30)] * 4) == 0
    assert score_rep(0, [_finding(30, reps=(1,)), _finding(30, kind="hint")]) == 100
