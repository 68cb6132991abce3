"""Being on a programme: enrol, go to another week, change the days, leave, delete and take back. One at a time."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from core.versions import next_version
from drills.domain.breaks import merged, returning
from drills.domain.refusal import Refusal
from drills.models import Enrolment, Pause, Programme
from workouts.models.set import MAX_LOAD_KG


def active(owner: User) -> Enrolment | None:
    """Return the enrolment that goes on, None where the person is on no programme. One query."""
    found: Enrolment | None = (
        Enrolment.objects.for_user(owner).filter(ended_on=None).select_related("programme").first()
    )
    return found


@transaction.atomic
def enrol(
    *,
    owner: User,
    programme: Programme,
    on: date,
    start_week: int = 1,
    training_days: Iterable[int] | None = None,
    loads: Mapping[str, float] | None = None,
    instead: bool = False,
    id: uuid.UUID | None = None,
) -> Enrolment:
    """Put a person on a programme from any of its weeks; without days, on the programme's own.

    The same once more changes nothing. Who is on a programme already is refused; `instead` leaves that one for it.
    """
    v = next_version(owner.pk)  # first of all: of two taps at once the second sees what the first one made
    days = sorted(set(programme.training_days if training_days is None else training_days))
    current = active(owner)
    if current is not None:
        same = (current.programme_id, current.started_on, current.start_week) == (programme.pk, on, start_week)
        same = same and (loads is None or current.loads == plain_loads(loads))
        if same and current.training_days == days and id in (None, current.pk):
            return current
        if not instead:
            raise enrolled_already(current)
        _end(current, on=on, v=v)
    row = Enrolment(owner=owner, programme=programme, started_on=on, start_week=start_week, v=v)
    row.training_days, row.loads = days, plain_loads(loads or {})
    if id:
        row.pk = id
    row.save(force_insert=True)
    return row


@transaction.atomic
def save_enrolment(row: Enrolment) -> Enrolment:
    """Store a new or changed enrolment under the owner's next version; refuses a second one that goes on."""
    row.stamp()
    if row.ended_on is None and row.deleted_at is None:
        _check_alone(row)
    row.save()
    return row


@transaction.atomic
def go_to_week(row: Enrolment, *, week: int, on: date) -> Enrolment:
    """Go on in another week of the programme, from a day on; the days before stay what they were.

    It becomes an enrolment of its own, with the phases as long as they have become, without loads to begin with; on
    its first day the same one changes. A pause ends with that day, and the first week back is lighter all the same.
    """
    row = held(row)
    before = [Pause(starts_on=one.starts_on, ends_on=one.ends_on or on, reason=one.reason) for one in row.pauses.all()]
    back_from = returning(merged(one for one in before if one.starts_on < on), on)
    if row.started_on >= on:
        row.start_week = week
        row.pauses.all().delete()
    else:
        _end(row, on=on, v=row.v)
        left = row
        row = Enrolment(owner=left.owner, programme=left.programme, started_on=on, start_week=week, v=left.v)
        row.training_days, row.extra_weeks = left.training_days, left.extra_weeks
    row.save()
    if back_from is not None:
        row.pauses.create(starts_on=back_from.first, ends_on=back_from.end, reason=back_from.reason)
    return row


@transaction.atomic
def change_days(row: Enrolment, *, training_days: Iterable[int], on: date) -> Enrolment:
    """Train on other weekdays from a day on; what was planned before stays as it was."""
    row = held(row)
    set_days(row, training_days, on=on)
    row.save()
    return row


def set_days(row: Enrolment, training_days: Iterable[int], *, on: date) -> None:
    """Give an enrolment other weekdays from a day on, without storing it; those before are remembered."""
    days, said = sorted(set(training_days)), on.isoformat()
    if row.started_on >= on:
        row.former_days = []
    elif days != row.training_days and not (row.former_days and row.former_days[-1][0] >= said):
        row.former_days = [*row.former_days, [said, row.training_days]]
    row.training_days = days


@transaction.atomic
def leave(row: Enrolment, *, on: date) -> Enrolment:
    """Leave a programme as of a day; `rejoin` takes that back. One that was left stays as it is."""
    row = held(row)
    if row.ended_on is None:
        _end(row, on=on, v=row.v)
    return row


@transaction.atomic
def rejoin(row: Enrolment) -> Enrolment:
    """Take back that a programme was left, as if nothing had been; refused while on another one."""
    row = held(row)
    row.ended_on = None
    _check_alone(row)
    row.save()
    return row


@transaction.atomic
def delete_enrolment(row: Enrolment, *, at: datetime) -> Enrolment:
    """Delete an enrolment, as if it had never been; `restore_enrolment` brings it back."""
    row.deleted_at = at
    return save_enrolment(row)


@transaction.atomic
def restore_enrolment(row: Enrolment) -> Enrolment:
    """Take a deletion back; refused while on another programme."""
    row.deleted_at = None
    return save_enrolment(row)


def held(row: Enrolment) -> Enrolment:
    """Take the owner's next version, then return the enrolment as it is now, with that version."""
    v = next_version(row.owner_id)
    fresh: Enrolment = Enrolment.objects.select_related("programme", "owner").get(pk=row.pk)
    fresh.v = v
    return fresh


def enrolled_already(current: Enrolment) -> Refusal:
    """Return the refusal of a second programme."""
    sentence = f"You are on {current.programme}. Leave it before you begin another programme."
    return Refusal(sentence, "enrolled_already")


def plain_loads(loads: Mapping[str, Any]) -> dict[str, float]:
    """Return loads to begin with that can be lifted; the others are left out."""
    return {slug: float(load) for slug, load in loads.items() if 0 < load <= MAX_LOAD_KG}


def _check_alone(row: Enrolment) -> None:
    other = active(row.owner)
    if other is not None and other.pk != row.pk:
        raise enrolled_already(other)
    if Programme.objects.filter(pk=row.programme_id).exclude(deleted_at=None).exists():
        raise Refusal("This programme is deleted. Take that back first, or choose another one.", "programme_deleted")


def _end(row: Enrolment, *, on: date, v: int) -> None:
    row.ended_on, row.v = max(on, row.started_on), v
    row.save()
