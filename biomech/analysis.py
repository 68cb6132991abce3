"""From a track to a report."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from biomech import quality
from biomech import thresholds as limit
from biomech.faults import Finding, find_faults, middle
from biomech.measurements import Measurement, measure_rep, measure_trunk_line
from biomech.movements.base import Movement, Pattern
from biomech.movements.generic import GENERIC
from biomech.movements.registry import movement_for
from biomech.quality import Quality, Reason
from biomech.report import Report, RepReport
from biomech.reps import Rep, find_reps
from biomech.scores import score_rep
from biomech.series import Series, measure
from biomech.side_view import SideView, see_from_side
from biomech.signals import typical_interval_s
from biomech.track import PoseTrack

Places = npt.NDArray[np.intp]

#: A rep this many degrees less deep than the set's median is called shallow.
_SHALLOW_DEG = 15.0
#: Frames before the first rep in which the athlete stands, for at least so long.
_STAND_S, _STRAIGHT_DEG = 0.5, 15.0
#: What an oblique view or hidden legs take out of a rep.
_OF_LEGS = ("knee_flexion_deg", "shin_inclination_deg", "hip_knee_ratio", "foot_tip_deg")
_OF_SIDE = (*_OF_LEGS, "trunk_line_deg", "trunk_line_gap", "wrist_ahead", "hip_back", "lean_back_deg")


def analyse(track: PoseTrack, exercise: str | None = None) -> Report:
    """Return the report of a track; `exercise` is a slug, an unknown one is taken for any hinge."""
    movement = movement_for(exercise)
    empty = quality.nothing_to_see(track)
    view = None if empty is not None else see_from_side(track)
    if view is None:
        return _blank(track, exercise, movement, empty or _bodiless(track))
    series = measure(track, view, cutoff_hz=movement.cutoff_hz)
    cuts = np.flatnonzero(track.change > limit.CUT.value * np.maximum(track.light, limit.BLACK.value))
    reps = count(movement, series, cuts)
    from_side = [number for number, rep in enumerate(reps) if quality.seen_from_side(view, rep)]
    found = quality.assess(track, view, series, reps=reps, judged=tuple(reps[number] for number in from_side))
    standing = _standing_deg(series, reps, cuts)
    measured = [measure_rep(series, view, rep, standing_deg=standing) for rep in reps]
    judged = from_side if found.judged else []
    line = measure_trunk_line(series, view, [reps[number] for number in judged])
    findings = _numbered(find_faults(movement, [measured[number] for number in judged], line), judged)
    shown = [
        _withhold(one, view, rep, number in from_side)
        for number, (one, rep) in enumerate(zip(measured, reps, strict=True))
    ]
    reports = tuple(
        _rep_report(number, reps[number], series, shown, findings, judged=number in judged)
        for number in range(len(reps))
    )
    scores = [rep.score for rep in reports if rep.score is not None]
    return Report(
        exercise=exercise,
        movement=movement.slug,
        estimator=track.estimator,
        duration_s=track.info.duration_s,
        frames=len(track.times_s),
        judged=found.judged,
        reasons=found.reasons + _of_request(track, exercise, movement),
        quality=found,
        pattern=_pattern(movement, found, measured, from_side),
        reps=reports,
        findings=findings,
        score=round(float(np.mean(scores))) if scores else None,
        series=series,
        view=view,
    )


def count(movement: Movement, series: Series, cuts: Places) -> tuple[Rep, ...]:
    """Return the repetitions of a movement that end standing; `cuts` are the places of frames that follow a cut."""
    settled = _settled(series, cuts)
    if movement.counted_by == "wrist-height":
        return find_reps(
            np.where(settled, -series.wrist_height, np.nan),
            series.times_s,
            least_range=limit.SWINGS.value,
            range_percent=(1.0, 99.0),  # the hands are up for a moment only
            last_up=0.5,
            cuts=cuts,
        )
    depth = np.where(settled, series.depth_deg, np.nan)
    found = find_reps(depth, series.times_s, least_range=limit.MOVES.value, cuts=cuts)
    return tuple(
        rep
        for rep in found
        if depth[rep.top] <= limit.STANDS.value or series.trunk_inclination_deg[rep.top] <= limit.UPRIGHT.value
    )


def _settled(series: Series, cuts: Places) -> npt.NDArray[np.bool_]:
    """Return which frames (n,) come late enough after the clip's start and each cut for the tracker to be sure."""
    times_s, seen = series.times_s, np.isfinite(series.raw_hip_flexion_deg)
    settled = times_s >= times_s[0] + limit.STARTING.value
    for cut in cuts:
        # Out of the dark the athlete is looked for anew; from one scene to the next, where the last one stood.
        wait_s = limit.SETTLING.value if seen[max(cut - 1, 0)] else limit.STARTING.value
        settled &= (times_s < times_s[cut]) | (times_s >= times_s[cut] + wait_s)
    return np.asarray(settled)


def _standing_deg(series: Series, reps: tuple[Rep, ...], cuts: Places) -> float | None:
    """Return the trunk's inclination in the stand before the set, None where the clip shows none."""
    first = reps[0].start if reps else 0
    since = max((int(cut) for cut in cuts if cut <= first), default=0)
    straight = _settled(series, cuts) & (np.abs(series.hip_flexion_deg) < _STRAIGHT_DEG)
    lean = series.trunk_inclination_deg[since:first][straight[since:first]]
    return float(np.median(lean)) if len(lean) * typical_interval_s(series.times_s) >= _STAND_S else None


def _pattern(
    movement: Movement, found: Quality, measured: Sequence[dict[str, Measurement]], from_side: Sequence[int]
) -> Pattern | None:
    """Return hinge or squat by the limit that holds for any hinge; obliquely only where it is far from that."""
    refused = {reason.code for reason in found.reasons if reason.abstains} - {"oblique-view"}
    value = middle([measured[number] for number in from_side] or measured, "trunk_over_thigh_deg")
    if refused or value is None:
        return None
    beyond = value - limit.HINGE.value
    if not from_side and abs(beyond) < limit.UNSURE_PATTERN.value:
        return None
    return "hinge" if beyond >= 0 else "squat"


def _withhold(measured: dict[str, Measurement], view: SideView, rep: Rep, from_side: bool) -> dict[str, Measurement]:
    """Return the measurements without the values that the view or something in front does not allow."""
    kept_back = set(() if from_side else _OF_SIDE)
    if quality.legs_hidden(view, rep):
        kept_back.update(_OF_LEGS)
    return {
        name: replace(one, value=None, confidence=0.0) if name in kept_back else one for name, one in measured.items()
    }


def _numbered(findings: tuple[Finding, ...], judged: Sequence[int]) -> tuple[Finding, ...]:
    """Return the findings with their reps counted among all reps."""
    return tuple(replace(one, reps=tuple(judged[number] for number in one.reps)) for one in findings)


def _rep_report(
    number: int,
    rep: Rep,
    series: Series,
    measured: Sequence[dict[str, Measurement]],
    findings: tuple[Finding, ...],
    *,
    judged: bool,
) -> RepReport:
    own = measured[number]
    faults = tuple(one.code for one in findings if one.kind == "fault" and number in one.reps)
    usual, depth = middle(measured, "hip_flexion_deg"), own["hip_flexion_deg"].value
    notes = ["cut off by the clip"] if rep.cut else []
    if usual is not None and depth is not None and depth < usual - _SHALLOW_DEG:
        notes.append("shallow")
    return RepReport(
        number=number,
        rep=rep,
        start_s=float(series.times_s[rep.start]),
        bottom_s=float(series.times_s[rep.bottom]),
        top_s=float(series.times_s[rep.top]),
        judged=judged,
        confidence=own["hip_flexion_deg"].confidence,
        measurements=own,
        faults=faults,
        notes=tuple(notes),
        score=score_rep(number, findings) if judged else None,
        clean=not faults if judged else None,
    )


def _blank(track: PoseTrack, exercise: str | None, movement: Movement, found: Quality) -> Report:
    return Report(
        exercise=exercise,
        movement=movement.slug,
        estimator=track.estimator,
        duration_s=track.info.duration_s,
        frames=len(track.times_s),
        judged=False,
        reasons=found.reasons + _of_request(track, exercise, movement),
        quality=found,
    )


def _bodiless(track: PoseTrack) -> Quality:
    words = "No frame shows shoulders, hips and knees together. Put the camera further away, at your side."
    return Quality(None, None, 0.0, None, (Reason("nobody", words, abstains=True),), ())


def _of_request(track: PoseTrack, exercise: str | None, movement: Movement) -> tuple[Reason, ...]:
    """Return what is to be said of the file and of the exercise named."""
    reasons = []
    if track.warning:
        reasons.append(Reason("file", track.warning, abstains=False))
    if exercise and movement is GENERIC:
        words = f"{exercise} is not an exercise that is known here, so it is taken for any hinge."
        reasons.append(Reason("unknown-exercise", words, abstains=False))
    return tuple(reasons)
