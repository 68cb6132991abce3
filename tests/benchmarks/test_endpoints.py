"""Every endpoint that is timed is there and answers, and its baseline pays for the same things and says the same."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import Resolver404, resolve
from django.utils.text import slugify

from accounts.domain.tokens import create_token
from benchmarks import baseline
from benchmarks.endpoints import DEEP, FRESH, LIST, SESSION, Endpoint, hot_endpoints
from benchmarks.history import Sizes, seed_history
from workouts.models import Session, Set

NAMES = {
    LIST, DEEP, "sets, 20, one exercise", "sets, 20, unchanged", "sessions, 20", "one set", "exercises", "create a set",
    "put a new set", "strength, ten years", "volume, ten years", "records", "changes, the last 30",
    "changes, the first 500",
}  # fmt: skip


@pytest.fixture
def long(db, settings, monkeypatch, tmp_path):
    """Train two weeks as the athlete of the benchmark."""
    settings.ROOT_URLCONF = "benchmarks.urls"
    monkeypatch.setenv(baseline.FOLDER, str(tmp_path))
    return seed_history(on=date(2026, 11, 1), sizes=Sizes(sessions=6, others=1, sessions_of_others=1))


@pytest.fixture
def asked(client, long):
    """Return a way to send one request with the athlete's token."""
    _, secret = create_token(user=long, name="benchmark", scope="write")
    session = str(Session.objects.for_user(long).newest_first()[0].pk)

    def ask(endpoint, tag=None):
        path, body = endpoint.path.replace(FRESH, str(uuid4())), endpoint.body.replace(SESSION, session)
        headers = {"Authorization": f"Token {secret}"} | ({"If-None-Match": tag} if tag else {})
        return client.generic(endpoint.method, path, body, content_type="application/json", headers=headers)

    return ask


@pytest.fixture
def endpoints(client, long, asked):
    """Return what is timed, with the third page for a deep one."""
    return hot_endpoints(long, lambda path: asked(Endpoint(path)).json(), deep=3)


def test_every_endpoint_answers_and_its_baseline_says_the_same(asked, endpoints):
    assert set(endpoints) >= NAMES
    for name, endpoint in endpoints.items():
        before = Set.objects.count()
        tag = asked(endpoint).headers["ETag"] if endpoint.unchanged else None
        answer = asked(endpoint, tag)
        assert answer.status_code == (304 if tag else 201 if endpoint.body else 200), name
        assert Set.objects.count() == before + bool(endpoint.body), name
        baseline.store(slugify(name), answer.status_code, dict(answer.headers), answer.content)
        stored = Set.objects.count()
        same = asked(type(endpoint)(f"/api/v1/baseline/{slugify(name)}", endpoint.method, endpoint.body), tag)
        assert (same.status_code, same.content) == (answer.status_code, answer.content), name
        assert same.headers.get("Content-Type") == answer.headers.get("Content-Type")
        assert Set.objects.count() == stored, "the baseline does no work"


def test_the_deep_page_is_a_real_one(asked, endpoints, long):
    newest = Set.objects.for_user(long).order_by("-performed_at", "-id").values_list("pk", flat=True)
    assert [row["id"] for row in asked(endpoints[LIST]).json()["results"]] == [str(pk) for pk in newest[:20]]
    assert [row["id"] for row in asked(endpoints[DEEP]).json()["results"]] == [str(pk) for pk in newest[40:60]]


def test_the_baseline_is_signed_in_to_and_throttled_like_any_view(client, asked, settings, endpoints):
    baseline.store("one", 200, {"Content-Type": "application/json"}, b"{}")
    assert client.get("/api/v1/baseline/one").status_code == 401
    one = type(endpoints[LIST])("/api/v1/baseline/one")
    assert asked(one).content == b"{}"
    settings.API_READS_PER_MINUTE = 1
    assert [asked(one).status_code for _ in range(2)] == [200, 429]


def test_the_product_has_no_baseline(settings):
    settings.ROOT_URLCONF = "fitnessrec.urls"
    with pytest.raises(Resolver404):
        resolve("/api/v1/baseline/one")
