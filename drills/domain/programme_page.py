"""What the page of a person's own way through a programme shows: the week by day, the phases, the gates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drills.domain.breaks import WEEK_DAYS
from drills.domain.plan import Plan, Stretch, Way, Week
from drills.domain.programme_sessions import Coming, next_session, sessions_of
from drills.models import PhaseItem


@dataclass(frozen=True)
class PlannedDay:
    """A day of the week in view: its drills, the session planned for it, and the one that was done."""

    day: date
    today: bool
    past: bool
    paused: bool
    drills: tuple[PhaseItem, ...]
    session: str = ""
    done: str = ""


@dataclass(frozen=True)
class Step:
    """A phase on the way. `state` is done, now or ahead; `weeks_done` counts whole weeks of it."""

    stretch: Stretch
    state: str
    weeks_done: int = 0
    week: Week | None = None


def week_by_day(plan: Plan, done: Sequence[tuple[date, str]], *, on: date) -> list[PlannedDay]:
    """Return the seven days of the week around a day, with the phase's sessions in turn on the training days ahead."""
    week = plan.week(on)
    if week is None:
        return []
    first = week.starts_on if (on - week.starts_on).days < WEEK_DAYS else on
    coming = next_session(plan, done, on=on)
    titles = _turns(plan, coming)
    days = []
    for day in (first + timedelta(n) for n in range(WEEK_DAYS)):
        there = plan.week(day)
        items = tuple(item for item in plan.items(day) if item.drill_id and item.when != "warm-up")
        mine = {title.casefold() for title in sessions_of(plan.phase_items(day))}
        did = next((title for at, title in done if at == day and title.casefold() in mine), "")
        planned = ""
        if day >= on and not did and plan.is_training_day(day):
            planned = next(titles, "")
        paused = bool(there and there.paused)
        days.append(PlannedDay(day, day == on, day < on, paused, items, planned, did))
    return days


def _turns(plan: Plan, coming: Coming | None) -> Iterator[str]:
    """Yield the titles of the sessions from the next one on, in turn, without an end."""
    if coming is None:
        return
    titles = list(sessions_of(plan.phase_items(coming.week.day)))
    place = titles.index(coming.title)
    while True:
        yield titles[place % len(titles)]
        place += 1


def steps(way: Way, week: Week) -> list[Step]:
    """Return the phases on the way, and where the week is."""
    found = []
    for stretch in way.stretches:
        if stretch.phase == week.phase:
            found.append(Step(stretch, "now", week.week_of_phase - 1, week))
        else:
            passed = stretch.last is not None and stretch.last < week.number
            found.append(Step(stretch, "done" if passed else "ahead", (stretch.weeks or 0) if passed else 0))
    return found
