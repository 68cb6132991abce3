"""The figures of one exercise, by what is counted of it: loads, repetitions, time or distance."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.units import Unit, from_kg
from workouts.domain.figures import Column, Figure, Label, Row
from workouts.domain.progression import (
    Bucket,
    Point,
    Work,
    WorkingSet,
    best_sets,
    estimates,
    top_sets,
    work_done,
)
from workouts.domain.strength import FORMULA_NAMES, MAX_REPS, Formula
from workouts.models import Exercise
from workouts.models.exercise import LoadKind, Measure

BUCKET_LABELS: dict[Bucket, tuple[str, Label]] = {
    "session": ("Date", "day"),
    "day": ("Date", "day"),
    "week": ("Week of", "week"),
    "month": ("Month", "month"),
}


@dataclass(frozen=True)
class Counted:
    """What is counted where it is not the load: its name, unit, and how to read it off a set and off a bucket."""

    key: str
    unit: str
    best: str
    best_head: str
    total: str
    of_set: Callable[[WorkingSet], float | None]
    of_work: Callable[[Work], float]


COUNTED: dict[str, Counted] = {
    Measure.REPS: Counted(
        "reps", "", "Most reps in a set", "Reps", "Reps in all", lambda row: row.reps, lambda work: work.reps
    ),
    Measure.TIME: Counted(
        "time", "s", "Longest set", "Time", "Time in all", lambda row: row.duration_s, lambda work: work.duration_s
    ),
    Measure.DISTANCE: Counted(
        "distance", "m", "Farthest set", "Distance", "Distance in all",
        lambda row: row.distance_m, lambda work: work.distance_m,
    ),
}  # fmt: skip


def exercise_figures(
    exercise: Exercise, rows: Sequence[WorkingSet], *, bucket: Bucket, unit: Unit, formula: Formula
) -> list[Figure]:
    """Return the figures of an exercise that these rows can fill.

    Of a lifted weight: e1RM, top set, volume. Where one's own weight is lifted too, or time or distance counts,
    an e1RM of the added load alone would be wrong: then what is counted, and the load where there is one.
    """
    tops = top_sets(rows, bucket=bucket, unit=unit)
    if exercise.load == LoadKind.EXTERNAL and exercise.measure == Measure.REPS and tops:
        found = estimates(rows, bucket=bucket, unit=unit, formula=formula)
        loads = [_top_set(tops, unit, exercise), _volume(rows, bucket, unit)]
        return [_e1rm(found, unit, formula), *loads] if found else loads
    counted = COUNTED[exercise.measure]
    best = _best_of(counted, rows, bucket, unit)
    figures = [best, _total_of(counted, rows, bucket)] if best.rows else []
    return [*figures, _top_set(tops, unit, exercise)] if tops else figures


def why_no_estimate(exercise: Exercise, figures: Sequence[Figure], formula: Formula) -> str:
    """Return why these figures hold no e1RM, in words; nothing where they do or where no load was lifted."""
    keys = {figure.key for figure in figures}
    if "e1rm" in keys or "top-set" not in keys:
        return ""
    if exercise.load == LoadKind.BODYWEIGHT:
        return "The load here is added to your own weight, so no 1RM is estimated from it."
    if exercise.measure != Measure.REPS:
        return ""
    beyond = f"sets of more than {MAX_REPS} reps carry no estimate of a 1RM"
    needs = ", and the RPE-based formula needs an RPE of 6 or more, or an RIR" if formula == "rpe" else ""
    return f"Not estimated: {beyond}{needs}."


def _e1rm(points: Sequence[Point], unit: Unit, formula: Formula) -> Figure:
    name = FORMULA_NAMES[formula]
    return Figure(
        "e1rm", "Estimated 1RM", "line",
        (
            Column("date", "Date"), Column("value", "e1RM", unit, digits=1), Column("low", "Low", unit, digits=1),
            Column("high", "High", unit, digits=1), Column("load", "From", unit), Column("reps", "×"),
        ),
        [
            Row((p.date, round(p.value, 1), round(p.low, 1), round(p.high, 1), p.load, p.reps), p.session, p.set)
            for p in points
        ],
        legend=(("", f"best set, {name}"), ("spread", "spread of the formulas")),
    )  # fmt: skip


def _top_set(points: Sequence[Point], unit: Unit, exercise: Exercise) -> Figure:
    added = exercise.load == LoadKind.BODYWEIGHT
    return Figure(
        "top-set", "Heaviest added load" if added else "Top set", "points",
        (Column("date", "Date"), Column("load", "Load", unit), Column("reps", "Reps")),
        [Row((p.date, p.load, p.reps), p.session, p.set) for p in points],
        legend=(("tops", "heaviest set lifted, load"),),
    )  # fmt: skip


def _volume(rows: Sequence[WorkingSet], bucket: Bucket, unit: Unit) -> Figure:
    head, label = BUCKET_LABELS[bucket]
    lines = [
        Row((work.date, _tenth(work.volume_kg, unit), work.sets, work.hard_sets, work.reps), _session(bucket, work))
        for work in work_done(rows, bucket=bucket)
        if work.volume_kg
    ]
    return Figure(
        "volume", "Volume", "bars",
        (
            Column("date", head), Column("volume", "Volume", unit), Column("sets", "Sets"),
            Column("hard_sets", "Hard sets"), Column("reps", "Reps"),
        ),
        lines, label,
        legend=(("", f"load × reps of working sets, {_per(bucket)}"),),
    )  # fmt: skip


def _best_of(counted: Counted, rows: Sequence[WorkingSet], bucket: Bucket, unit: Unit) -> Figure:
    def rank(row: WorkingSet) -> tuple[float, ...] | None:
        value = counted.of_set(row)
        return (value, row.load_kg or 0) if value else None

    columns = (Column("date", "Date"), Column("value", counted.best_head, counted.unit), Column("load", "Load", unit))
    lines = []
    for row in best_sets(rows, bucket=bucket, rank=rank):
        load = None if row.load_kg is None else from_kg(row.load_kg, unit)
        lines.append(Row((row.day, counted.of_set(row), load), row.session, row.set))
    return Figure(counted.key, counted.best, "line", columns, lines, legend=(("", "best set"),))


def _total_of(counted: Counted, rows: Sequence[WorkingSet], bucket: Bucket) -> Figure:
    head, label = BUCKET_LABELS[bucket]
    columns = (Column("date", head), Column("value", counted.best_head, counted.unit), Column("sets", "Sets"))
    lines = [
        Row((work.date, round(counted.of_work(work), 1), work.sets), _session(bucket, work))
        for work in work_done(rows, bucket=bucket)
        if counted.of_work(work)
    ]
    legend = (("", f"all working sets, {_per(bucket)}"),)
    return Figure(f"total-{counted.key}", counted.total, "bars", columns, lines, label, legend=legend)


def _tenth(load_kg: float, unit: Unit) -> float:
    return round(from_kg(load_kg, unit), 1)


def _session(bucket: Bucket, work: Work) -> uuid.UUID | None:
    return work.session if bucket == "session" else None


def _per(bucket: Bucket) -> str:
    return f"by {bucket}"
