"""Strength over time: the best set of each session, day, week or month, with the set it came from."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Max

from accounts.models import User
from core.units import Unit, from_kg
from workouts.domain.e1rm import estimate
from workouts.models import Exercise, Set

Metric = Literal["e1rm", "top_set"]
Bucket = Literal["session", "day", "week", "month"]


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


def strength(
    *,
    owner: User,
    exercise: Exercise,
    metric: Metric = "e1rm",
    bucket: Bucket = "session",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
) -> list[Point]:
    """Return the best set of each bucket, oldest first. One query.

    Warm-ups, planned sets and missed lifts never count. The e1RM is Epley's, with the spread of all formulas as
    its uncertainty; the top set is the heaviest load lifted at least once, the more reps the better.
    """
    best: dict[object, tuple[tuple[float, float], Point]] = {}
    for pk, session, day, load_kg, reps, rir in _candidates(owner, exercise, start, end):
        load = from_kg(load_kg, unit)
        if metric == "e1rm":
            found = estimate(load_kg, reps, rir)
            if found is None:
                continue
            value, low, high = (from_kg(part, unit) for part in (found.value, found.low, found.high))
        else:
            value = low = high = load
        point = Point(day, value, low, high, load, reps, pk, session)
        key, rank = _bucket_key(bucket, day, session), (value, float(reps))
        if key not in best or rank > best[key][0]:
            best[key] = rank, point
    return [point for _, point in best.values()]


def trained_exercises(owner: User) -> list[Exercise]:
    """Return the exercises with at least one loaded working set, the most recent first."""
    loaded = Set.objects.for_user(owner).working().filter(load_kg__gt=0, reps__gt=0, session__deleted_at=None)
    latest = loaded.values("exercise").annotate(at=Max("session__started_at")).order_by("-at", "exercise")
    slugs = [row["exercise"] for row in latest]
    found = Exercise.objects.in_bulk(slugs)
    return [found[slug] for slug in slugs]


def _candidates(owner: User, exercise: Exercise, start: date | None, end: date | None):  # type: ignore[no-untyped-def]
    rows = Set.objects.for_user(owner).working().filter(exercise=exercise, load_kg__gt=0, reps__gt=0)
    rows = rows.filter(session__deleted_at=None)
    if start:
        rows = rows.filter(session__day__gte=start)
    if end:
        rows = rows.filter(session__day__lte=end)
    rows = rows.order_by("session__day", "session__started_at", "block", "position")
    return rows.values_list("pk", "session", "session__day", "load_kg", "reps", "rir")


def _bucket_key(bucket: Bucket, day: date, session: uuid.UUID) -> object:
    if bucket == "session":
        return session
    if bucket == "day":
        return day
    if bucket == "week":
        return day - timedelta(days=day.weekday())
    return day.year, day.month
