import uuid

import pytest
from django.contrib.sessions.models import Session as WebSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from workouts.domain.sessions import start_session
from workouts.models import Session

URL = "/api/v1/sessions"
NEW = {"title": "Pull", "started_at": "2026-03-01T10:00:00Z"}


def test_a_write_token_writes(client, athlete, signed):
    assert client.post(URL, NEW, content_type="application/json", headers=signed(athlete)).status_code == 201
    assert Session.objects.get().owner == athlete


def test_a_read_token_reads_what_is_its_owners(client, athlete, stranger, signed):
    hers = start_session(owner=athlete, at=timezone.now())
    start_session(owner=stranger, at=timezone.now())
    listed = client.get(URL, headers=signed(athlete, scope="read")).json()["results"]
    assert [row["id"] for row in listed] == [str(hers.pk)]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_read_token_may_not_write(client, athlete, signed, method):
    row = start_session(owner=athlete, at=timezone.now(), title="Before")
    path = URL if method == "post" else f"{URL}/{row.pk}"
    response = getattr(client, method)(
        path, NEW, content_type="application/json", headers=signed(athlete, scope="read")
    )
    assert (response.status_code, response.json()["code"]) == (403, "read_only_token")
    assert response.json()["detail"] == "This token may only read."
    assert Session.objects.get().title == "Before"


def test_a_token_call_writes_no_session_row_and_sets_no_cookie(client, athlete, signed):
    headers = signed(athlete)
    response = client.post(URL, NEW, content_type="application/json", headers=headers)
    assert response.status_code == 201
    assert not client.get(URL, headers=headers).cookies
    assert not response.cookies
    assert not WebSession.objects.exists()


@pytest.mark.parametrize("secret", ["right", "wrong"])
@pytest.mark.parametrize("method", ["get", "put"])
def test_no_call_with_a_token_touches_sessions_whether_it_is_right_or_wrong(client, athlete, signed, method, secret):
    headers = signed(athlete) if secret == "right" else {"Authorization": "Token wrong"}
    path = URL if method == "get" else f"{URL}/{uuid.uuid4()}"
    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(path, NEW, content_type="application/json", headers=headers)
    assert response.status_code == ({"get": 200, "put": 201}[method] if secret == "right" else 401)
    assert "Set-Cookie" not in response.headers and not response.cookies
    assert not [query["sql"] for query in asked if "django_session" in query["sql"]]
    assert not WebSession.objects.exists()


def test_a_token_call_needs_no_csrf_token(athlete, signed):
    client = Client(enforce_csrf_checks=True)
    client.post(URL, NEW, content_type="application/json", headers=signed(athlete))
    assert Session.objects.get().title == "Pull"


def test_a_session_without_csrf_token_writes_nothing(athlete):
    client = Client(enforce_csrf_checks=True)
    client.force_login(athlete)
    response = client.post(URL, NEW, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
    assert not Session.objects.exists()


def test_a_token_wins_over_the_session_of_somebody_else(client, athlete, stranger, signed):
    client.force_login(stranger)
    client.post(URL, NEW, content_type="application/json", headers=signed(athlete))
    assert Session.objects.get().owner == athlete


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Token nonsense"}, {"Authorization": "Token"}])
def test_without_a_valid_credential_it_is_401_and_says_how_to_sign(client, athlete, headers):
    start_session(owner=athlete, at=timezone.now(), title="Ada's secret")
    response = client.get(URL, headers=headers)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.text


def test_a_bad_token_is_refused_even_in_a_signed_in_browser(page):
    response = page.get(URL, headers={"Authorization": "Token nonsense"})
    assert (response.status_code, response.json()["code"]) == (401, "bad_token")


def test_the_tokens_of_a_closed_account_open_nothing(client, athlete, signed):
    headers = signed(athlete)
    athlete.is_active = False
    athlete.save()
    assert client.get(URL, headers=headers).json()["code"] == "bad_token"


def test_a_password_opens_nothing_but_the_making_of_tokens(client, athlete, basic):
    start_session(owner=athlete, at=timezone.now(), title="Ada's secret")
    response = client.get(URL, headers=basic("ada@example.org", "a long enough password"))
    assert response.status_code == 401
    assert "secret" not in response.text
