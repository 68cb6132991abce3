"""How practice was kept, by the athlete's local days: what was due, how much of it was done, days in a row.

A day counts as practised when anything was logged on it. Nothing is taken away for a day that was missed: a row of days
ends there, and the longest one stays.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Literal

from django.db.models import Sum

from accounts.models import User
from drills.domain.dose import Dose
from drills.domain.due import Practice, due_on
from drills.models import DrillLog

WEEKS: Final = 12  # of the calendar
DAY: Final = timedelta(days=1)
HALF: Final = 0.5
Shade = Literal["", "none", "some", "half", "all"]


@dataclass(frozen=True)
class Amount:
    """What was logged of a drill on a day."""

    reps: int = 0
    seconds: float = 0

    @property
    def anything(self) -> bool:
        """Tell whether it is more than nothing."""
        return bool(self.reps or self.seconds)


Logged = Mapping[date, Mapping[str, Amount]]  # by day and by drill
NOTHING: Final = Amount()


@dataclass(frozen=True)
class Tick:
    """A dose that is due on a day, and how much of it was done: repetitions, or seconds."""

    dose: Dose
    done: float

    @property
    def share(self) -> float:
        """Return how much of the dose was done, 0 to 1; more than was due counts as all of it."""
        return min(self.done / self.dose.total, 1.0) if self.dose.total else 1.0

    @property
    def complete(self) -> bool:
        """Tell whether the whole dose was done."""
        return self.done >= self.dose.total


@dataclass(frozen=True)
class Day:
    """One local day: the doses that were due with what was done of them, and whether anything was practised."""

    date: date
    ticks: tuple[Tick, ...] = ()
    practised: bool = False
    ahead: bool = False  # later than the day of asking

    @property
    def due(self) -> bool:
        """Tell whether practice was due."""
        return bool(self.ticks)

    @property
    def complete(self) -> int:
        """Return how many of the drills were done whole."""
        return sum(tick.complete for tick in self.ticks)

    @property
    def share(self) -> float:
        """Return how much of all that was due was done, 0 to 1; each drill counts the same."""
        if not self.ticks:
            return 1.0 if self.practised else 0.0
        return sum(tick.share for tick in self.ticks) / len(self.ticks)

    @property
    def shade(self) -> Shade:
        """Return how strong the calendar draws the day; empty where nothing was due and nothing was done."""
        if not self.practised:
            return "none" if self.due else ""
        if all(tick.complete for tick in self.ticks):
            return "all"
        return "half" if self.share >= HALF else "some"

    @property
    def words(self) -> str:
        """Return the day as a person reads it out: 2 of 3 drills on 4 March."""
        if self.due:
            said = f"{self.complete} of {len(self.ticks)} drill{'' if len(self.ticks) == 1 else 's'}"
        else:
            said = "practised" if self.practised else "nothing due"
        return f"{said} on {self.date.day} {self.date:%B}"


@dataclass(frozen=True)
class Streak:
    """Days of practice in a row: those up to now, and the most there have ever been."""

    now: int = 0
    longest: int = 0

    @property
    def words(self) -> str:
        """Say it in short: 9 days in a row · longest 21. Empty before the first day of practice."""
        if not self.longest:
            return ""
        days = f"{self.longest} day{'' if self.longest == 1 else 's'}"
        if not self.now:
            return f"Longest row so far: {days}"
        if self.now == self.longest:
            return f"{days} in a row" if self.now > 1 else "1 day"
        return f"{self.now} in a row · longest {self.longest}"


@dataclass(frozen=True)
class Calendar:
    """Whole weeks of days, oldest first, each from Monday to Sunday; the last one holds the day of asking."""

    weeks: tuple[tuple[Day, ...], ...]
    streak: Streak = field(default_factory=Streak)

    @property
    def days(self) -> list[Day]:
        """Return the days that have come."""
        return [day for week in self.weeks for day in week if not day.ahead]

    @property
    def asked(self) -> int:
        """Return on how many days practice was due; today counts once something is done."""
        last = self.days[-1].date
        return sum(day.due and (day.practised or day.date < last) for day in self.days)

    @property
    def kept(self) -> int:
        """Return on how many of those days something was done."""
        return sum(day.due and day.practised for day in self.days)

    @property
    def practised(self) -> int:
        """Return on how many days something was done, due or not."""
        return sum(day.practised for day in self.days)

    @property
    def weekdays(self) -> list[tuple[Day, ...]]:
        """Return the days in rows, Monday first, as the calendar draws them: a column is a week."""
        return list(zip(*self.weeks, strict=True))

    @property
    def months(self) -> list[tuple[date, int]]:
        """Return the first day shown of each month, and how many columns begin in it, by their Mondays."""
        mondays = [week[0].date for week in self.weeks]
        return [(found[0], len(found)) for found in (list(group) for _, group in groupby(mondays, _month))]

    @property
    def words(self) -> str:
        """Say it in short: 61 of 74 days."""
        if self.asked:
            return f"{self.kept} of {self.asked} day{'' if self.asked == 1 else 's'}"
        return f"{self.practised} day{'' if self.practised == 1 else 's'} of practice"


def _month(day: date) -> date:
    return day.replace(day=1)


def first_day(on: date, *, weeks: int = WEEKS) -> date:
    """Return the Monday with which so many weeks begin, that of the day `on` included."""
    return on - timedelta(days=on.weekday() + 7 * (weeks - 1))


def read_logged(owner: User, *, since: date, on: date) -> Logged:
    """Return what was logged on the days from `since` to `on`, by day and drill. One query."""
    rows = DrillLog.objects.for_user(owner).filter(day__gte=since, day__lte=on).order_by()
    summed = rows.values_list("day", "drill_id").annotate(counted=Sum("reps"), timed=Sum("duration_s"))
    found: dict[date, dict[str, Amount]] = {}
    for day, drill, reps, seconds in summed:
        found.setdefault(day, {})[drill] = Amount(reps or 0, seconds or 0)
    return found


def day_of(day: date, doses: Iterable[Dose], done: Mapping[str, Amount]) -> Day:
    """Return a day from what was due and what was done on it."""
    ticks = []
    for dose in doses:
        amount = done.get(dose.drill.pk, NOTHING)
        ticks.append(Tick(dose, amount.seconds if dose.timed else amount.reps))
    return Day(day, tuple(ticks), any(amount.anything for amount in done.values()))


def calendar(practice: Practice, logged: Logged, row: Streak, *, weeks: int = WEEKS) -> Calendar:
    """Return the weeks up to that of the day the practice was read on, which reaches back to their first day."""
    on, first = practice.on, first_day(practice.on, weeks=weeks)
    days = [first + DAY * number for number in range(7 * weeks)]
    found = [
        Day(day, ahead=True) if day > on else day_of(day, due_on(practice, day), logged.get(day, {})) for day in days
    ]
    return Calendar(tuple(tuple(found[start : start + 7]) for start in range(0, len(found), 7)), row)


def streak(practice: Practice, practised: Set[date]) -> Streak:
    """Return the days in a row up to the day the practice was read on, and the most ever.

    A day on which something was done counts. One on which nothing was due does not end the row, and neither does
    today, which is not over.
    """
    return count_streak(practised, on=practice.on, is_due=lambda day: bool(due_on(practice, day)))


def count_streak(practised: Set[date], *, on: date, is_due: Callable[[date], bool]) -> Streak:
    """Return the days in a row; `is_due` is asked only about days without practice, and in each gap up to the first."""
    now = longest = 0
    before: date | None = None
    for day in sorted(day for day in practised if day <= on):
        if before and _missed(before + DAY, day, is_due):
            now = 0
        now, before = now + 1, day
        longest = max(longest, now)
    if before and _missed(before + DAY, on, is_due):
        now = 0
    return Streak(now, longest)


def _missed(first: date, end: date, is_due: Callable[[date], bool]) -> bool:
    """Tell whether practice was due on a day from `first` up to, and without, `end`."""
    return any(is_due(first + DAY * number) for number in range((end - first).days))
