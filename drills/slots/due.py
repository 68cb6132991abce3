"""Today's drills on the page Today."""

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain.lines import read_today
from drills.slots.plan import gate_rows, plan_of, today_of


def due_card(place: Place) -> str:
    """Show today's drills, each done with one tap; the way to begin where nothing has been planned yet."""
    on = today_of(place)
    today = read_today(place.viewer, on=on, plan=plan_of(place))
    gate_rows(place, place.viewer, on).results = today.practice.results
    return render_to_string("drills/_due_card.html", {"today": today}, place.request)
