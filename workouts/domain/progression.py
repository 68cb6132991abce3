"""One exercise over time: the best set of each session, day, week or month with the set it came from, and the work.

A page or an API call reads the sets once (`working_sets`); everything else here is drawn from those rows.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from django.db.models import DateField, OuterRef, Q, Subquery

from accounts.models import User
from core.units import Unit, from_kg
from workouts.domain.buckets import Bucket, bucket_start
from workouts.domain.chart_columns import Metric, strength_columns
from workouts.domain.strength import Formula, estimate, is_hard, volume
from workouts.models import Exercise, Set
from workouts.models.exercise import LoadKind, Measure

Rank = tuple[float, ...]

LATELY = timedelta(weeks=26)
IN_ORDER = ("session__day", "session__started_at", "session", "block", "position", "pk")
COLUMNS = ("pk", "session", "session__day", "load_kg", "reps", "rir", "rpe", "duration_s", "distance_m")
LOADED = Q(load_kg__gt=0, reps__gt=0)


class WorkingSet(NamedTuple):
    """A working set as progression reads it, in kilograms, seconds and metres."""

    set: uuid.UUID
    session: uuid.UUID
    day: date
    load_kg: float | None
    reps: int | None
    rir: int | None
    rpe: float | None
    duration_s: float | None
    distance_m: float | None


@dataclass(frozen=True)
class Point:
    """The best set of one bucket. `value`, `low`, `high` and `load` are in the unit asked for."""

    date: date
    value: float
    low: float
    high: float
    load: float
    reps: int
    set: uuid.UUID
    session: uuid.UUID


@dataclass
class Work:
    """What one bucket adds up to. `date` is the day of a session, else the first day of the bucket."""

    date: date
    session: uuid.UUID
    volume_kg: float = 0.0
    reps: int = 0
    duration_s: float = 0.0
    distance_m: float = 0.0
    sets: int = 0
    hard_sets: int = 0


@dataclass(frozen=True)
class Trained:
    """An exercise that was trained, and when last."""

    exercise: Exercise
    last: date


class Line(NamedTuple):
    """The e1RM of one exercise over time."""

    slug: str
    name: str
    points: list[Point]


def working_sets(
    *, owner: User, exercise: Exercise, start: date | None = None, end: date | None = None
) -> list[WorkingSet]:
    """Return the working sets of an exercise from `start` to `end` (both included), oldest first. One query."""
    rows = Set.objects.for_user(owner).working().filter(exercise=exercise, session__deleted_at=None)
    if start:
        rows = rows.filter(session__day__gte=start)
    if end:
        rows = rows.filter(session__day__lte=end)
    return [WorkingSet(*row) for row in rows.order_by(*IN_ORDER).values_list(*COLUMNS)]


def strength(
    *,
    owner: User,
    exercise: Exercise,
    metric: Metric = "e1rm",
    bucket: Bucket = "session",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
    formula: Formula = "epley",
) -> list[Point]:
    """Return the best set of each bucket, oldest first. One query.

    Warm-ups, planned sets and missed lifts never count. The e1RM is Epley's unless another formula is asked for, with
    the spread of the formulas as its uncertainty; the top set is the heaviest load lifted at least once, the more
    reps the better.
    """
    if metric == "e1rm" and formula != "epley":  # the table of bests holds Epley's
        rows = working_sets(owner=owner, exercise=exercise, start=start, end=end)
        return estimates(rows, bucket=bucket, unit=unit, formula=formula)
    columns = strength_columns(
        owner=owner, exercise=exercise.pk, metric=metric, bucket=bucket, start=start, end=end, unit=unit
    )
    return [
        Point(date.fromisoformat(day), value, low, high, load, reps, uuid.UUID(of_set), uuid.UUID(session))
        for day, value, low, high, load, reps, of_set, session in zip(*columns.values(), strict=True)
    ]


def estimates(
    rows: Iterable[WorkingSet], *, bucket: Bucket = "session", unit: Unit = "kg", formula: Formula = "epley"
) -> list[Point]:
    """Return the set with the highest e1RM of each bucket."""
    best: dict[object, tuple[Rank, Point]] = {}
    for row in rows:
        found = estimate(row.load_kg, row.reps, row.rir, rpe=row.rpe, formula=formula)
        if found is None or row.load_kg is None or row.reps is None:
            continue
        key, rank = bucket_key(bucket, row), (found.value, float(row.reps))
        if key not in best or rank > best[key][0]:
            value, low, high = (from_kg(part, unit) for part in (found.value, found.low, found.high))
            load = from_kg(row.load_kg, unit)
            best[key] = rank, Point(row.day, value, low, high, load, row.reps, row.set, row.session)
    return [point for _, point in best.values()]


def top_sets(rows: Iterable[WorkingSet], *, bucket: Bucket = "session", unit: Unit = "kg") -> list[Point]:
    """Return the heaviest set of each bucket that was lifted at least once."""
    points = []
    for row in best_sets(rows, bucket=bucket, rank=_by_load):
        load = from_kg(row.load_kg or 0, unit)
        points.append(Point(row.day, load, load, load, load, row.reps or 0, row.set, row.session))
    return points


def best_sets(
    rows: Iterable[WorkingSet], *, bucket: Bucket, rank: Callable[[WorkingSet], Rank | None]
) -> list[WorkingSet]:
    """Return the set of each bucket that ranks highest, the earliest of equals; sets without a rank are left out."""
    best: dict[object, tuple[Rank, WorkingSet]] = {}
    for row in rows:
        place = rank(row)
        if place is None:
            continue
        key = bucket_key(bucket, row)
        if key not in best or place > best[key][0]:
            best[key] = place, row
    return [row for _, row in best.values()]


def work_done(rows: Iterable[WorkingSet], *, bucket: Bucket) -> list[Work]:
    """Return what each bucket adds up to, oldest first."""
    found: dict[object, Work] = {}
    for row in rows:
        key = bucket_key(bucket, row)
        work = found.get(key)
        if work is None:
            work = found[key] = Work(bucket_start(bucket, row.day), row.session)
        work.volume_kg += volume(row.load_kg, row.reps)
        work.reps += row.reps or 0
        work.duration_s += row.duration_s or 0
        work.distance_m += row.distance_m or 0
        work.sets += 1
        work.hard_sets += is_hard(row.rir)
    return list(found.values())


def trained(owner: User) -> list[Trained]:
    """Return the exercises with a working set, the most recent first. One query.

    The latest set is looked up once an exercise, so a long history costs no more than a short one.
    """
    mine = Set.objects.for_user(owner).working().filter(exercise=OuterRef("pk"), session__deleted_at=None)
    latest = mine.order_by("-performed_at")
    rows = Exercise.objects.available_to(owner).annotate(
        last=Subquery(latest.values("session__day")[:1], DateField()), at=Subquery(latest.values("performed_at")[:1])
    )
    return [Trained(row, row.last) for row in rows.exclude(at=None).order_by("-at", "slug")]


def latest_strength(*, owner: User, on: date, unit: Unit, most: int) -> list[Line]:
    """Return the e1RM over the last half year of the exercises trained last, at most so many. One query."""
    rows = Set.objects.alive().working().filter(LOADED, session__owner=owner, session__deleted_at=None)
    rows = rows.filter(exercise__load=LoadKind.EXTERNAL, exercise__measure=Measure.REPS)
    rows = rows.filter(session__started_at__gte=datetime.combine(on - LATELY, time(), UTC))
    names: dict[str, str] = {}
    found: dict[str, list[WorkingSet]] = {}
    for slug, name, *columns in rows.order_by(*IN_ORDER).values_list("exercise", "exercise__name", *COLUMNS):
        names[slug] = name
        found.setdefault(slug, []).append(WorkingSet(*columns))
    latest = sorted(found, key=lambda slug: found[slug][-1].day, reverse=True)
    lines = (Line(slug, names[slug], estimates(found[slug], unit=unit)) for slug in latest)
    return list(islice((line for line in lines if line.points), most))


def bucket_key(bucket: Bucket, row: WorkingSet) -> object:
    """Return what tells the row's bucket from the others."""
    return row.session if bucket == "session" else bucket_start(bucket, row.day)


def _by_load(row: WorkingSet) -> Rank | None:
    return (row.load_kg, row.reps) if row.load_kg and row.load_kg > 0 and row.reps else None
