"""What the log shows on other pages."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from core.slots import Place
from workouts.domain.progression import latest_strength
from workouts.domain.today import ahead

LINES = 3
COMPARED = 5  # sessions back


def next_session_card(place: Place) -> str:
    """Show the running session, or the way to start the one that is due.

    Where a plan before it on the page has shown its next session, only a template due today stands beside it.
    """
    context = _ahead(place)
    if place.memory.get("session planned") and not context["running"] and not (context["due"] and context["due"].today):
        return ""
    return render_to_string("workouts/_next_session_card.html", context, place.request)


def last_session_card(place: Place) -> str:
    """Show the last session that is over, to look at or repeat."""
    context = _ahead(place)
    return render_to_string("workouts/_last_session_card.html", context, place.request) if context["last"] else ""


def _ahead(place: Place) -> dict[str, Any]:
    today = place.viewer.local_date(timezone.now())
    found = place.shared("workouts.ahead", lambda: ahead(place.viewer, on=today))
    names = ("running", "due", "outline", "turn", "last")
    return {"today": today} | {name: getattr(found, name) for name in names}


def strength_card(place: Place) -> str:
    """Show the latest estimate of the exercises trained lately, and what changed over the last sessions."""
    user = place.viewer
    found = latest_strength(owner=user, on=user.local_date(timezone.now()), unit=user.unit, most=LINES)
    lines = [(line, line.points[-1], line.points[-COMPARED:][0] if len(line.points) > 1 else None) for line in found]
    return render_to_string("workouts/_strength_card.html", {"lines": lines}, place.request) if lines else ""
