"""Repeating a phase whose gate is not passed yet: offered at its end, done only when asked for."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from drills import gates
from drills.domain.enrolments import held
from drills.domain.plan import Plan, Way, Week, read_plan, stretch_of
from drills.domain.refusal import Refusal
from drills.gates import GateResult, Rows
from drills.models import Enrolment, Phase
from workouts.domain.next_load_words import count_words

AT_ONCE = 2  # weeks more with one tap at most
NOT_OFFERED = "A phase is repeated at its end, while a gate of it is not passed."


@dataclass(frozen=True)
class Offer:
    """A phase that ends, or has just ended, with gates that are not passed; `weeks` are the numbers to choose from."""

    phase: Phase
    closed: tuple[GateResult, ...]
    weeks: tuple[int, ...]
    most_weeks: int | None


def results(phase: Phase, rows: Rows) -> list[GateResult]:
    """Return how the gates of a phase stand; one that does not exist any more is left out."""
    return gates.evaluate_some([slug for slug in phase.gates if slug in gates.registry], rows)


def repeatable(way: Way, week: Week) -> tuple[Phase, tuple[int, ...]] | None:
    """Return the phase that can be repeated in this week and by how many weeks, whatever its gates say.

    It is the week's own in its last week, and in the first week of a phase the one before: who did not look in
    time can still choose. None where there is nothing to repeat.
    """
    if week.paused:
        return None
    stretch = stretch_of(way.stretches, week.number if week.last else week.number - 1)
    first_of_next = week.week_of_phase == 1 and week.number > way.enrolment.start_week
    if stretch is None or stretch.weeks is None or not (week.last or first_of_next) or not stretch.phase.gates:
        return None
    most = stretch.phase.most_weeks
    left = AT_ONCE if most is None else min(most - stretch.weeks, AT_ONCE)
    return (stretch.phase, tuple(range(1, left + 1))) if left > 0 else None


def offer(owner: User, plan: Plan, *, on: date, rows: Rows | None = None) -> Offer | None:
    """Return the phase to repeat, where its end is there and a gate of it is closed; `rows` were read already."""
    way, week = plan.way(on), plan.week(on)
    found = repeatable(way, week) if way and week else None
    if found is None:
        return None
    phase, weeks = found
    closed = tuple(result for result in results(phase, rows or Rows(owner, on=on)) if not result.open)
    return Offer(phase, closed, weeks, phase.most_weeks) if closed else None


@transaction.atomic
def repeat_phase(row: Enrolment, *, on: date, weeks: int = 1, phase: str = "") -> Enrolment:
    """Lengthen the phase that ends by one or two weeks; a second tap changes nothing.

    Refusal where no phase ends, its gates are passed, or it was repeated as often as it may be.
    """
    row = held(row)
    plan = read_plan(row.owner, on=on)
    found = offer(row.owner, plan, on=on) if plan.current and plan.current.enrolment.pk == row.pk else None
    if found is None or (phase and phase != found.phase.key):
        week = plan.week(on)
        key = phase or (week.phase.key if week else "")
        if row.extra_weeks.get(key):
            return row  # it is longer already: the second of two taps
        raise Refusal(NOT_OFFERED, "nothing_to_repeat")
    if weeks not in found.weeks:
        most = count_words(found.weeks[-1], "week")
        raise Refusal(f"It can be repeated by {most} at most.", "too_long", field="weeks", status=400)
    row.extra_weeks = row.extra_weeks | {found.phase.key: row.extra_weeks.get(found.phase.key, 0) + weeks}
    row.save()
    return row
