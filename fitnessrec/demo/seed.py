"""Put the demonstration into the database: once, and never over what somebody did since."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.demo import ATHLETE_EMAIL, COACH_EMAIL, PASSWORD
from accounts.models import User
from biomech.synthetic import render_hinge_clip
from drills.models import DrillLog
from fitnessrec.demo.plan import DAYS, ZONE, DemoSession, demo_sessions
from fitnessrec.demo.practice_rows import seed_practice
from videos.domain.intake import take_in
from workouts.domain.session_bests import rebuild_bests
from workouts.domain.sessions import save_session
from workouts.domain.templates import template_from
from workouts.models import Session, Set

# Which sets are filmed: exercise, how many sessions back, hip and knee flexion at the bottom in degrees.
FILMED = (
    ("romanian-deadlift", 0, 88.0, 20.0),
    ("deadlift", 0, 80.0, 52.0),
    ("romanian-deadlift", 4, 82.0, 17.0),
    ("kettlebell-swing", 1, 76.0, 24.0),
)


# Which drill is filmed: the last practice of it.
FILMED_DRILLS = (("dowel-hinge", 84.0, 16.0),)


def demo_is_there() -> bool:
    """Tell whether the demo accounts exist."""
    return User.objects.filter(email=ATHLETE_EMAIL).exists()


def seed_demo(*, on: date) -> bool:
    """Make the demo accounts, the athlete's history, templates and clips; False where they exist already."""
    if demo_is_there():
        return False
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        athlete = _account(ATHLETE_EMAIL, "Mara")
        _account(COACH_EMAIL, "Jonas")
        for session in demo_sessions(on=on):
            _keep(athlete, session)
        rebuild_bests(athlete)
        seed_practice(athlete, on=on)
        for weekday, (title, _) in DAYS.items():
            last = Session.objects.for_user(athlete).filter(title=title).newest_first()[0]
            template_from(last, title=title, weekdays=[weekday])
        for number, (exercise, back, hip_deg, knee_deg) in enumerate(FILMED):
            _film(athlete, exercise, back, hip_deg, knee_deg, Path(folder) / f"{exercise}-{number}.mp4")
        for drill, hip_deg, knee_deg in FILMED_DRILLS:
            _film_drill(athlete, drill, hip_deg, knee_deg, Path(folder) / f"{drill}.mp4")
    return True


def _account(email: str, name: str) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, time_zone=ZONE.key)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _keep(athlete: User, told: DemoSession) -> None:
    session = Session(
        owner=athlete,
        title=told.title,
        started_at=told.start,
        finished_at=told.end,
        bodyweight_kg=told.bodyweight_kg,
        note=told.note,
    )
    save_session(session)
    Set.objects.bulk_create(
        Set(
            owner=athlete, session=session, exercise_id=row.exercise, block=row.block, position=row.position,
            kind=row.kind, load_kg=row.load_kg, reps=row.reps, planned_reps=row.planned_reps,
            duration_s=row.duration_s, rpe=row.rpe,
            form_rating=row.form_rating, faults=row.faults, note=row.note, performed_at=row.at, v=session.v,
        )
        for row in told.sets
    )  # fmt: skip


def _film(athlete: User, exercise: str, back: int, hip_deg: float, knee_deg: float, path: Path) -> None:
    """Render a clip of the last working set of the exercise, so many sessions back, and take it in."""
    working = Set.objects.for_user(athlete).working().filter(exercise=exercise)
    sessions = list(working.order_by("-session__day").values_list("session", flat=True).distinct())
    row = working.filter(session=sessions[back]).order_by("-position")[0]
    # Four reps and many keyframes: the poster, taken at two fifths, then shows the bottom of the second rep.
    render_hinge_clip(path, reps=4, hip_flexion_deg=hip_deg, knee_flexion_deg=knee_deg, load_kg=row.load_kg or 0, gop=6)
    _take_in(athlete, path, row.performed_at, set=row)


def _film_drill(athlete: User, drill: str, hip_deg: float, knee_deg: float, path: Path) -> None:
    """Render a clip of the last practice of the drill, and take it in."""
    log = DrillLog.objects.for_user(athlete).filter(drill=drill).newest_first()[0]
    render_hinge_clip(path, reps=3, hip_flexion_deg=hip_deg, knee_flexion_deg=knee_deg, load_kg=0, gop=6)
    _take_in(athlete, path, log.performed_at, subjects={"drill_log": log})


def _take_in(athlete: User, path: Path, at: datetime, **about: Any) -> None:
    with path.open("rb") as file:
        upload = UploadedFile(File(file), name=path.name, size=path.stat().st_size)
        take_in(upload, owner=athlete, recorded_at=at, **about)
