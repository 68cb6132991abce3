"""A list that is read as columns says what the serializer says about each row."""

import json
from datetime import timedelta

import pytest

from core.columns import plain_columns
from core.render import to_json
from workouts.api.bodyweights import BodyweightSerializer, BodyweightViewSet
from workouts.api.exercises import ExerciseSerializer
from workouts.api.sessions import SessionSerializer, SessionViewSet
from workouts.api.sets import SetSerializer, SetViewSet
from workouts.domain.bodyweight import save_bodyweight
from workouts.models import Bodyweight

FULL = {
    "superset": 1, "kind": "failure", "load_kg": 102.058, "reps": 0, "planned_reps": 5, "rpe": 9.5, "rir": 1,
    "side": "left", "duration_s": 30.5, "distance_m": 12.0, "rest_s": 90, "note": "“heavy” 🏋️ <b>", "form_rating": 3,
    "faults": ["rounded-back", "soft-lockout"], "felt": ["glutes"], "pain": 2, "pain_place": "knee",
}  # fmt: skip


@pytest.fixture
def rows(athlete, new_session, new_set, now):
    session = new_session(title="Lower", note="n", bodyweight_kg=80.5, suggestions={"deadlift": "taken"})
    running = new_session(session.started_at + timedelta(hours=30, microseconds=5), running=True)
    new_set(session), new_set(running, **FULL), new_set(running, done=False, load_kg=None)
    save_bodyweight(Bodyweight(owner=athlete, measured_at=session.started_at, weight_kg=80.25, note="n"))


@pytest.fixture
def now(session):
    return session.started_at


@pytest.mark.parametrize(
    ("path", "view", "serializer"),
    [
        ("sets", SetViewSet, SetSerializer),
        ("sessions", SessionViewSet, SessionSerializer),
        ("bodyweights", BodyweightViewSet, BodyweightSerializer),
    ],
)
def test_the_list_shows_each_row_as_it_is_shown_alone(device, rows, path, view, serializer):
    shown = device.get(f"/api/v1/{path}").json()["results"]
    stored = view.model.objects.order_by(*view.ordering)
    assert view.plain
    assert len(shown) == len(stored) > 0
    assert shown == json.loads(to_json(serializer(stored, many=True).data))
    assert shown == [device.get(f"/api/v1/{path}/{row['id']}").json() for row in shown]


def test_what_is_worked_out_cannot_be_read_as_columns():
    with pytest.raises(TypeError, match=r"ExerciseSerializer\.primary is worked out"):
        plain_columns(ExerciseSerializer)
