"""Gates on other pages: the next one on Today, and what one says about an exercise on its page."""

from typing import Any

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain.gates import gate_of_today, words_for
from drills.gates.hinges import LIFTS, limit_words
from drills.slots.plan import gate_rows, plan_of, today_of


def gate_card(place: Place) -> str:
    """Show the next gate that matters by now; for a week, that one has opened.

    It is an empty place where there is none, which the page's script can fill once a drill was logged.
    """
    found = gate_of_today(gate_rows(place, place.viewer, today_of(place)), plan_of(place))
    return render_to_string("drills/_gate_card.html", {"result": found}, place.request)


def exercise_notice(place: Place) -> str:
    """Say what a gate that is not open keeps for later of this exercise."""
    exercise: Any = place.about["exercise"]
    if exercise.pattern != "hinge" or exercise.equipment not in LIFTS:
        return ""
    word = words_for(place.viewer, today_of(place)).get(exercise.pk)
    if word is None:
        return ""
    limit = limit_words(word["above_kg"], "lb" if place.viewer.unit == "lb" else "kg")
    return render_to_string("drills/_gate_notice.html", {"word": word, "limit": limit}, place.request)
