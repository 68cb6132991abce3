"""A long training history, the same one each time: ten years of one athlete, and others around it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.core.management import call_command
from django.db import connection

from accounts.models import User
from benchmarks.crowd import add_people, other
from core.owned import new_id
from core.units import to_kg
from core.versions import UserVersion
from drills.models import DrillLog, Enrolment
from workouts.domain.library import load_library
from workouts.domain.session_bests import rebuild_bests
from workouts.models import Bodyweight, Exercise, Session, Set, Template, TemplateLine

EMAIL, PASSWORD = "long@example.org", "ten long years"
SESSIONS = 1600
SETS_EACH = 26
YEARS = 10
A_YEAR = SESSIONS // YEARS
MODELS = 5  # so many of the others have a history drawn for them; the rest have one of these again, with ids of its own
BATCH = 500

# Training days: exercise, warm-ups, working sets, load at the beginning in kg (None: none), what ten years add.
Line = tuple[str, int, int, float | None, float]
DAYS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Lower A",
        (
            ("deadlift", 3, 5, 80, 120),
            ("squat", 2, 4, 60, 90),
            ("romanian-deadlift", 0, 4, 50, 80),
            ("back-extension", 0, 4, None, 0),
            ("plank", 0, 4, None, 0),
        ),
    ),
    (
        "Upper",
        (
            ("bench-press", 3, 5, 50, 60),
            ("bent-over-row", 0, 5, 45, 55),
            ("overhead-press", 0, 4, 30, 35),
            ("pull-up", 0, 5, None, 0),
            ("lat-pulldown", 0, 4, 40, 50),
        ),
    ),
    (
        "Lower B",
        (
            ("romanian-deadlift", 2, 5, 55, 85),
            ("hip-thrust", 0, 5, 70, 130),
            ("kettlebell-swing", 0, 5, 16, 24),
            ("good-morning", 0, 4, 30, 40),
            ("deadlift", 1, 4, 75, 110),
        ),
    ),
)
assert all(sum(line[1] + line[2] for line in lines) == SETS_EACH for _, lines in DAYS)


@dataclass(frozen=True)
class Sizes:
    """How much to make. The others train the same way, all within their last months."""

    sessions: int = SESSIONS
    others: int = 200
    sessions_of_others: int = A_YEAR


def seed_history(*, on: date, sizes: Sizes | None = None, seed: int = 7) -> User:
    """Store the history that ends the day before `on`; return the athlete who owns it.

    Reads no clock, and draws from its own generator: the same call makes the same rows but for their ids. Each row has
    a version of its own, in the order of time, as if it had been written when it was done.
    """
    sizes = sizes or Sizes()
    if not Exercise.objects.exists():
        load_library()
    for library in ("load_cues", "load_drills", "load_programmes"):
        call_command(library, verbosity=0)
    athlete = User.objects.create_user(EMAIL, PASSWORD, name="Long", time_zone="Europe/Berlin")
    models = [other(number) for number in range(min(MODELS, sizes.others))]
    for number, person in enumerate([athlete, *User.objects.bulk_create(models)]):
        chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 -- the same history each time
        versions = count(1)
        _train(person, chance, versions, on=on, sessions=sizes.sessions_of_others if number else sizes.sessions)
        if person is athlete:
            _weigh(athlete, random.Random(seed), versions, on=on)  # noqa: S311 -- as above
            _plan(athlete, versions)
            _practise(athlete, versions, on=on)
        UserVersion.objects.update_or_create(user=person, defaults={"v": next(versions)})
        analyse()
        rebuild_bests(person)
    add_people(models, sizes.others - len(models), sessions=sizes.sessions_of_others)
    analyse()
    return athlete


def analyse() -> None:
    """Let PostgreSQL look at what the tables hold, as autovacuum does by itself a minute later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _train(person: User, chance: random.Random, versions: Iterator[int], *, on: date, sessions: int) -> None:
    zone, every = person.zone, YEARS * 365.25 / SESSIONS
    visits, sets = [], []
    for number in range(sessions):
        day = on - timedelta(days=1 + round((sessions - 1 - number) * every))
        start = datetime.combine(day, time(18, chance.randrange(60)), zone)
        title, lines = DAYS[number % len(DAYS)]
        session = Session(
            id=new_id(), owner=person, title=title, day=day, started_at=start, v=next(versions),
            finished_at=start + timedelta(minutes=75),
            bodyweight_kg=round(80 + chance.uniform(-1, 1), 1) if number % 3 == 0 else None,
        )  # fmt: skip
        visits.append(session)
        for row in _sets(session, lines, chance, grown=number / max(sessions, 2)):
            row.v = next(versions)
            sets.append(row)
    Session.objects.bulk_create(visits, BATCH)
    Set.objects.bulk_create(sets, BATCH)


def _sets(session: Session, lines: tuple[Line, ...], chance: random.Random, *, grown: float) -> Iterator[Set]:
    at = session.started_at
    for block, (exercise, warmups, working, begin_kg, gain_kg) in enumerate(lines):
        top = None if begin_kg is None else begin_kg + gain_kg * grown + chance.uniform(-4, 4)
        for position in range(warmups + working):
            at += timedelta(minutes=2, seconds=chance.randrange(60))
            warmup = position < warmups
            load = None if top is None else _rounded(top * ((position + 1) / (warmups + 2) if warmup else 1), chance)
            about: dict[str, Any] = {"kind": "warmup" if warmup else "working", "load_kg": load}
            if exercise == "plank":
                about["duration_s"] = 30.0 + chance.randrange(60)
            else:
                about["reps"] = 5 if warmup else chance.choice((3, 5, 5, 6, 8, 8, 10, 12))
            if not warmup:
                about |= {
                    "rpe": chance.choice((None, 7.0, 8.0, 8.5, 9.0)),
                    "form_rating": chance.choice((None, 3, 4, 5)),
                }
            yield Set(
                id=new_id(), owner=session.owner, session=session, exercise_id=exercise, block=block, position=position,
                performed_at=at, **about,
            )  # fmt: skip


def _rounded(load: float, chance: random.Random) -> float:
    """Load a bar in kilograms, now and then in a gym with pounds."""
    if chance.random() < 0.1:
        return to_kg(5 * max(1, round(load / 0.45359237 / 5)), "lb")
    return max(2.5, 2.5 * round(load / 2.5))


def _weigh(athlete: User, chance: random.Random, versions: Iterator[int], *, on: date) -> None:
    rows = []
    for back in range(1, YEARS * 365, 2):
        day = on - timedelta(days=back)
        at = datetime.combine(day, time(7), athlete.zone)
        weight = round(80 + 4 * back / (YEARS * 365) + chance.uniform(-0.8, 0.8), 1)
        rows.append(Bodyweight(owner=athlete, measured_at=at, day=day, weight_kg=weight, v=next(versions)))
    Bodyweight.objects.bulk_create(rows, BATCH)


def _plan(athlete: User, versions: Iterator[int]) -> None:
    for weekday, (title, lines) in zip((0, 2, 4), DAYS, strict=True):
        template = Template.objects.create(owner=athlete, title=title, weekdays=[weekday], v=next(versions))
        TemplateLine.objects.bulk_create(
            TemplateLine(template=template, exercise_id=line[0], block=block, position=block, sets=line[2], reps=5)
            for block, line in enumerate(lines)
        )


def _practise(athlete: User, versions: Iterator[int], *, on: date) -> None:
    """Log two drills on six days of each week, and put the athlete on the programme for as long."""
    since = on - timedelta(days=round(YEARS * 365.25))
    Enrolment.objects.create(
        owner=athlete, programme_id="hip-hinge", started_on=since, training_days=[0, 2, 4], v=next(versions)
    )
    days = [since + timedelta(days=back) for back in range((on - since).days)]
    DrillLog.objects.bulk_create(
        (
            DrillLog(
                owner=athlete, drill_id=drill, day=day, performed_at=datetime.combine(day, time(8), athlete.zone),
                sets=3, reps=reps, clean_reps=reps - day.day % 3, v=next(versions),
            )
            for day in days
            if day.weekday() != 6
            for drill, reps in (("dowel-hinge", 45), ("wall-touch-hinge", 30))
        ),
        BATCH,
    )  # fmt: skip
