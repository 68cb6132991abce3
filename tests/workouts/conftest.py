"""Rows of the log to test with: a few lifts, sessions and sets of whoever a test is about."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.domain.tokens import create_token
from accounts.models import User
from workouts.domain.library import search_text
from workouts.domain.sessions import save_session
from workouts.domain.sets import add_set
from workouts.models import Exercise, Session, Set

MONDAY = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 18:00 in Berlin


def lift(slug: str, **more: Any) -> Exercise:
    """Return an exercise that is not saved yet."""
    about = {"name": slug.replace("-", " ").capitalize(), "pattern": "hinge", "equipment": "barbell"} | more
    row = Exercise(slug=slug, **about)
    row.search_text = search_text(row)
    return row


@pytest.fixture
def lifts(db) -> dict[str, Exercise]:
    """Five exercises that differ in what is counted and what a load means; quicker than the library."""
    rows = [
        lift("deadlift"),
        lift("romanian-deadlift", aliases=["rdl"]),
        lift("pull-up", pattern="pull", equipment="bodyweight", load="bodyweight"),
        lift("plank", pattern="core", equipment="bodyweight", load="none", measure="time"),
        lift("farmers-carry", pattern="carry", equipment="dumbbell", measure="distance"),
    ]
    return {row.slug: row for row in Exercise.objects.bulk_create(rows)}


@pytest.fixture
def new_session(athlete) -> Callable[..., Session]:
    """Return a function that stores a session, Ada's unless told otherwise; finished after an hour."""

    def make(at: datetime = MONDAY, *, owner=None, running: bool = False, **values: Any) -> Session:
        end = {} if running else {"finished_at": at + timedelta(hours=1)}
        return save_session(Session(owner=owner or athlete, started_at=at, **(end | values)))

    return make


@pytest.fixture
def new_set(lifts) -> Callable[..., Set]:
    """Return a function that stores a set at the end of a session: 100 kg × 5 deadlifts unless told otherwise."""

    def make(session: Session, exercise: str = "deadlift", **values: Any) -> Set:
        about = {"load_kg": 100.0, "reps": 5, "performed_at": session.started_at} | values
        row = Set(owner=session.owner, session=session, exercise=Exercise.objects.get(pk=exercise), **about)
        return add_set(row, at_end=not {"block", "position"} & values.keys())

    return make


@pytest.fixture
def session(new_session) -> Session:
    """Ada's session on a Monday evening."""
    return new_session()


@pytest.fixture
def theirs(new_session, stranger) -> Session:
    """Sam's session, which must never show in Ada's answers."""
    return new_session(owner=stranger, title="Sam's secret session")


@pytest.fixture
def odd_values() -> list[Any]:
    """Return values that JSON allows and hardly any field expects, the same ones every time."""
    rng = random.Random(20260302)
    texts = ["", " ", "a\0b", "\u202e", "🏋️", "x" * 5000, "nan", "-inf", "1e400", "5.5", "1_0", "٣", "null", "true"]
    texts += ["<script>", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "deadlift", "'; DROP TABLE x"]
    numbers = [0, -0.0, -1, 5.5, 1e9, -1e9, 1e308, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 5e-324]
    others = [None, True, False, [], {}, [None], [[]], {"a": {}}, ["deadlift", 5], [True], {"id": "deadlift"}]
    drawn = ["".join(chr(rng.choice([rng.randrange(32, 127), rng.randrange(160, 0xD7FF)])) for _ in range(9))]
    return texts + numbers + others + drawn + [rng.uniform(-2000, 2000) for _ in range(5)]


def _client(athlete: User, scope: str) -> APIClient:
    _, secret = create_token(user=athlete, name="phone", scope=scope)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


@pytest.fixture
def device(athlete) -> APIClient:
    """Return a client that signs with a fresh token of Ada's, as a phone does."""
    return _client(athlete, "write")


@pytest.fixture
def reader(athlete) -> APIClient:
    """Return a client whose token may only read."""
    return _client(athlete, "read")
