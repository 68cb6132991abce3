"""A set that was done becomes a set that is planned."""

from datetime import datetime
from typing import Any

from workouts.models import Session, Set
from workouts.models.set import Kind

PREFILLED = ("kind", "load_kg", "reps", "side", "duration_s", "distance_m", "rest_s")


def planned_like(old: Set, *, session: Session, at: datetime, **place: Any) -> Set:
    """Return a planned set of the session, not stored yet, with the numbers of an old one."""
    numbers = {name: getattr(old, name) for name in PREFILLED}
    row = Set(owner=session.owner, session=session, exercise_id=old.exercise_id, v=session.v, **(numbers | place))
    row.done, row.performed_at = False, at
    if row.reps == 0:  # a missed lift is tried again, not planned to be missed
        row.kind, row.reps = Kind.WORKING, 1
    return row
