"""What signs the making of a token: a browser's session, an app's, or e-mail and password where that is enough."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from accounts.models import ApiToken
from tests.conftest import PASSWORD

URL = "/api/v1/tokens"


def make(client, headers):
    return client.post(URL, {"name": "phone", "scope": "write"}, content_type="application/json", headers=headers)


@pytest.mark.parametrize("factor", ["with_app", "with_key"])
def test_a_password_alone_makes_no_token_where_more_is_asked_for(client, athlete, basic, request, factor):
    request.getfixturevalue(factor)
    answer = make(client, basic(athlete.email, PASSWORD))
    assert (answer.status_code, answer.json()["code"]) == (403, "mfa_required")
    assert answer["Content-Type"] == "application/problem+json"
    assert "/_allauth/app/v1/auth/login" in answer.json()["detail"]
    assert not ApiToken.objects.exists()


def test_whether_more_is_asked_for_is_said_to_nobody_without_the_password(client, athlete, basic, with_app):
    wrong = make(client, basic(athlete.email, "wrong"))
    nobody = make(client, basic("nobody@example.org", "wrong"))
    assert (wrong.status_code, wrong.json()) == (401, nobody.json())


def test_one_persons_second_factor_is_not_anothers(client, stranger, basic, with_app):
    assert make(client, basic(stranger.email, PASSWORD)).status_code == 201
    assert ApiToken.objects.get().user == stranger


def test_recovery_codes_alone_ask_for_nothing(client, athlete, basic, with_app):
    athlete.authenticator_set.filter(type="totp").delete()
    assert make(client, basic(athlete.email, PASSWORD)).status_code == 201


def test_the_browser_that_passed_the_second_factor_makes_tokens(page, with_app):
    assert make(page, {}).status_code == 201


def test_an_apps_session_token_needs_no_cookie_and_no_csrf(app, athlete):
    app.sign_in(athlete.email)
    app.client.handler.enforce_csrf_checks = True
    assert app.send("POST", URL, {"name": "phone"}).status_code == 201
    assert ApiToken.objects.get().scope == "read"


def test_a_bad_session_token_is_refused_even_in_a_signed_in_browser(page):
    answer = make(page, {"X-Session-Token": "x" * 32})
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_session")
    assert not ApiToken.objects.exists()


def test_the_schema_names_the_three_ways():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    ways = {name for way in schema["paths"][URL]["post"]["security"] for name in way}
    assert ways == {"basicAuth", "sessionToken", "cookieAuth"}
    described = schema["components"]["securitySchemes"]["sessionToken"]
    assert described == {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
