"""What an unmet gate says about an exercise in a session, before its next set. It advises and stops nobody."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from core.slots import Place
from drills.domain.gates import GateWord, words_for
from drills.slots.plan import gate_rows
from workouts.models.set import Kind


def before_set(place: Place) -> str:
    """Say what a gate says about a run of an exercise at its planned load."""
    session, block = place.about["session"], place.about["block"]
    if session.finished_at:
        return ""
    planned = [row.set for row in block.rows if not row.set.done and row.set.kind != Kind.WARMUP]
    word = _words(place).get(block.exercise.pk) if planned else None
    if word is None or not any(_is_above(row.load_kg, word["above_kg"]) for row in planned):
        return ""
    return render_to_string("drills/_gate_word.html", {"word": word}, place.request)


def gate_data(place: Place) -> str:
    """Hand the browser what gates say about exercises, with the markup to show it."""
    session = place.about["session"]
    if session and session.finished_at:
        return ""
    return render_to_string("drills/_gate_data.html", {"data": _words(place)}, place.request)


def _words(place: Place) -> dict[str, GateWord]:
    """Return what the gates of the session's owner say today, by exercise; read once a page."""
    session = place.about["session"]
    owner: Any = session.owner if session else place.viewer
    on = owner.local_date(timezone.now())
    return place.shared(("drills.gate words", owner.pk), lambda: words_for(owner, on, gate_rows(place, owner, on)))


def _is_above(load_kg: float | None, limit_kg: float | None) -> bool:
    return limit_kg is None or (load_kg is not None and load_kg > limit_kg)
