"""Sets: check, store, place, delete and take back."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from core.prepared import PreparedInsert
from workouts.domain.followers import stamp_followers
from workouts.domain.session_bests import Beside, count_in, refresh_bests, sets_beside
from workouts.models import Session, Set
from workouts.models.set import MAX_PLACE, Kind

Group = tuple[uuid.UUID, str]  # a session and an exercise

_insert = PreparedInsert(Set)


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
def save_set(row: Set, *, stays: bool = True) -> Set:
    """Store a new or changed set under the owner's next version; one that goes or comes back does not stay."""
    if row._state.adding:
        return add_set(row, at_end=False)
    _round(row)
    row.stamp()
    before = _counted_in(row.pk)  # read after the stamp: nobody else changes it any more
    row.save()
    _refresh(before, (row.session_id, row.exercise_id) if _counts(row) else None)
    stamp_followers(row.owner_id, row.v, all_stay=stays)
    return row


@transaction.atomic(savepoint=False)
def add_set(row: Set, *, at_end: bool, position: int | None = None) -> Set:
    """Store a new set under the owner's next version. Four queries, and one more for the first of a session.

    At the end of its session, if asked for; a `position` then still counts within the run that is last. Raises
    Session.DoesNotExist where the session was deleted meanwhile.
    """
    _round(row)
    row.stamp()
    beside = sets_beside(row.session)
    if row.session.deleted_at:
        raise Session.DoesNotExist
    if at_end:
        place_after(row, beside)
        row.position = row.position if position is None else position
    _insert.store(row)
    if _counts(row):
        count_in(row, beside)
    return row


def _round(row: Set) -> None:
    """Keep grams, milliseconds and millimetres."""
    for name in ("load_kg", "duration_s", "distance_m"):
        value = getattr(row, name)
        setattr(row, name, None if value is None else round(value, 3))


def _counts(row: Set) -> bool:
    return row.done and row.kind != Kind.WARMUP and row.deleted_at is None


def _counted_in(pk: uuid.UUID) -> Group | None:
    """Return the session and exercise that a stored set counts for, None where it counts for nothing."""
    return Set.objects.alive().working().filter(pk=pk).values_list("session", "exercise").first()


def _refresh(*groups: Group | None) -> None:
    """Refresh the bests of these sessions and exercises; a set that moved leaves one and enters another."""
    found: dict[uuid.UUID, set[str]] = {}
    for group in groups:
        if group:
            found.setdefault(group[0], set()).add(group[1])
    for session, exercises in found.items():
        refresh_bests(session, exercises)


def place_after(row: Set, beside: Sequence[Beside]) -> None:
    """Give a new set its place: after the last one of its exercise's current run, or in a new run at the end.

    `beside` are the sets of the session in order. A superset that the set already names stays.
    """
    if not beside:
        row.block, row.position = 0, 0
        return
    last = beside[-1]
    if last.exercise == row.exercise_id:
        row.block, row.position = last.block, min(last.position + 1, MAX_PLACE)
        row.superset = last.superset if row.superset is None else row.superset
    else:
        row.block, row.position = min(last.block + 1, MAX_PLACE), 0


def delete_set(row: Set, *, at: datetime) -> Set:
    """Delete a set; `restore_set` brings it back with its clips."""
    row.deleted_at = at
    return save_set(row, stays=False)


def restore_set(row: Set) -> Set:
    """Take a deletion back."""
    row.deleted_at = None
    return save_set(row, stays=False)
