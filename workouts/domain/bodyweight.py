"""Body weight: log, change, delete and take back weighings; and the line they make with those noted in sessions."""

import uuid
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction

from accounts.models import User
from core.units import Unit, from_kg
from workouts.domain.figures import Column, Figure, Row
from workouts.domain.muscles import monday
from workouts.models import Bodyweight, Session

MEAN_DAYS = 7


@dataclass(frozen=True)
class Weighing:
    """One weighing: a row of its own, or what a session says (then `session` names it)."""

    at: datetime
    day: date
    weight_kg: float
    note: str = ""
    id: uuid.UUID | None = None
    session: uuid.UUID | None = None


@transaction.atomic(savepoint=False)
def save_bodyweight(row: Bodyweight, *, moved: bool = False) -> Bodyweight:
    """Store a new or changed weighing under the owner's next version; `moved` says that its time has changed."""
    if moved or row._state.adding:
        row.set_day()
    row.weight_kg = round(row.weight_kg, 3)
    row.stamp()
    row.save()
    return row


def delete_bodyweight(row: Bodyweight, *, at: datetime) -> Bodyweight:
    """Delete a weighing; `restore_bodyweight` takes that back."""
    row.deleted_at = at
    return save_bodyweight(row)


def restore_bodyweight(row: Bodyweight) -> Bodyweight:
    """Take a deletion back."""
    row.deleted_at = None
    return save_bodyweight(row)


def weighings(*, owner: User, start: date | None = None, end: date | None = None) -> list[Weighing]:
    """Return the weighings from `start` to `end` (both included), those noted in sessions among them, oldest first.

    Two queries.
    """
    own = Bodyweight.objects.for_user(owner)
    noted = Session.objects.for_user(owner).exclude(bodyweight_kg=None)
    if start:
        own, noted = own.filter(day__gte=start), noted.filter(day__gte=start)
    if end:
        own, noted = own.filter(day__lte=end), noted.filter(day__lte=end)
    found = [
        Weighing(at, day, weight, note, pk)
        for at, day, weight, note, pk in own.values_list("measured_at", "day", "weight_kg", "note", "pk")
    ]
    found += [
        Weighing(at, day, weight, session=pk)
        for at, day, weight, pk in noted.values_list("started_at", "day", "bodyweight_kg", "pk")
    ]
    return sorted(found, key=lambda weighing: (weighing.day, weighing.at))


def running_means(rows: Sequence[tuple[date, float]]) -> list[float]:
    """Return, for each day, the mean of the days measured in the seven days that end with it. Days come in order."""
    window: deque[tuple[date, float]] = deque()
    means = []
    for day, weight in rows:
        window.append((day, weight))
        while day - window[0][0] >= timedelta(days=MEAN_DAYS):
            window.popleft()
        means.append(sum(value for _, value in window) / len(window))
    return means


def bodyweight_figure(
    rows: Iterable[Weighing], *, unit: Unit, weekly: bool = False, start: date | None = None
) -> Figure:
    """Return the figure of body weight: a row a day with its seven-day mean, or the mean of each week.

    Several weighings of one day count as their mean. `start` leaves out the days before it, which the first means need.
    """
    days = [(day, _mean([one.weight_kg for one in found])) for day, found in groupby(rows, key=lambda one: one.day)]
    if weekly:
        weeks = [(week, [kg for _, kg in found]) for week, found in groupby(days, key=lambda day: monday(day[0]))]
        lines = [Row((week, round(from_kg(_mean(kg), unit), 1), len(kg))) for week, kg in weeks]
        columns = (Column("week", "Week of"), Column("value", "Mean", unit), Column("days", "Days weighed"))
        return Figure("body-weight", "Body weight", "line", columns, lines, "week", legend=(("", "mean of each week"),))
    means = running_means(days)
    lines = [
        Row((day, round(from_kg(kg, unit), 1), round(from_kg(mean, unit), 1)))
        for (day, kg), mean in zip(days, means, strict=True)
        if start is None or day >= start
    ]
    columns = (Column("date", "Date"), Column("value", "Weight", unit), Column("mean", "7-day mean", unit))
    legend = (("dots", "weight"), ("", "7-day mean"))
    return Figure("body-weight", "Body weight", "line", columns, lines, legend=legend)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
