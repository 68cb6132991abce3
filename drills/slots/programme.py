"""The programme on Today and where sessions begin: where somebody is in it, and its next session."""

from typing import Any

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain import repeating
from drills.domain.load_advice import back_words
from drills.domain.programme_sessions import next_session, trained
from drills.slots.plan import gate_rows, plan_of
from workouts.domain.today import ahead


def head_card(place: Place) -> str:
    """Say which week of which phase it is, what a pause or a week back means, and whether a phase can be repeated."""
    plan = plan_of(place)
    week = plan.week(plan.on)
    if week is None:
        return ""
    context = {
        "week": week,
        "way": plan.current,
        "offer": repeating.offer(place.viewer, plan, on=plan.on, rows=gate_rows(place, place.viewer, plan.on)),
        "back": back_words(week.back_from) if week.back_from else "",
        "next": "today",
    }
    return render_to_string("drills/_programme_card.html", context, place.request)


def next_session_card(place: Place) -> str:
    """Show the programme's next session with its start; nothing while a session runs, which has a card of its own."""
    plan = plan_of(place)
    coming = next_session(plan, trained(place.viewer, plan), on=plan.on)
    if coming is None:
        return ""
    place.memory["session planned"] = True
    found = place.shared("workouts.ahead", lambda: ahead(place.viewer, on=plan.on))
    if found.running:
        return ""
    return render_to_string("drills/_session_card.html", {"coming": coming, "today": plan.on}, place.request)


def starts(place: Place) -> str:
    """Offer the programme's sessions where a session is begun, the next one first."""
    plan = plan_of(place)
    coming = next_session(plan, trained(place.viewer, plan), on=plan.on)
    if coming is None:
        return ""
    context: dict[str, Any] = {"coming": coming, "way": plan.current, "today": plan.on}
    return render_to_string("drills/_programme_start.html", context, place.request)
