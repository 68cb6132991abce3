"""Pausing a programme for illness, travel or something else, and coming back."""

from datetime import date

from django.db import transaction

from drills.domain.enrolments import held
from drills.domain.refusal import Refusal
from drills.models import Enrolment, Pause


@transaction.atomic
def pause(row: Enrolment, *, reason: str, on: date) -> Enrolment:
    """Pause from a day on, until somebody resumes. One that is paused already stays as it is."""
    row = held(row)
    if row.pauses.filter(ends_on=None).exists():
        return row
    if row.ended_on is not None:
        raise Refusal("You have left this programme.", "not_enrolled")
    last = row.pauses.order_by("ends_on").last()
    if on < row.started_on or (last and last.ends_on and on < last.ends_on):
        raise Refusal(
            "A pause begins after the programme did, and after the last pause.",
            "pause_too_early",
            field="on",
            status=400,
        )
    Pause.objects.create(enrolment=row, starts_on=on, reason=reason)
    row.save()
    return row


@transaction.atomic
def resume(row: Enrolment, *, on: date) -> Enrolment:
    """End the pause with a day, the first one that counts again; a pause of no day is none. Not paused: no change."""
    row = held(row)
    running = row.pauses.filter(ends_on=None).first()
    if running is None:
        return row
    if on <= running.starts_on:
        running.delete()
    else:
        running.ends_on = on
        running.save()
    row.save()
    return row


@transaction.atomic
def cancel(row: Enrolment) -> Enrolment:
    """Take back that it was paused, as if it had gone on all along. Not paused: no change."""
    row = held(row)
    running = row.pauses.filter(ends_on=None).first()
    if running is not None:
        running.delete()
        row.save()
    return row
