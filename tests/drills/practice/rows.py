"""Drills, a programme and practice to test with, quicker than the library."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from drills.models import Drill, DrillLog, Enrolment, Phase, PhaseItem, PlannedDrill, Programme, SelfTest

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def drill(slug: str, **more: Any) -> Drill:
    """Store a drill of the library: 3 × 10 hinges without load unless told otherwise."""
    about = {"name": slug.replace("-", " ").capitalize(), "sets": 3}
    counted = {"reps": None} if more.get("measure") == "time" else {"reps": 10}
    return Drill.objects.create(slug=slug, **(about | counted | more))


def programme(*phases: list[dict[str, Any]], weeks: int | None = None) -> Programme:
    """Store a programme; each phase is given as the items that it asks for."""
    row = Programme.objects.create(slug="path", title="Path")
    for place, items in enumerate(phases):
        phase = Phase.objects.create(
            programme=row, position=place, key=f"phase-{place}", title=f"Phase {place + 1}", weeks=weeks
        )
        for position, item in enumerate(items):
            PhaseItem.objects.create(phase=phase, position=position, **({"sets": 3, "reps": 10} | item))
    return row


def enrol(owner: User, row: Programme, on: date = MONDAY, **more: Any) -> Enrolment:
    """Put somebody on a programme from a day on; they train on Mondays and Thursdays."""
    return Enrolment.objects.create(owner=owner, programme=row, started_on=on, **({"training_days": [0, 3]} | more))


def plan(owner: User, row: Drill, on: date = MONDAY, **more: Any) -> PlannedDrill:
    """Put a drill beside the programme, every day from a day on."""
    return PlannedDrill.objects.create(owner=owner, drill=row, starts_on=on, **more)


def tried(owner: User, test: str, on: date, *, passed: bool) -> SelfTest:
    """Store the result of a self-test, at noon of a day."""
    return SelfTest.objects.create(owner=owner, test=test, performed_at=noon(on), day=on, passed=passed)


def practise(owner: User, row: Drill, on: date, reps: int | None = 30, **more: Any) -> DrillLog:
    """Log practice at noon of a day."""
    return DrillLog.objects.create(owner=owner, drill=row, performed_at=noon(on), day=on, reps=reps, **more)


def noon(day: date) -> datetime:
    """Return noon of a day, the same day wherever Ada and Sam are."""
    return datetime.combine(day, time(12), UTC)
