"""Summaries of sessions, for the history and for Today."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from workouts.models import Session, Set

ROTATION = timedelta(days=14)  # what was not trained for longer has left the rotation


@dataclass
class Summary:
    """A session in a list: its exercises in order, sets done, and volume (load times reps of working sets)."""

    session: Session
    exercises: list[str] = field(default_factory=list)
    sets: int = 0
    volume_kg: float = 0.0


def summaries(sessions: Sequence[Session]) -> list[Summary]:
    """Return a summary of each session, in the order given. One query."""
    found = {session.pk: Summary(session) for session in sessions}
    rows = Set.objects.alive().filter(session__in=found).select_related("exercise").in_order()
    for row in rows:
        summary = found[row.session_id]
        if row.exercise.name not in summary.exercises:
            summary.exercises.append(row.exercise.name)
        if row.done:
            summary.sets += 1
            if row.kind != "warmup" and row.load_kg and row.load_kg > 0:
                summary.volume_kg += row.load_kg * (row.reps or 0)
    return list(found.values())


def whose_turn(recent: Sequence[Session]) -> Session | None:
    """Return the session to repeat next: of those in rotation, by title, the one that was done longest ago.

    `recent` holds sessions, the latest first.
    """
    latest: dict[str, Session] = {}
    for session in recent:
        if recent[0].started_at - session.started_at <= ROTATION:
            latest.setdefault(session.title, session)
    return list(latest.values())[-1] if latest else None
