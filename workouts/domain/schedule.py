"""Which template is due on which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workouts.models import Session, Template

DAY = timedelta(days=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Due:
    """A template and the next day that it is due on, None where it has no weekdays."""

    template: Template
    day: date | None
    today: bool = False


def agenda(templates: Iterable[Template], sessions: Iterable[Session], *, on: date) -> list[Due]:
    """Return the templates in the order they are due, those without a day last.

    `sessions` are those of the day `on`: a template that one of them came from, or has the title of, is done for it.
    """
    sessions = [session for session in sessions if session.day == on]
    started = {session.template_id for session in sessions}
    titles = {session.title.casefold() for session in sessions}
    found = []
    for template in templates:
        done = template.pk in started or template.title.casefold() in titles
        day = _next_day(template, on=on, done=done)
        found.append(Due(template, day, today=day == on))
    return sorted(found, key=lambda due: (due.day is None, due.day or on, due.template.title.casefold()))


def _next_day(template: Template, *, on: date, done: bool) -> date | None:
    days = (on + n * DAY for n in range(1 if done else 0, 8))
    return next((day for day in days if day.weekday() in template.weekdays), None)


def day_names(weekdays: Iterable[int]) -> str:
    """Return weekdays as people write them: Mon, Thu; every day."""
    days = sorted(set(weekdays))
    return "every day" if len(days) == 7 else ", ".join(NAMES[day][:3] for day in days)
