"""A year of training at a glance: weeks by weekdays, and months."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from accounts.models import User
from workouts.models import Session

LEVELS = (1, 8, 15, 22)  # done sets from which a day is drawn stronger
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """One day: how many sessions, how many sets were done in them. `inside` is False beyond the year's ends."""

    date: date
    sessions: int = 0
    sets: int = 0
    inside: bool = True

    @property
    def level(self) -> int:
        """Return how strong the day is drawn: 0 for no set, then 1 to 4."""
        return sum(self.sets >= least for least in LEVELS)

    @property
    def words(self) -> str:
        """Return the day as a person reads it out: 1 session, 12 sets on 4 March."""
        counted = ((self.sessions, "session"), (self.sets, "set"))
        held = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted)
        return f"{held} on {self.date.day} {self.date:%B}"


@dataclass
class Month:
    """One month: its first and last day, how many columns of the grid begin in it, and what was done in it."""

    first: date
    last: date
    columns: int = 0
    days: int = 0
    sessions: int = 0
    sets: int = 0


@dataclass(frozen=True)
class Year:
    """A year as a grid: seven rows of equally many days, Monday first; a column is a week."""

    number: int
    rows: list[list[Day]]
    months: list[Month] = field(default_factory=list)

    @property
    def days(self) -> int:
        """Return on how many days there was a session."""
        return sum(month.days for month in self.months)

    @property
    def sessions(self) -> int:
        """Return how many sessions there were."""
        return sum(month.sessions for month in self.months)

    @property
    def sets(self) -> int:
        """Return how many sets were done."""
        return sum(month.sets for month in self.months)


def years_with_sessions(owner: User) -> list[int]:
    """Return the years in which the person trained, the latest first. One query."""
    years = Session.objects.for_user(owner).annotate(year=ExtractYear("day")).values_list("year", flat=True)
    return sorted(years.distinct(), reverse=True)


def year_of_training(owner: User, year: int, *, on: date) -> Year:
    """Return the year's grid; weeks after the day `on` are left out of it. One query."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    done = Count("sets", filter=Q(sets__done=True, sets__deleted_at=None))
    rows = Session.objects.for_user(owner).filter(day__gte=first, day__lte=last).order_by()
    counted = rows.values("pk", "day").annotate(done=done).values_list("day", "done")
    days: dict[date, Day] = {}
    for day, sets in counted:
        before = days.get(day, Day(day))
        days[day] = Day(day, before.sessions + 1, before.sets + sets)
    end = min(last, max(on, max(days, default=on))) if on >= first else last
    return grid(year, days.values(), end=end)


def grid(year: int, trained: Iterable[Day], *, end: date) -> Year:
    """Lay the days of a year out in weeks, up to the week of the day `end`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    known = {day.date: day for day in trained}
    monday = first - timedelta(days=first.weekday())
    mondays = [monday + n * WEEK for n in range((end - monday).days // 7 + 1)]
    rows = []
    for weekday in range(7):
        dates = [start + timedelta(days=weekday) for start in mondays]
        rows.append([known.get(day, Day(day, inside=first <= day <= last)) for day in dates])
    months = [Month(start, _last_of(start)) for start in (date(year, number, 1) for number in range(1, 13))]
    for start in mondays:
        months[max(start, first).month - 1].columns += 1
    for day in known.values():
        month = months[day.date.month - 1]
        month.days += 1
        month.sessions += day.sessions
        month.sets += day.sets
    return Year(year, rows, months)


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
