"""Drills that people put on Today or into the warm-up, and the warm-up as they adjust it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from core.versions import hold_version
from drills.domain.due import read_practice, warm_up
from drills.gates.rows import DOWEL as ALWAYS
from drills.models import Drill, PlannedDrill
from drills.models.planned_drill import When

ASKS = ("drill", "when", "off", "sets", "reps", "hold_s", "distance_m")  # what makes a day's dose


def check_change(row: PlannedDrill, values: dict[str, Any], *, on: date) -> dict[str, str]:
    """Return what a change would rewrite of the days before one, by field; `values` are all that the row will hold."""
    last, yesterday = values["ends_on"], on - timedelta(days=1)
    if last is None or last >= on:
        return {}
    if last < yesterday and last != row.ends_on:
        return {"ends_on": "The days before today stay as they were. The earliest last day is yesterday."}
    if row.starts_on < on and (asks_otherwise(row, values) or values["starts_on"] != row.starts_on):
        return {"ends_on": "What is over stays as it was. With a later last day, or none, it goes on from today."}
    return {}


def check_planned(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a planned drill's values taken together, by field."""
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        return {"ends_on": "The last day cannot come before the first."}
    if values.get("off") and values.get("when") == When.WARM_UP and values.get("drill") == ALWAYS:
        return {"off": "The dowel hinge opens every lower-body session; its dose can be changed."}
    return {}


@transaction.atomic
def save_planned(row: PlannedDrill) -> PlannedDrill:
    """Store a new or changed planned drill under the owner's next version."""
    row.distance_m = _as_stored(row.distance_m)
    row.stamp()
    row.save()
    return row


def delete_planned(row: PlannedDrill, *, at: datetime) -> PlannedDrill:
    """Delete a planned drill as if it had never been there; `restore_planned` brings it back."""
    row.deleted_at = at
    return save_planned(row)


def restore_planned(row: PlannedDrill) -> PlannedDrill:
    """Take a deletion back."""
    row.deleted_at = None
    return save_planned(row)


@transaction.atomic
def end_planned(row: PlannedDrill, *, on: date, at: datetime) -> PlannedDrill:
    """Take a drill off the plan from a day on: the days before keep what was due on them."""
    if row.starts_on >= on:
        return delete_planned(row, at=at)
    yesterday = on - timedelta(days=1)
    row.ends_on = yesterday if row.ends_on is None else min(row.ends_on, yesterday)
    return save_planned(row)


@transaction.atomic
def resume_planned(row: PlannedDrill, *, until: date | None) -> PlannedDrill:
    """Take the ending of a planned drill back."""
    row.deleted_at, row.ends_on = None, until
    return save_planned(row)


@transaction.atomic
def change_planned(row: PlannedDrill, *, on: date, **values: Any) -> PlannedDrill:
    """Change what is planned from a day on; what was due before that day stays as it was. Returns the row that holds.

    Where a row has run before the day, another one keeps that time as it was, and this one goes on from the day; its
    first day can move back, but not on.
    """
    hold_version(row.owner_id)
    stored = PlannedDrill.objects.select_related("owner", "drill").get(pk=row.pk)
    first, last = values.get("starts_on", stored.starts_on), values.get("ends_on", stored.ends_on)
    if stored.starts_on < on and (last is None or last >= on):
        ended = stored.ends_on is not None and stored.ends_on < on
        if ended or first > on or asks_otherwise(stored, values):
            kept = {name: getattr(stored, name) for name in (*ASKS, "reason", "starts_on")}
            until = stored.ends_on if ended else on - timedelta(days=1)
            save_planned(PlannedDrill(owner=stored.owner, ends_on=until, **kept))
            values["starts_on"] = max(first, on)
        else:
            values["starts_on"] = min(first, stored.starts_on)
    for name, value in values.items():
        setattr(stored, name, value)
    return save_planned(stored)


def asks_otherwise(row: PlannedDrill, values: dict[str, Any]) -> bool:
    """Tell whether these values make another dose of a day than the row does."""
    return any(_as_stored(values[name]) != getattr(row, name) for name in ASKS if name in values)


def _as_stored(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def planned_now(*, owner: User, on: date) -> list[PlannedDrill]:
    """Return what is planned on a day or later, in the order it was planned. One query."""
    rows: Any = PlannedDrill.objects.for_user(owner).exclude(ends_on__lt=on).filter(drill__deleted_at=None)
    return list(rows.select_related("drill").order_by("created_at", "id"))


@transaction.atomic
def plan_drill(*, owner: User, drill: Drill, when: str, on: date, **values: Any) -> PlannedDrill:
    """Put a drill on Today or into the warm-up; where it is planned for that time already, that is changed."""
    hold_version(owner.pk)
    row = planned_for(owner=owner, drill=drill, when=when, on=on)
    values = {"off": False} | values
    if row is None:
        return save_planned(PlannedDrill(owner=owner, drill=drill, when=when, **({"starts_on": on} | values)))
    return change_planned(row, on=on, when=when, **values)


def planned_for(*, owner: User, drill: Drill, when: str, on: date) -> PlannedDrill | None:
    """Return the row by which a drill is planned for, or left out of, that time from a day on. One query."""
    rows: Any = PlannedDrill.objects.for_user(owner).filter(drill=drill, when=when).exclude(ends_on__lt=on)
    found: PlannedDrill | None = rows.select_related("owner", "drill").order_by("created_at", "id").last()
    return found


@transaction.atomic
def take_out_of_warm_up(*, owner: User, drill: Drill, on: date, at: datetime) -> PlannedDrill | None:
    """Leave a drill out of the warm-up from a day on; None for the dowel hinge, which stays.

    A row of the person's own ends. Where the programme or a drill that is due brings it all the same, another row
    says that it is left out.
    """
    if drill.slug == ALWAYS:
        return None
    hold_version(owner.pk)
    row = planned_for(owner=owner, drill=drill, when=When.WARM_UP, on=on)
    if row is not None:
        end_planned(row, on=on, at=at)
    practice = read_practice(owner, on=on)
    if drill.pk in {dose.drill.pk for dose in warm_up(practice, on)}:
        return save_planned(PlannedDrill(owner=owner, drill=drill, when=When.WARM_UP, off=True, starts_on=on))
    return row


@transaction.atomic
def put_back_into_warm_up(*, owner: User, drill: Drill, on: date, at: datetime) -> None:
    """Take the leaving out of a drill back: as it is due by itself, else as one of the person's own."""
    hold_version(owner.pk)
    row = planned_for(owner=owner, drill=drill, when=When.WARM_UP, on=on)
    if row is not None and row.off:
        end_planned(row, on=on, at=at)
    if drill.pk not in {dose.drill.pk for dose in warm_up(read_practice(owner, on=on), on)}:
        plan_drill(owner=owner, drill=drill, when=When.WARM_UP, on=on)
