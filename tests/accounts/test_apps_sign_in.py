"""An app signs people up and in over the API, and gets itself a token for everything else."""

import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session as WebSession
from django.core import mail
from django.utils import timezone

from accounts.middleware import APPS_LIMIT
from accounts.models import ApiToken, User
from tests.conftest import PASSWORD
from workouts.models import Session

TOKENS = "/api/v1/tokens"
NEW = {"email": "new@example.org", "password": PASSWORD}


def make_token(app, scope="write"):
    return app.send("POST", TOKENS, {"name": "phone", "scope": scope})


def test_from_sign_up_to_a_logged_session(app, client, db):
    answer = app.send("POST", "auth/signup", NEW | {"name": "Neo", "unit": "lb", "time_zone": "Asia/Tokyo"})
    assert (answer.status_code, answer.json()["meta"]["is_authenticated"]) == (200, True)
    person = User.objects.get()
    assert (person.email, person.name, person.unit, person.time_zone) == (NEW["email"], "Neo", "lb", "Asia/Tokyo")
    made = make_token(app)
    assert made.status_code == 201
    url = f"/api/v1/sessions/{uuid.uuid4()}"
    headers = {"Authorization": f"Token {made.json()['token']}"}
    assert client.put(url, {"title": "Lower A"}, content_type="application/json", headers=headers).status_code == 201
    assert (Session.objects.get().owner, Session.objects.get().title) == (person, "Lower A")


def test_the_first_account_runs_the_server_however_it_signs_up(app, db):
    app.send("POST", "auth/signup", NEW)
    app.token = None
    app.send("POST", "auth/signup", NEW | {"email": "next@example.org"})
    assert list(User.objects.order_by("pk").values_list("is_staff", flat=True)) == [True, False]


def test_a_closed_sign_up_is_closed_to_apps_too(app, athlete, settings):
    settings.SIGNUP = "closed"
    answer = app.send("POST", "auth/signup", NEW)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/json"
    assert User.objects.get() == athlete


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "athlete@example.com"}, "email"),
        ({"email": "ada@example.org"}, "email"),
        ({"password": "short"}, "password"),
        ({"unit": "stone"}, "unit"),
        ({"name": "x" * 81}, "name"),
    ],
)
def test_what_the_page_refuses_is_refused_to_apps_and_named(app, athlete, change, field):
    answer = app.send("POST", "auth/signup", NEW | change)
    assert (answer.status_code, {error["param"] for error in answer.json()["errors"]}) == (400, {field})
    assert User.objects.get() == athlete


def test_a_sign_in_makes_a_token_of_that_person(app, athlete, stranger):
    assert app.sign_in(athlete.email).status_code == 200
    assert make_token(app, "read").status_code == 201
    row = ApiToken.objects.get()
    assert (row.user, row.scope) == (athlete, "read")


def test_a_wrong_password_opens_nothing(app, athlete):
    answer = app.sign_in(athlete.email, "wrong")
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, "password")
    assert app.token is None
    assert make_token(app).status_code == 401
    assert not ApiToken.objects.exists()


def test_guessing_is_answered_429_and_says_how_long(app, athlete):
    for _ in range(5):
        assert app.sign_in(athlete.email, "wrong").status_code == 400
    answer = app.sign_in(athlete.email)
    assert (answer.status_code, answer.json()) == (429, {"status": 429})
    assert int(answer["Retry-After"]) > 0
    assert make_token(app).status_code == 401


def test_guesses_at_pages_and_over_the_api_are_counted_together(app, client, athlete, basic):
    for _ in range(5):
        client.post("/accounts/login/", {"login": athlete.email, "password": "wrong"})
    assert app.sign_in(athlete.email).status_code == 429
    answer = client.post(TOKENS, {"name": "x"}, content_type="application/json", headers=basic(athlete.email, PASSWORD))
    assert answer.status_code == 429


def test_a_second_factor_comes_between_password_and_token(app, athlete, with_app):
    answer = app.sign_in(athlete.email)
    pending = [flow for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert (answer.status_code, pending[0]["id"]) == (401, "mfa_authenticate")
    assert set(pending[0]["types"]) == {"totp", "recovery_codes"}
    assert make_token(app).json()["code"] == "bad_session"
    wrong = app.send("POST", "auth/2fa/authenticate", {"code": "000000"})
    assert (wrong.status_code, wrong.json()["errors"][0]["param"]) == (400, "code")
    assert app.send("POST", "auth/2fa/authenticate", {"code": with_app()}).status_code == 200
    assert make_token(app).status_code == 201
    assert ApiToken.objects.get().user == athlete


def test_codes_are_not_guessed_over_the_api(app, athlete, with_app):
    app.sign_in(athlete.email)
    for _ in range(5):
        assert app.send("POST", "auth/2fa/authenticate", {"code": "x"}).status_code == 400
    answer = app.send("POST", "auth/2fa/authenticate", {"code": with_app()})
    assert answer.status_code == 429
    assert make_token(app).status_code == 401


def test_an_app_turns_a_second_factor_on_after_asking_for_the_password_again(app, athlete, shown):
    app.sign_in(athlete.email)
    offered = app.send("GET", "account/authenticators/totp").json()["meta"]
    assert "issuer=FitnessRec" in offered["totp_url"]
    refused = app.send("POST", "account/authenticators/totp", {"code": shown(offered["secret"])})
    assert refused.status_code == 401
    assert {"id": "reauthenticate"} in refused.json()["data"]["flows"]
    assert not Authenticator.objects.exists()
    assert app.send("POST", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert app.send("POST", "account/authenticators/totp", {"code": shown(offered["secret"])}).status_code == 200
    kinds = {row["type"] for row in app.send("GET", "account/authenticators").json()["data"]}
    assert kinds == {"totp", "recovery_codes"}


def test_a_passkey_sign_in_is_offered_and_takes_no_made_up_passkey(app, athlete):
    options = app.send("GET", "auth/webauthn/login").json()["data"]["request_options"]
    assert options["publicKey"]["rpId"] == "testserver"
    answer = app.send("POST", "auth/webauthn/login", {"credential": {"id": "x", "type": "public-key"}})
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, "credential")


def test_a_signed_out_app_is_out(app, athlete):
    app.sign_in(athlete.email)
    assert app.send("DELETE", "auth/session").status_code == 401
    assert make_token(app).json()["code"] == "bad_session"
    assert not WebSession.objects.exists()
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("what", ["expired", "unknown", "closed", "new password"])
def test_a_sign_in_that_has_ended_is_401(app, athlete, what):
    app.sign_in(athlete.email)
    if what == "expired":
        WebSession.objects.update(expire_date=timezone.now())
    elif what == "unknown":
        app.token = "x" * 32
    elif what == "closed":
        User.objects.update(is_active=False)
    else:
        athlete.set_password("another long password")
        athlete.save()
    answer = make_token(app)
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_session")
    assert answer["Content-Type"] == "application/problem+json"
    assert not ApiToken.objects.exists()


def test_the_session_token_opens_nothing_but_the_making_of_tokens(app, athlete):
    app.sign_in(athlete.email)
    assert app.send("GET", "/api/v1/sessions").status_code == 401


def test_a_closed_account_does_not_sign_in(app, athlete):
    User.objects.update(is_active=False)
    assert app.sign_in(athlete.email).status_code in (400, 401)
    assert make_token(app).status_code == 401


def test_the_mail_of_a_forgotten_password_leads_to_our_page(app, client, athlete):
    assert app.send("POST", "auth/password/request", {"email": athlete.email}).status_code == 200
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    assert link.startswith("http://testserver/accounts/password/reset/key/")
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    assert (page.status_code, "new_password" in page.text or "password1" in page.text) == (200, True)
    key = link.rstrip("/").rpartition("/")[2]
    sent = app.send("POST", "auth/password/reset", {"key": key, "password": "a quite different one"})
    assert sent.status_code == 401  # changed; sign in with it
    assert app.sign_in(athlete.email, "a quite different one").status_code == 200


def test_the_mail_of_a_sign_up_leads_to_our_page(app, client, db):
    app.send("POST", "auth/signup", NEW)
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    assert link.startswith("http://testserver/accounts/confirm-email/")
    assert client.get(link.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("7", 400),
        ("[" * 100_000, 400),
        ('{"email": "\\ud800@example.org", "password": "\\ud800"}', 400),
        ('{"email": "a\\u0000@example.org", "password": "\\u0000"}', 400),
        ('{"email": {"a": []}, "password": [1]}', 400),
    ],
)
@pytest.mark.parametrize("path", ["login", "signup", "webauthn/login", "password/request", "password/reset"])
def test_a_body_that_cannot_be_read_is_refused_in_json(client, db, path, body, status):
    answer = client.generic("POST", f"/_allauth/app/v1/auth/{path}", body, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert "json" in answer["Content-Type"]


@pytest.mark.parametrize(
    "credential",
    [
        None, 1, "x", [], {}, {"id": "x"}, {"response": {}}, {"response": []}, {"response": {"userHandle": "x"}},
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}},
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {
            "clientDataJSON": "eA", "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"}},
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {
            "clientDataJSON": "e30", "authenticatorData": "A" * 60, "signature": "eA", "userHandle": "MQ"}},
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {
            "clientDataJSON": "e30", "attestationObject": "oA"}},
    ],
)  # fmt: skip
def test_no_made_up_passkey_breaks_anything(app, page, athlete, credential):
    app.send("GET", "auth/webauthn/login")
    answer = app.send("POST", "auth/webauthn/login", {"credential": credential})
    assert answer.status_code == 400
    app.sign_in(athlete.email)
    app.send("POST", "auth/reauthenticate", {"password": PASSWORD})
    app.send("GET", "account/authenticators/webauthn")
    answer = app.send("POST", "account/authenticators/webauthn", {"name": "x", "credential": credential})
    assert answer.status_code == 400


def test_nothing_here_and_wrong_methods_are_answered_in_json(client, db):
    for method, path, status in (("GET", "nothing", 404), ("PUT", "config", 405)):
        answer = client.generic(method, f"/_allauth/app/v1/{path}", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_an_address_that_asks_without_end_is_told_to_wait(app, db, monkeypatch):
    monkeypatch.setitem(APPS_LIMIT, "app", "3/m/ip")
    for _ in range(3):
        assert app.send("GET", "auth/webauthn/login").status_code == 200
    stored = WebSession.objects.count()
    answer = app.send("GET", "auth/webauthn/login")
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert int(answer["Retry-After"]) > 0
    assert WebSession.objects.count() == stored


def test_answers_to_apps_are_stored_by_nobody_and_speak_for_no_page(app, page, athlete):
    answer = app.sign_in(athlete.email)
    assert "no-store" in answer["Cache-Control"]
    assert "X-Account" not in answer.headers
