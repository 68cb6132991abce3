"""The mail about drills that are still to do today."""

import logging
import smtplib
import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core import jobs
from drills.domain.adherence import Tick
from drills.domain.reminders import (
    KIND,
    claim_sending,
    day_due,
    give_back,
    hindrance,
    left_today,
    off_token,
)
from drills.domain.todays_dose import dose_words
from drills.models import Reminder

log = logging.getLogger(__name__)
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)  # the server has answered, and said no


def send_reminder(claim: jobs.Claim, *, at: datetime | None = None) -> None:
    """Send the mail where drills are left, the reminder is still on, and it is not too late for it."""
    row = Reminder.objects.filter(key=claim.subject).select_related("owner").first()
    if row is None:
        jobs.forget(claim.subject)
        return
    day = day_due(at or timezone.now(), row.at, row.owner.zone)
    if day and row.on and row.owner.is_active and not hindrance(row.owner):
        left = left_today(row.owner, on=day)
        if left:
            _send(row, day, message(row, left))
    with claim.finishing():
        pass


def ignore_failure(subject: uuid.UUID, reason: str) -> None:
    """Leave it: the ledger says what the mail server said, and tomorrow is another day."""


REMINDER = jobs.Kind(name=KIND, queue="quick", version=1, run=send_reminder, on_failed=ignore_failure)


def _send(row: Reminder, day: date, mail: EmailMultiAlternatives) -> None:
    """Hand the mail in, once a day. Where that surely failed, the right to goes back and the job is tried again.

    A connection that broke in between leaves open whether the mail is on its way: then none is sent rather than two.
    """
    mail.connection = get_connection()
    mail.connection.open()  # before the right is taken: a server that is not there costs nothing
    try:
        if claim_sending(row, day):
            mail.send()
    except REFUSED:
        give_back(row, day)
        raise
    except OSError:
        log.warning("The reminder of %s may not have been sent: the connection broke.", row.key, exc_info=True)
    finally:
        mail.connection.close()


def message(row: Reminder, left: list[Tick]) -> EmailMultiAlternatives:
    """Return the mail: what remains, a link to Today, and a way to turn it off without signing in."""
    off = _outer(reverse("reminder-off", args=[off_token(row)]))
    about: dict[str, Any] = {
        "person": row.owner.name,
        "left": [(tick.dose.drill.name, _words(tick)) for tick in left],
        "today": _outer(reverse("today")),
        "off": off,
        "reminder": _outer(reverse("reminder")),
    }
    count = len(left)
    mail = EmailMultiAlternatives(
        subject=f"{count} drill{'' if count == 1 else 's'} left for today",
        body=render_to_string("drills/mail/reminder.txt", about),
        to=[row.owner.email],
        # RFC 8058: a mail program shows a button of its own, which posts there.
        headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    mail.attach_alternative(render_to_string("drills/mail/reminder.html", about), "text/html")
    return mail


def _words(tick: Tick) -> str:
    """Say a dose, and how much of it is done already."""
    dose = tick.dose
    said = dose_words(sets=dose.sets, reps=dose.reps, hold_s=dose.hold_s, per_side=dose.per_side)
    return f"{said} ({tick.done:g} of {dose.total}{' s' if dose.timed else ''} done)" if tick.done else said


def _outer(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"
