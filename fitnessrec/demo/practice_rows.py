"""Put the demo athlete's practice into the database: drills, programme, self-tests and cues."""

import random
from datetime import date, datetime, time, timedelta
from typing import Final

from accounts.models import User
from core.catalogue import unused_slug
from core.versions import next_version
from cues.domain.attachments import attach
from cues.domain.cues import create_cue
from cues.models import Cue, SetCues
from drills.domain.baseline_answers import PROGRAMME, begin, save_answers
from drills.domain.planned import save_planned
from drills.domain.self_tests import save_self_test
from drills.models import DrillLog, PlannedDrill, Programme, SelfTest
from drills.models.planned_drill import When
from fitnessrec.demo.plan import ZONE
from fitnessrec.demo.practice import START_WEEK, demo_logs, enrolled_on, first_monday
from workouts.models import Exercise, Set

TESTS: Final = (  # weeks after the first Monday, and what came of each self-test
    (0, {"toe-touch": (False, None), "hinge-to-parallel": (True, None), "horizontal-hold": (True, 31.0)}),
    (8, {"toe-touch": (False, None), "horizontal-hold": (True, 43.0), "glute-extension": (True, 38.0)}),
)
OFTEN: Final = {"neutral-spine": (0.78, 0.45), "push-hips-back": (0.6, 0.5), "squeeze-glutes": (0.4, 0.45)}
OWN_CUE: Final = "belt-buckle-back"  # its id, unless somebody has that already
OWN_CUE_OFTEN: Final = (0.35, 0.1)


def seed_practice(athlete: User, *, on: date) -> None:
    """Store twelve weeks of drills, what put them on Today, where she is in the programme, and her cues."""
    _plan(athlete, on)
    _test(athlete, on)
    _begin(athlete, on)
    _log(athlete, on)
    _cue(athlete)


def _plan(athlete: User, on: date) -> None:
    first, joined = first_monday(on), enrolled_on(on)
    for drill, when, starts_on, ends_on, more in (
        ("dowel-hinge", When.DAILY, first, None, {"reason": "Daily while the back rounds at heavy loads"}),
        ("wall-touch-hinge", When.DAILY, first, None, {"distance_m": 0.4}),
        ("kettlebell-deadlift", When.TRAINING_DAYS, first + timedelta(weeks=2), joined - timedelta(days=1), {}),
    ):
        row = PlannedDrill(owner=athlete, drill_id=drill, when=when, starts_on=starts_on, ends_on=ends_on, **more)
        save_planned(row)


def _test(athlete: User, on: date) -> None:
    for weeks, results in TESTS:
        at = _morning(first_monday(on) + timedelta(weeks=weeks))
        for test, (passed, value) in results.items():
            save_self_test(SelfTest(owner=athlete, test=test, performed_at=at, passed=passed, value=value))


def _begin(athlete: User, on: date) -> None:
    joined = enrolled_on(on)
    row = save_answers(
        owner=athlete,
        at=_morning(joined),
        goal="strength",
        training_days=[0, 4],
        equipment=["barbell", "kettlebell", "band", "dowel", "box", "bench"],
        clean_hinges=5,
        deadlift_kg=100.0,
    )
    begin(row, programme=Programme.objects.get(pk=PROGRAMME), on=joined, week=START_WEEK)


def _log(athlete: User, on: date) -> None:
    version = next_version(athlete.pk)
    rows = [
        DrillLog(
            owner=athlete, drill_id=told.drill, performed_at=told.at, sets=told.sets, reps=told.reps,
            clean_reps=told.clean_reps, duration_s=told.duration_s, load_kg=told.load_kg, distance_m=told.distance_m,
            felt=list(told.felt), cues=list(told.cues), note=told.note, v=version,
        )
        for told in demo_logs(on=on)
    ]  # fmt: skip
    for row in rows:
        row.set_day()
    DrillLog.objects.bulk_create(rows)


def _cue(athlete: User) -> None:
    """Add a cue of her own, and tick cues off for the sets whose form she rated: some more often where it held."""
    why = "Sends the hips back without a thought of bending forward."
    about = {"text": "belt buckle to the wall behind", "why": why, "phase": "start", "fault": "squatting"}
    own = create_cue(owner=athlete, slug=unused_slug(Cue, OWN_CUE), **about)
    attach(owner=athlete, cue=own, exercise=Exercise.objects.get(pk="deadlift"))
    chance = random.Random(7)  # noqa: S311 -- the same history each time
    rated = Set.objects.for_user(athlete).exclude(form_rating=None).order_by("performed_at", "position")
    version = next_version(athlete.pk)
    rows = []
    for row in rated:
        often = OFTEN | ({own.slug: OWN_CUE_OFTEN} if row.exercise_id == "deadlift" else {})
        ticked = [cue for cue, shares in often.items() if chance.random() < shares[bool(row.faults)]]
        if ticked:
            rows.append(SetCues(set=row, owner=athlete, cues=ticked, v=version))
    SetCues.objects.bulk_create(rows)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7), ZONE)
