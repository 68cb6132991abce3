"""Rows of every kind, stored as a device stores them."""

import uuid
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from drills.domain.library import create_own_drill
from tests.fitnessrec.mirror import listed
from videos.domain.intake import take_in
from workouts.domain.exercise_settings import save_settings
from workouts.domain.library import create_own_exercise
from workouts.models import Set

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)


def put(api, path, body, pk=None):
    pk = str(uuid.uuid4()) if pk is None else pk
    answer = api.put(f"/api/v1/{path}/{pk}".rstrip("/"), body, format="json")
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
    cue(api, row, secret)
    practise(api, owner, secret)
    prove(api, secret)
    follow(api, secret)
    return session, row


def cue(api, row, secret):
    """Store an own cue, on a lift and in a set."""
    made = api.post("/api/v1/cues", {"text": f"{secret} cue", "phase": "start"}, format="json").json()["id"]
    put(api, "cue-attachments", {"exercise": "deadlift", "cue": made})
    put(api, f"sets/{row}/cues", {"cues": [made]}, pk="")


def practise(api, owner, secret):
    """Store an own drill, practice of it and a plan of it."""
    drill = create_own_drill(owner=owner, name=f"{secret} drill", reps=10)
    put(api, "drill-logs", {"drill": drill.pk, "reps": 20, "note": secret})
    put(api, "planned-drills", {"drill": drill.pk, "reason": secret})


def prove(api, secret):
    """Store a result of a self-test, and open a gate by hand, each time for another reason."""
    put(api, "self-tests", {"test": "toe-touch", "passed": False, "note": secret})
    why = {"reason": f"{secret} {uuid.uuid4()}"}
    assert api.put("/api/v1/gates/dowel-20/override", why, format="json").status_code in (200, 201)


def follow(api, secret):
    """Make an own programme, and go on it in the place of the one before."""
    phases = [{"title": secret, "items": [{"exercise": "deadlift", "session": "A", "sets": 1, "reps": 5}]}]
    made = api.post("/api/v1/programmes", {"title": f"{secret} way", "phases": phases}, format="json")
    assert made.status_code == 201, made.content
    for row in api.get("/api/v1/enrolments").json()["results"]:
        if row["ended_on"] is None:
            api.delete(f"/api/v1/enrolments/{row['id']}")
    put(api, "enrolments", {"programme": made.json()["id"]})


def kinds(page):
    return [change["kind"] for change in page["results"]]


def listed_ids(api, kind):
    return [pk for of, pk in listed(api) if of == kind]
