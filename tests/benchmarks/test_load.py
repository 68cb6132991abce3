"""The load: so many requests as are answered, each write with an id of its own, and no number where one fails."""

import pytest
from django.utils import timezone

from accounts.domain.tokens import create_token
from benchmarks.endpoints import FRESH, SESSION, Endpoint
from benchmarks.load import LoadFailed, Target, ask, load
from tests.needs import wrk
from workouts.models import Session, Set

BODY = f'{{"session": "{SESSION}", "exercise": "deadlift", "reps": 5}}'


@pytest.fixture
def target(live_server, transactional_db, athlete, library, tmp_path):
    """Serve the program for Ada, who has two sessions."""
    at = timezone.now()
    mine = [Session.objects.create(owner=athlete, started_at=at, day=at.date(), finished_at=at) for _ in range(2)]
    sessions = tmp_path / "sessions.txt"
    sessions.write_text("".join(f"{session.pk}\n" for session in mine))
    _, secret = create_token(user=athlete, name="load", scope="write")
    address = live_server.url.replace("localhost", "127.0.0.1")
    return Target(address, {"Authorization": f"Token {secret}"}, sessions)


def test_every_write_stores_a_row_of_its_own(target):
    wrk()
    run = load(target, Endpoint(f"/api/v1/sets/{FRESH}", "PUT", BODY), connections=1, seconds=1)
    assert run.requests > 0
    assert run.p95_ms >= run.p50_ms > 0
    assert Set.objects.count() >= run.requests
    assert Set.objects.values("session").distinct().count() == 2


def test_an_answer_that_is_an_error_fails_the_run(target):
    wrk()
    with pytest.raises(LoadFailed, match="refused"):
        load(target, Endpoint("/api/v1/nowhere"), connections=1, seconds=1)


def test_load_goes_to_this_machine_only(target):
    with pytest.raises(AssertionError, match="this machine"):
        ask(Target("http://192.0.2.1", {}, target.sessions), Endpoint("/api/v1/sets"))
