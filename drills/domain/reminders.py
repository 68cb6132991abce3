"""The reminder of drills: when its time has come, whose it has come for, and turning it on and off.

A mail is sent at most once a local day. `checked_on` is claimed by one UPDATE together with the job, so that of several
programs on one database one does it; `sent_on` is claimed by another one right before the mail is handed in, so that a
job that is done twice sends once.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from core import jobs
from core.versions import hold_version, next_version
from drills.domain.adherence import Tick, day_of, read_logged
from drills.domain.due import due_on, read_practice
from drills.models import Reminder

KIND = "reminder"
LATE = timedelta(hours=3)  # after a stop of the server it is sent up to so much later, and after that not at all
LATEST_ZONE = timedelta(hours=14)  # no zone is further ahead of UTC
SALT = "drills.reminder.off"


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time on a day, in UTC.

    A time that the clocks skip stands for the first moment after the gap; of one that comes twice the first counts.
    """
    wanted = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first = wanted.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wanted:
        return first
    # In a gap: read with the offset from before it, the time lies behind the change of clocks; with the other, before.
    low, high = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) >= wanted:
            high = middle
        else:
            low = middle
    return high


def day_due(now: datetime, at: time, zone: ZoneInfo) -> date | None:
    """Return the local day whose reminder is due at that instant; None before its time, and too long after it.

    It is too late when the day is over, too: what was left of it cannot be done any more.
    """
    today = now.astimezone(zone).date()
    return today if due_at(today, at, zone) <= now < due_at(today, at, zone) + LATE else None


def reminder_of(owner: User) -> Reminder:
    """Return the person's reminder, a new one that is off where there is none. One query."""
    return Reminder.objects.filter(owner=owner).first() or Reminder(owner=owner)


@transaction.atomic
def save_reminder(*, owner: User, on: bool, at: time, now: datetime) -> Reminder:
    """Turn the reminder on or off and set its time. Where that has passed for today, it begins tomorrow."""
    version = next_version(owner.pk)
    row = Reminder.objects.select_for_update().filter(owner=owner).first() or Reminder(owner=owner)
    today = owner.local_date(now)
    if on and (not row.on or row.at != at):
        passed = due_at(today, at, owner.zone) <= now
        row.checked_on = today if passed else row.sent_on
    row.on, row.at, row.v = on, at, version
    row.save()
    return row


@transaction.atomic
def turn_off(key: uuid.UUID) -> bool:
    """Turn the reminder with this key off; False where there is none any more. A second time changes nothing."""
    row = Reminder.objects.filter(key=key).first()
    if row is None:
        return False
    hold_version(row.owner_id)
    if Reminder.objects.filter(key=key, on=True).exists():
        Reminder.objects.filter(key=key).update(v=next_version(row.owner_id), on=False)
    return True


def off_token(row: Reminder) -> str:
    """Return what the link in a mail turns the reminder off with, signed in or not. It holds for good."""
    return signing.Signer(salt=SALT).sign(row.key.hex)


def key_in(token: str) -> uuid.UUID | None:
    """Return the key of the reminder that a link is about, None where we did not write it."""
    try:
        return uuid.UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def hindrance(owner: User) -> str:
    """Return in a sentence why no mail would reach the person, empty where one would. One query at most."""
    if not settings.HAS_MAIL_SERVER:
        return "No mail server is set up here, so no e-mail is sent. Who runs this server can name one in EMAIL_URL."
    if not EmailAddress.objects.filter(user=owner, email__iexact=owner.email, verified=True).exists():
        return f"Nothing is sent to {owner.email} before that address is confirmed."
    return ""


def left_today(owner: User, *, on: date) -> list[Tick]:
    """Return what is due on the person's local day and not done whole."""
    practice = read_practice(owner, on=on)
    logged = read_logged(owner, since=on, on=on)
    return [tick for tick in day_of(on, due_on(practice, on), logged.get(on, {})).ticks if not tick.complete]


def enqueue_due(now: datetime) -> int:
    """Write the jobs of all reminders whose time has come, and return how many. One query where there is none."""
    return sum(_claim(pk, key, day) for pk, key, day in _due(now))


def claim_sending(row: Reminder, day: date) -> bool:
    """Take the right to send the mail of a day; nobody gets it twice."""
    unsent = Q(sent_on=None) | Q(sent_on__lt=day)
    return bool(Reminder.objects.filter(unsent, pk=row.pk, on=True).update(sent_on=day))


def give_back(row: Reminder, day: date) -> None:
    """Give the right back, after a mail server that said no: the job may be tried again."""
    Reminder.objects.filter(pk=row.pk, sent_on=day).update(sent_on=None)


def _due(now: datetime) -> Iterator[tuple[int, uuid.UUID, date]]:
    """Yield the reminders that are due, by their stored time and the time zone their person has now."""
    latest = (now + LATEST_ZONE).date()
    rows = Reminder.objects.filter(Q(checked_on=None) | Q(checked_on__lt=latest), on=True, owner__is_active=True)
    due = lru_cache(maxsize=None)(day_due)
    for pk, key, at, checked, zone in rows.values_list("pk", "key", "at", "checked_on", "owner__time_zone"):
        day = due(now, at, User(time_zone=zone).zone)
        if day is not None and (checked is None or checked < day):
            yield pk, key, day


@transaction.atomic
def _claim(pk: int, key: uuid.UUID, day: date) -> bool:
    """Take the day, and write its job in the same transaction; False where another program was faster."""
    unchecked = Q(checked_on=None) | Q(checked_on__lt=day)
    if not Reminder.objects.filter(unchecked, pk=pk, on=True).update(checked_on=day):
        return False
    jobs.enqueue(kind=KIND, subject=key, input_hash=day.isoformat(), fence=jobs.forget(key))
    return True
