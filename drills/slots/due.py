"""Today's drills on the page Today."""

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain.lines import read_today
from drills.slots.plan import plan_of, today_of


def due_card(place: Place) -> str:
    """Show today's drills, each done with one tap; the way to begin where nothing has been planned yet."""
    today = read_today(place.viewer, on=today_of(place), plan=plan_of(place))
    return render_to_string("drills/_due_card.html", {"today": today}, place.request)
