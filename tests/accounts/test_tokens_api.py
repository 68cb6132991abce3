import json
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.domain.tokens import create_token, digest, find_token
from accounts.models import ApiToken

PASSWORD = "a long enough password"
URL = "/api/v1/tokens"


def make(client, headers, **body):
    return client.post(URL, {"name": "phone"} | body, content_type="application/json", headers=headers)


def test_email_and_password_make_a_token_that_works(client, athlete, basic):
    response = make(client, basic("ada@example.org", PASSWORD), scope="write")
    assert response.status_code == 201
    shown = response.json()
    assert set(shown) == {"id", "name", "scope", "created_at", "last_used_at", "token"}
    row = ApiToken.objects.get(pk=shown["id"])
    assert (row.user, row.name, row.scope) == (athlete, "phone", "write")
    listed = client.get(URL, headers={"Authorization": f"Token {shown['token']}"}).json()["results"]
    assert [entry["id"] for entry in listed] == [shown["id"]]


def test_only_a_hash_of_the_token_is_kept(client, athlete, basic):
    secret = make(client, basic("ada@example.org", PASSWORD)).json()["token"]
    row = ApiToken.objects.values().get()
    assert row["digest"] == digest(secret)
    assert secret not in str(row)


def test_a_token_is_shown_once(client, athlete, signed):
    headers = signed(athlete)
    secret = headers["Authorization"].split()[1]
    response = client.get(URL, headers=headers)
    assert secret not in response.text
    assert "token" not in response.json()["results"][0]
    assert "digest" not in response.json()["results"][0]


def test_a_token_reads_only_unless_it_asks_for_more(client, athlete, basic):
    make(client, basic("ada@example.org", PASSWORD))
    assert ApiToken.objects.get().scope == "read"


@pytest.mark.parametrize("email", ["ADA@Example.org", " ada@example.org "])
def test_the_case_of_the_email_does_not_matter(client, athlete, basic, email):
    assert make(client, basic(email, PASSWORD)).status_code == 201
    assert ApiToken.objects.get().user == athlete


def test_a_session_makes_a_token_too(page, athlete):
    assert make(page, {}).status_code == 201
    assert ApiToken.objects.get().user == athlete


def test_a_token_cannot_make_tokens(client, athlete, signed):
    response = make(client, signed(athlete), scope="write")
    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    assert ApiToken.objects.count() == 1


def test_a_stranger_to_the_site_gets_no_token(client, athlete):
    response = make(client, {})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Basic")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("email", "password"), [("ada@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", ""), ("ada", "\0")]
)
def test_a_wrong_login_gets_no_token(client, athlete, basic, email, password):
    response = make(client, basic(email, password))
    assert (response.status_code, response.json()["code"]) == (401, "bad_login")
    assert response["WWW-Authenticate"] == 'Basic realm="api"'
    assert not ApiToken.objects.exists()


def test_a_wrong_login_does_not_say_whether_the_account_exists(client, athlete, basic):
    known, unknown = (make(client, basic(f"{who}@example.org", "wrong")).json() for who in ("ada", "nobody"))
    assert known == unknown


def test_a_closed_account_gets_no_token(client, athlete, basic):
    athlete.is_active = False
    athlete.save()
    assert make(client, basic("ada@example.org", PASSWORD)).status_code == 401
    assert not ApiToken.objects.exists()


def test_guessing_passwords_is_slowed_down_and_the_right_one_waits_too(client, athlete, basic):
    for _ in range(5):
        assert make(client, basic("ada@example.org", "wrong")).status_code == 401
    response = make(client, basic("ada@example.org", PASSWORD))
    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 301
    assert response["Content-Type"] == "application/problem+json"
    assert not ApiToken.objects.exists()


def test_guessing_one_password_leaves_others_alone(client, athlete, stranger, basic):
    for _ in range(6):
        make(client, basic("ada@example.org", "wrong"))
    assert make(client, basic("sam@example.org", PASSWORD)).status_code == 201
    assert ApiToken.objects.get().user == stranger


def test_right_passwords_are_not_counted_as_guesses(client, athlete, basic):
    for _ in range(8):
        assert make(client, basic("ada@example.org", PASSWORD)).status_code == 201
    assert ApiToken.objects.count() == 8


@pytest.mark.parametrize(
    ("body", "field"), [({"name": ""}, "name"), ({"name": "x" * 81}, "name"), ({"scope": "admin"}, "scope")]
)
def test_a_wrong_field_is_named_and_nothing_is_made(page, body, field):
    response = make(page, {}, **body)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert list(response.json()["errors"]) == [field]
    assert not ApiToken.objects.exists()


def test_a_token_of_somebody_else_is_not_listed(client, athlete, stranger, signed):
    signed(athlete)
    headers = signed(stranger)
    listed = client.get(URL, headers=headers).json()["results"]
    assert [entry["id"] for entry in listed] == [str(ApiToken.objects.get(user=stranger).pk)]


def test_a_revoked_token_opens_nothing(client, athlete, signed):
    headers = signed(athlete)
    assert client.delete(f"{URL}/{ApiToken.objects.get().pk}", headers=headers).status_code == 204
    response = client.get("/api/v1/videos", headers=headers)
    assert (response.status_code, response.json()["code"]) == (401, "bad_token")
    assert not ApiToken.objects.exists()


def test_a_token_of_somebody_else_is_not_revoked(client, athlete, stranger, signed):
    hers, _ = create_token(user=athlete, name="hers", scope="write")
    response = client.delete(f"{URL}/{hers.pk}", headers=signed(stranger))
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert ApiToken.objects.filter(pk=hers.pk).exists()


def test_a_token_that_never_was_is_not_found(client, athlete, signed):
    assert client.delete(f"{URL}/{uuid.uuid4()}", headers=signed(athlete)).status_code == 404
    assert ApiToken.objects.count() == 1


def test_a_token_that_may_only_read_revokes_nothing(client, athlete, signed):
    headers = signed(athlete, scope="read")
    response = client.delete(f"{URL}/{ApiToken.objects.get().pk}", headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "read_only_token")
    assert ApiToken.objects.count() == 1


def test_the_use_of_a_token_is_noted_once_a_minute(athlete):
    row, secret = create_token(user=athlete, name="phone", scope="read")
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    for after_s, noted_s in ((0, 0), (1, 0), (60, 0), (61, 61), (100, 61), (122, 122)):
        find_token(secret, at=noon + timedelta(seconds=after_s))
        row.refresh_from_db()
        assert row.last_used_at == noon + timedelta(seconds=noted_s)


def test_the_use_of_a_token_is_not_noted_on_another(athlete, stranger):
    his, _ = create_token(user=stranger, name="his", scope="read")
    _, secret = create_token(user=athlete, name="hers", scope="read")
    find_token(secret, at=timezone.now())
    his.refresh_from_db()
    assert his.last_used_at is None


def junk(rng):
    """Return something that JSON can hold and nobody expects."""
    plain = [
        None,
        True,
        -1,
        1e300,
        "",
        "\0",
        "x" * 5000,
        "write",
        "\ud800",
        float("nan"),
        "' OR 1=1 --",
        "../..",
        {},
        [],
    ]
    kind = rng.random()
    if kind < 0.15:
        return {rng.choice(["name", "scope", "id", "user", "", "x"]): junk(rng) for _ in range(rng.randrange(4))}
    if kind < 0.25:
        return [junk(rng) for _ in range(rng.randrange(3))]
    return rng.choice(plain)


@pytest.mark.parametrize("seed", range(15))
def test_no_body_breaks_the_making_of_tokens(page, athlete, seed):
    rng = random.Random(seed)
    for _ in range(5):
        body = {"name": junk(rng), "scope": junk(rng), "user": junk(rng), "digest": junk(rng)}
        text = json.dumps(body if rng.random() < 0.8 else junk(rng))
        response = page.generic("POST", URL, text, content_type="application/json")
        assert response.status_code in (201, 400)
        assert (response.status_code == 201) == ("token" in response.json())
    assert set(ApiToken.objects.values_list("user", flat=True)) <= {athlete.pk}


@pytest.mark.parametrize("seed", range(12))
def test_no_raw_bytes_break_the_making_of_tokens(page, seed):
    rng = random.Random(seed)
    types = ["application/json", "application/json; charset=utf-9", "text/plain", "multipart/form-data", "", "a"]
    for _ in range(5):
        response = page.generic("POST", URL, rng.randbytes(rng.randrange(60)), content_type=rng.choice(types))
        assert response.status_code in (400, 415)
        assert response["Content-Type"] == "application/problem+json"
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("seed", range(12))
def test_no_authorization_header_breaks_anything(client, athlete, basic, seed):
    rng = random.Random(seed)
    scheme = rng.choice(["Basic", "basic", "Token", "Bearer", "Digest"])
    rest = rng.choice(["", " ", "===", "YQ==", "a b", "é", "x" * 3000, basic("a", "b")["Authorization"][6:]])
    for path in (URL, "/api/v1/videos"):
        response = client.post(path, {}, content_type="application/json", headers={"Authorization": f"{scheme} {rest}"})
        assert response.status_code == 401
        assert response["WWW-Authenticate"]
    assert not ApiToken.objects.exists()
