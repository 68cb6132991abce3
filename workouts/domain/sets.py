"""Sets: check, store, place, delete and take back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from workouts.models import Set
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


def delete_set(row: Set, *, at: datetime) -> Set:
    """Delete a set; `restore_set` brings it back with its clips."""
    row.deleted_at = at
    return save_set(row)


def restore_set(row: Set) -> Set:
    """Take a deletion back."""
    row.deleted_at = None
    return save_set(row)
