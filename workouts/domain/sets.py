"""Sets: plan, log, change, delete and take back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from workouts.domain.last_time import last_sets
from workouts.domain.planning import planned_like
from workouts.models import Exercise, Session, Set
from workouts.models.set import MAX_PLACE, Kind


def check_set(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a set's values taken together, by field."""
    if values.get("reps") == 0 and values.get("kind") != Kind.FAILURE:
        return {"reps": "0 reps means a missed lift: set the kind to failure, or enter the reps you made."}
    measured = any(values.get(name) is not None for name in ("reps", "duration_s", "distance_m"))
    if values.get("done", True) and not measured:
        return {"reps": "Enter the reps, or the time or distance where that is what counts."}
    if values.get("pain") is not None and not values.get("pain_place"):
        return {"pain_place": "Say where it hurt."}
    if values.get("pain_place") and values.get("pain") is None:
        return {"pain": "Say how strong the pain was, from 0 to 10."}
    return {}


@transaction.atomic(savepoint=False)  # inside a larger transaction that one is undone, so no savepoint is needed
def save_set(row: Set) -> Set:
    """Store a new or changed set under the owner's next version."""
    if row.load_kg is not None:
        row.load_kg = round(row.load_kg, 3)
    row.stamp()
    row.save()
    return row


def place_at_end(row: Set) -> None:
    """Give a new set its place: after the last one of its exercise's current run, or in a new run at the end.

    A superset that the set already names stays.
    """
    last = row.session.sets.alive().order_by("block", "position").last()
    if last is None:
        row.block, row.position = 0, 0
    elif last.exercise_id == row.exercise_id:
        row.block, row.position = last.block, min(last.position + 1, MAX_PLACE)
        row.superset = last.superset if row.superset is None else row.superset
    else:
        row.block, row.position = min(last.block + 1, MAX_PLACE), 0


@transaction.atomic
def add_exercise(session: Session, *, exercise: Exercise, at: datetime) -> list[Set]:
    """Plan a run of an exercise with the rows of last time; one empty row where there is no last time."""
    session.stamp()  # first of all: two requests at once then take different blocks
    block = session.sets.alive().aggregate(last=Max("block"))["last"]
    block = 0 if block is None else min(block + 1, MAX_PLACE)
    before = last_sets(session.owner, [exercise.pk], before=session).get(exercise.pk) or [Set(exercise=exercise)]
    planned = [
        planned_like(old, session=session, at=at, block=block, position=position) for position, old in enumerate(before)
    ]
    return Set.objects.bulk_create(planned)


@transaction.atomic
def add_set(session: Session, *, block: int, exercise: str, at: datetime) -> Set:
    """Plan one more set in a run of an exercise, prefilled from the one before it; raises Set.DoesNotExist."""
    run = session.sets.alive().filter(block=block, exercise=exercise).order_by("position")
    last = run.last()
    if last is None:
        raise Set.DoesNotExist("There is no such run in this session.")
    place = {"block": block, "superset": last.superset, "position": min(last.position + 1, MAX_PLACE)}
    row = planned_like(last, session=session, at=at, **place)
    if row.kind == Kind.WARMUP and run.exclude(kind=Kind.WARMUP).exists():
        row.kind = Kind.WORKING
    return save_set(row)


@transaction.atomic
def remove_exercise(session: Session, *, block: int, exercise: str, at: datetime) -> int:
    """Delete a run of an exercise with its sets; return how many there were. `bring_back_exercise` undoes it."""
    session.stamp()
    rows = session.sets.alive().filter(block=block, exercise=exercise)
    return rows.update(deleted_at=at, v=session.v)


@transaction.atomic
def bring_back_exercise(session: Session, *, block: int, exercise: str) -> int:
    """Take back what `remove_exercise` deleted last in this place; return how many sets came back."""
    session.stamp()
    gone = session.sets.filter(block=block, exercise=exercise).exclude(deleted_at=None)
    last = gone.aggregate(last=Max("deleted_at"))["last"]
    return gone.filter(deleted_at=last).update(deleted_at=None, v=session.v)


def delete_set(row: Set, *, at: datetime) -> Set:
    """Delete a set; `restore_set` brings it back with its clips."""
    row.deleted_at = at
    return save_set(row)


def restore_set(row: Set) -> Set:
    """Take a deletion back."""
    row.deleted_at = None
    return save_set(row)
