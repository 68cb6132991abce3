"""What the phase of a programme says about the next load of its exercises."""

from datetime import date

from drills.domain.breaks import Break
from drills.domain.plan import Plan, Week
from drills.models import PhaseItem
from workouts.domain.advice import Advice
from workouts.domain.next_load_words import count_words


def load_advice(plan: Plan) -> dict[str, Advice]:
    """Return the advice for each exercise of the phase, as of the plan's day.

    In the first week back after a long break it is lighter; else the load rises where the phase lets it, and stays
    where it does not.
    """
    week, way = plan.week(plan.on), plan.current
    if week is None or way is None:
        return {}
    items: dict[str, list[PhaseItem]] = {}
    for item in plan.phase_items(plan.on):
        if item.exercise_id:
            items.setdefault(item.exercise_id, []).append(item)
    start, loads = way.enrolment.started_on, way.enrolment.loads
    return {slug: _advice(week, found, begins=start if slug in loads else None) for slug, found in items.items()}


def _advice(week: Week, items: list[PhaseItem], *, begins: date | None) -> Advice:
    if week.back_from is not None:
        return Advice("lighter", back_words(week.back_from), since=week.back_from.end, begins=begins)
    if any(item.rises for item in items):
        return Advice("free", begins=begins)
    return Advice("hold", hold_words(week, items[0]), begins=begins)


def back_words(away: Break) -> str:
    """Say why a week is lighter: first week back after 12 days off."""
    days = (away.end - away.first).days if away.end else 0
    return f"first week back after {count_words(days, 'day')} off"


def hold_words(week: Week, item: PhaseItem) -> str:
    """Say why the load stays: it does, as weeks 5 and 6 ask for a careful set-up, not more load."""
    first = week.number - week.week_of_phase + 1
    if week.weeks_of_phase is None:
        when = f"week {first} and on"
    elif week.weeks_of_phase == 1:
        when = f"week {first}"
    else:
        last = first + week.weeks_of_phase - 1
        when = f"weeks {first} {'and' if last == first + 1 else 'to'} {last}"
    asks = "asks" if when == f"week {first}" else "ask"
    return f"the load stays where it is, as {when} {asks} for {item.load_words or 'the same load'}"
