"""Days off a programme: they do not count, and after long ones the first week is lighter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from drills.models import Pause

LONG_DAYS: Final = 7  # a pause of so many days is followed by a lighter week (ours)
WEEK_DAYS: Final = 7


@dataclass(frozen=True)
class Break:
    """Days off from `first` up to, and without, `end`; None while they last. `reason` is why the last of them began."""

    first: date
    end: date | None
    reason: str

    def holds(self, day: date) -> bool:
        """Tell whether this day is one of them."""
        return self.first <= day and (self.end is None or day < self.end)

    def days_before(self, day: date) -> int:
        """Return how many of these days lie before a day."""
        end = day if self.end is None else min(self.end, day)
        return max((end - self.first).days, 0)


def merged(pauses: Iterable[Pause]) -> tuple[Break, ...]:
    """Return the days off in order, those that touch or overlap as one."""
    found: list[Break] = []
    for pause in sorted(pauses, key=lambda row: (row.starts_on, row.ends_on or date.max)):
        last = found[-1] if found else None
        if last is None or (last.end is not None and pause.starts_on > last.end):
            found.append(Break(pause.starts_on, pause.ends_on, pause.reason))
        else:
            ends = (last.end, pause.ends_on)
            end = None if None in ends else max(end for end in ends if end)
            found[-1] = Break(last.first, end, pause.reason)
    return tuple(found)


def days_counted(breaks: Sequence[Break], first: date, day: date) -> int:
    """Return how many days from `first` up to, and without, `day` were no days off."""
    off = sum(_between(one, first, day) for one in breaks)
    return max((day - first).days - off, 0)


def _between(one: Break, first: date, day: date) -> int:
    return max(one.days_before(day) - one.days_before(first), 0)


def returning(breaks: Sequence[Break], day: date) -> Break | None:
    """Return the long break whose first week back this day belongs to, None where it belongs to none."""
    for one in reversed(breaks):
        if one.end is None or one.end > day:
            continue
        if (one.end - one.first).days >= LONG_DAYS and days_counted(breaks, one.end, day) < WEEK_DAYS:
            return one
    return None


def counted_day(breaks: Sequence[Break], first: date, number: int) -> date:
    """Return the first day that counts after `number` others since `first`, as days off are known now.

    Where it lies in a break without an end, it is a day of that break.
    """
    day = first + timedelta(number)
    while (short := number - days_counted(breaks, first, day)) > 0 or _ended(breaks, day):
        if any(one.end is None and one.holds(day) for one in breaks):
            return day  # nobody knows when it goes on
        day += timedelta(max(short, 1))
    return day


def _ended(breaks: Sequence[Break], day: date) -> bool:
    return any(one.end is not None and one.holds(day) for one in breaks)
