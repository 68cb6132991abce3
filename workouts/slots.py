"""What the log shows on other pages."""

from django.template.loader import render_to_string

from core.slots import Place
from workouts.domain.history import summaries, whose_turn
from workouts.domain.strength import Point, strength, trained_exercises
from workouts.models import Exercise, Session

LINES = 3
COMPARED = 5  # sessions back


def next_session_card(place: Place) -> str:
    """Show the running session, or the way to start the one whose turn it is."""
    mine = Session.objects.for_user(place.viewer).newest_first()
    running = mine.running().first()
    turn = None if running else whose_turn(list(mine.finished()[:10]))
    context = {
        "running": summaries([running])[0] if running else None,
        "turn": summaries([turn])[0] if turn else None,
    }
    return render_to_string("workouts/_next_session_card.html", context, place.request)


def strength_card(place: Place) -> str:
    """Show the latest estimate of the exercises trained lately, and what changed over the last sessions."""
    user = place.viewer
    lines: list[tuple[Exercise, Point, Point | None]] = []
    for exercise in trained_exercises(user):
        points = strength(owner=user, exercise=exercise, unit=user.unit)
        if points:
            lines.append((exercise, points[-1], points[-COMPARED:][0] if len(points) > 1 else None))
        if len(lines) == LINES:
            break
    return render_to_string("workouts/_strength_card.html", {"lines": lines}, place.request) if lines else ""
