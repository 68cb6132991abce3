"""Work over all exercises: what each exercise of each day adds up to, read with one query however long the history."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, F, FloatField, Q, Sum
from django.db.models.functions import Cast

from accounts.models import User
from workouts.domain.strength import HARD_RIR
from workouts.models import Set

# The same rules as `strength.is_hard` and `strength.volume`, for the database; a test compares them.
HARD = Q(rir__lte=HARD_RIR) | Q(rir=None)
VOLUME_KG = Sum(F("load_kg") * Cast("reps", FloatField()), filter=Q(load_kg__gt=0))


class DayWork(NamedTuple):
    """The working sets of one exercise on one day."""

    day: date
    exercise: str
    sets: int
    hard_sets: int
    volume_kg: float


def daily_work(*, owner: User, start: date | None = None, end: date | None = None) -> list[DayWork]:
    """Return the work of each exercise and local day from `start` to `end`, both included, in no order. One query."""
    # By the owner of the session, which is that of its sets: so a range reads its sessions, not the whole history.
    rows = Set.objects.alive().working().filter(session__owner=owner, session__deleted_at=None)
    if start:  # a local day begins up to 14 hours before the day in UTC; `started_at` is what has an index
        rows = rows.filter(session__day__gte=start, session__started_at__gte=_noon(start) - timedelta(days=2))
    if end:
        rows = rows.filter(session__day__lte=end, session__started_at__lte=_noon(end) + timedelta(days=2))
    summed = rows.order_by().values_list("session__day", "exercise")
    summed = summed.annotate(sets=Count("pk"), hard_sets=Count("pk", filter=HARD), volume_kg=VOLUME_KG)
    return [DayWork(day, exercise, sets, hard, volume or 0.0) for day, exercise, sets, hard, volume in summed]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
