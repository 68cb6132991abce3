"""Sets: plan, log, change, delete and take back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from workouts.domain.last_time import last_sets
from workouts.models import Exercise, Session, Set
from workouts.models.set import MAX_PLACE, Kind

PREFILLED = ("kind", "load_kg", "reps", "side", "duration_s", "distance_m", "rest_s")


def check_set(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a set's values taken together, by field."""
    if values.get("reps") == 0 and values.get("kind") != Kind.FAILURE:
        return {"reps": "0 reps means a missed lift: set the kind to failure, or enter the reps you made."}
    measured = any(values.get(name) is not None for name in ("reps", "duration_s", "distance_m"))
    if values.get("done", True) and not measured:
        return {"reps": "Enter the reps, or the time or distance where that is what counts."}
    return {}


@transaction.atomic(savepoint=False)  # inside a larger transaction that one is undone, so no savepoint is needed
def save_set(row: Set) -> Set:
    """Store a new or changed set under the owner's next version."""
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
    block = session.sets.alive().aggregate(last=Max("block"))["last"]
    block = 0 if block is None else min(block + 1, MAX_PLACE)
    before = last_sets(session.owner, [exercise.pk], before=session).get(exercise.pk) or [Set(exercise=exercise)]
    session.stamp()
    planned = []
    for position, old in enumerate(before):
        row = Set(
            owner=session.owner,
            session=session,
            exercise=exercise,
            block=block,
            position=position,
            v=session.v,
        )
        _prefill(row, old)
        row.done, row.performed_at = False, at
        planned.append(row)
    return Set.objects.bulk_create(planned)


def add_set(session: Session, *, block: int, at: datetime) -> Set:
    """Plan one more set in a block, prefilled from the one before it."""
    last = session.sets.alive().filter(block=block).order_by("position").last()
    if last is None:
        raise Set.DoesNotExist("There is no such block in this session.")
    row = Set(owner=session.owner, session=session, exercise_id=last.exercise_id, block=block)
    _prefill(row, last)
    row.superset, row.position = last.superset, min(last.position + 1, MAX_PLACE)
    row.done, row.performed_at = False, at
    if row.kind == Kind.WARMUP and session.sets.alive().filter(block=block).exclude(kind=Kind.WARMUP).exists():
        row.kind = Kind.WORKING
    return save_set(row)


def delete_set(row: Set, *, at: datetime) -> Set:
    """Delete a set; `restore_set` brings it back with its clips."""
    row.deleted_at = at
    return save_set(row)


def restore_set(row: Set) -> Set:
    """Take a deletion back."""
    row.deleted_at = None
    return save_set(row)


def _prefill(row: Set, old: Set) -> None:
    for name in PREFILLED:
        setattr(row, name, getattr(old, name))
    if row.reps == 0:  # a missed lift is tried again, not planned to be missed
        row.kind, row.reps = Kind.WORKING, 1
