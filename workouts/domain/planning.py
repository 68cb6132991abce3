"""A set that was done becomes a set that is planned."""

from datetime import datetime
from typing import Any

from workouts.models import Session, Set
from workouts.models.set import Kind

PREFILLED = ("kind", "load_kg", "reps", "side", "duration_s", "distance_m", "rest_s")
BARE: dict[str, Any] = {
    "kind": Kind.WORKING.value, "load_kg": None, "reps": None, "planned_reps": None, "side": "both",
    "duration_s": None, "distance_m": None, "rest_s": None,
}  # fmt: skip


def planned_like(old: Set, *, session: Session, at: datetime, **place: Any) -> Set:
    """Return a planned set of the session, not stored yet, with the numbers of an old one."""
    row = Set(owner=session.owner, session=session, exercise_id=old.exercise_id, v=session.v, **place)
    for name, value in planned_values(old).items():
        if name not in place:
            setattr(row, name, value)
    row.done, row.performed_at = False, at
    return row


def planned_values(old: Set) -> dict[str, Any]:
    """Return what a row like an old one is prefilled with, by the names of a set's fields."""
    values = {name: getattr(old, name) for name in PREFILLED}
    values["reps"] = values["planned_reps"] = _aim(old)
    if old.reps == 0:  # a missed lift is tried again, not planned to be missed
        values["kind"], values["reps"] = Kind.WORKING.value, values["reps"] or 1
    return values


def _aim(old: Set) -> int | None:
    """Return the reps to make: what was planned where less was made, else what was made. AMRAP keeps its plan."""
    made, planned = old.reps or None, old.planned_reps
    if made is None or planned is None:
        return made or planned
    return planned if old.kind == Kind.AMRAP else max(made, planned)
