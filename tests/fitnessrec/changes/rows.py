"""Rows of every kind, stored as a device stores them."""

import uuid
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.fitnessrec.mirror import listed
from videos.domain.intake import take_in
from workouts.domain.exercise_settings import save_settings
from workouts.domain.library import create_own_exercise
from workouts.models import Set

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)


def put(api, path, body, pk=None):
    pk = pk or str(uuid.uuid4())
    answer = api.put(f"/api/v1/{path}/{pk}", body, format="json")
    assert answer.status_code in (200, 201), answer.content
    return pk


def log(api, **values):
    """Store a session with one set; return both ids."""
    session = put(api, "sessions", {"title": "Pull", "started_at": AT.isoformat()})
    return session, put(api, "sets", {"session": session, "exercise": "deadlift", "load_kg": 100, "reps": 5} | values)


def film(clip, owner, **about):
    upload = SimpleUploadedFile("hinge.mp4", clip.read_bytes(), "video/mp4")
    return take_in(upload, owner=owner, recorded_at=AT, **about)


def one_of_each(api, owner, clip, secret):
    """Store a row of every kind; `secret` stands in each that has room for words."""
    own = create_own_exercise(
        owner=owner, name=f"{secret} lift", pattern="hinge", equipment="barbell", primary=["glutes"], secondary=["lats"]
    )
    session, row = log(api, note=secret)
    lines = [{"exercise": "deadlift", "sets": 3, "reps": 5}, {"exercise": own.pk, "reps": 8}]
    put(api, "templates", {"title": secret, "weekdays": [0, 3], "lines": lines})
    put(api, "bodyweights", {"weight_kg": 71.5, "note": secret})
    save_settings(owner=owner, exercise=own, rest_s=200, step_kg=1.25)
    film(clip, owner, set=Set.objects.get(pk=row))
    return session, row


def kinds(page):
    return [change["kind"] for change in page["results"]]


def listed_ids(api, kind):
    return [pk for of, pk in listed(api) if of == kind]
