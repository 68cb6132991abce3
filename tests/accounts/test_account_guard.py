"""What waited on a device for one person is never written under another's sign-in."""

import uuid

import pytest
from django.test import Client

from workouts.models import Session


@pytest.fixture
def put(athlete):
    """Return a way to send a session from Ada's browser, with its cookie and a CSRF token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(athlete)

    def send(**headers):
        token = browser.get("/outbox/token").json()["csrf"]
        url = f"/api/v1/sessions/{uuid.uuid4()}"
        sent = {"X-CSRFToken": token} | headers
        return browser.put(url, {"title": "Lower A"}, content_type="application/json", headers=sent)

    return send


def test_a_request_for_the_person_who_is_signed_in_is_taken(put, athlete):
    assert put(**{"X-Account": str(athlete.pk)}).status_code == 201
    assert Session.objects.get().owner == athlete


@pytest.mark.parametrize("who", ["stranger", "nobody", ""])
def test_a_request_made_for_somebody_else_changes_nothing(put, stranger, who):
    answer = put(**{"X-Account": str(stranger.pk) if who == "stranger" else who})
    assert (answer.status_code, answer.json()["code"]) == (401, "other_account")
    assert answer["Content-Type"] == "application/problem+json"
    assert not Session.objects.exists()


def test_a_request_that_names_nobody_is_taken_as_before(put):
    assert put().status_code == 201


def test_without_the_token_it_is_refused_as_before(put, athlete):
    assert put(**{"X-Account": str(athlete.pk), "X-CSRFToken": "x"}).status_code == 403
    assert not Session.objects.exists()


def test_who_is_signed_out_is_told_so(put, athlete, client):
    answer = client.put("/api/v1/sessions/" + str(uuid.uuid4()), {}, headers={"X-Account": str(athlete.pk)})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
