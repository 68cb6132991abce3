"""What the demo athlete trained: twelve weeks, three sessions a week, drawn anew the same way each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workouts.models.set import Kind

WEEKS = 12
ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Lift:
    """An exercise of a training day: where its load starts, what a week adds, how many sets of how many reps."""

    exercise: str
    start_kg: float | None
    weekly_kg: float
    sets: int
    reps: int
    warmups: tuple[float, ...] = ()


DAYS: dict[int, tuple[str, tuple[Lift, ...]]] = {
    0: (
        "Lower A",
        (
            Lift("romanian-deadlift", 62.5, 2.3, 4, 8, (0.5, 0.75)),
            Lift("kettlebell-deadlift", 24, 0.8, 3, 12),
            Lift("glute-bridge-paused", 40, 2.5, 3, 12),
            Lift("plank", None, 0, 2, 45),
        ),
    ),
    2: (
        "Upper",
        (
            Lift("bench-press", 42.5, 0.9, 4, 6, (0.6,)),
            Lift("bent-over-row", 40, 1.1, 4, 8),
            Lift("overhead-press", 25, 0.6, 3, 8),
            Lift("lat-pulldown", 40, 1, 3, 10),
        ),
    ),
    4: (
        "Lower B",
        (
            Lift("deadlift", 87.5, 2.7, 3, 5, (0.5, 0.7, 0.85)),
            Lift("squat", 52.5, 1.4, 3, 6, (0.6,)),
            Lift("back-extension", None, 0, 3, 12),
            Lift("kettlebell-swing", 16, 0.7, 4, 15),
        ),
    ),
}


@dataclass
class DemoSet:
    """A set as it went."""

    exercise: str
    block: int
    position: int
    kind: str
    load_kg: float | None
    reps: int | None
    duration_s: float | None
    rpe: float | None
    form_rating: int | None
    faults: list[str]
    note: str
    at: datetime
    planned_reps: int | None = None


@dataclass
class DemoSession:
    """A session as it went."""

    title: str
    start: datetime
    end: datetime
    bodyweight_kg: float
    note: str
    sets: list[DemoSet] = field(default_factory=list)


def demo_sessions(*, on: date, seed: int = 20) -> Iterator[DemoSession]:
    """Yield the sessions of the twelve weeks before the day `on`, oldest first; one is skipped now and then."""
    chance = random.Random(seed)  # noqa: S311 -- the same history each time
    monday = on - timedelta(days=on.weekday()) - timedelta(weeks=WEEKS)
    for week in range(WEEKS + 1):
        for weekday, (title, lifts) in DAYS.items():
            day = monday + timedelta(weeks=week, days=weekday)
            ill = week == 6 and weekday >= 2
            if day >= on or ill or chance.random() < 0.05:
                continue
            yield _session(chance, title, lifts, day, week)


def _session(chance: random.Random, title: str, lifts: tuple[Lift, ...], day: date, week: int) -> DemoSession:
    start = datetime.combine(day, time(18, chance.randrange(0, 40)), ZONE)
    at = start + timedelta(minutes=6)
    note = {0: "First week. Pattern before load.", 7: "Back after a cold, kept it easy."}.get(week, "")
    session = DemoSession(title, start, start, round(64.5 + chance.uniform(-0.6, 0.6) + week * 0.05, 1), note)
    for block, lift in enumerate(lifts):
        top = _load(lift, week)
        position = 0
        for share in lift.warmups:
            at += timedelta(minutes=2, seconds=chance.randrange(0, 50))
            session.sets.append(
                DemoSet(
                    lift.exercise,
                    block,
                    position,
                    Kind.WARMUP,
                    _plates((top or 0) * share),
                    5,
                    None,
                    None,
                    None,
                    [],
                    "",
                    at,
                )
            )
            position += 1
        for number in range(lift.sets):
            at += timedelta(minutes=2, seconds=chance.randrange(30, 90))
            session.sets.append(_working(chance, lift, block, position, top, week, number, at))
            position += 1
    session.end = at + timedelta(minutes=4)
    return session


def _working(
    chance: random.Random,
    lift: Lift,
    block: int,
    position: int,
    load: float | None,
    week: int,
    number: int,
    at: datetime,
) -> DemoSet:
    timed = lift.exercise == "plank"
    fatigue = chance.random() < 0.1 * number
    reps = None if timed else lift.reps - fatigue
    duration = float(lift.reps + 2 * week - 3 * number) if timed else None
    rpe = min(9.5, 6.5 + 0.5 * number + 0.5 * round(chance.uniform(0, 2)) + (week > 9) * 0.5)
    rating: int | None = None
    faults: list[str] = []
    note = ""
    if lift.exercise in ("deadlift", "romanian-deadlift") and load is not None:
        rating, faults, note = _form(chance, lift.exercise, load)
    planned = None if timed else lift.reps
    return DemoSet(
        lift.exercise, block, position, Kind.WORKING, load, reps, duration, rpe, rating, faults, note, at, planned
    )


def _form(chance: random.Random, exercise: str, load: float) -> tuple[int, list[str], str]:
    """Return how the form felt: it holds at low loads and begins to go where the loads get new."""
    limit = {"deadlift": 107.5, "romanian-deadlift": 82.5}[exercise]
    strain = (load - limit) / limit
    if strain < 0 or chance.random() > 0.35 + 4 * strain:
        return (5 if chance.random() < 0.6 else 4), [], ""
    fault = chance.choice(["rounded-back", "rounded-back", "hips-rise-first"])
    return (3 if strain < 0.08 else 2), [fault], "Last reps got away from me."


def _load(lift: Lift, week: int) -> float | None:
    if lift.start_kg is None:
        return None
    easy = 0.88 if week == 7 else 1.0
    return _plates((lift.start_kg + lift.weekly_kg * week) * easy)


def _plates(load_kg: float) -> float:
    return round(load_kg / 2.5) * 2.5
