"""Ways to say who sends a request."""

import base64
import hmac
import json
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts.domain.tokens import create_token
from tests.conftest import PASSWORD


@pytest.fixture
def signed():
    """Return a maker of headers with a new token of a person."""

    def make(person, scope="write"):
        _, secret = create_token(user=person, name="a phone", scope=scope)
        return {"Authorization": f"Token {secret}"}

    return make


@pytest.fixture
def basic():
    """Return a maker of headers with e-mail and password."""

    def make(email, password):
        return {"Authorization": "Basic " + base64.b64encode(f"{email}:{password}".encode()).decode()}

    return make


@pytest.fixture
def app(client):
    """Return an app's view of the sign-in: JSON, and the session token that the last answer gave."""
    return App(client)


class App:
    """An app that signs people in over the API, without a cookie."""

    def __init__(self, client):
        self.client, self.token = client, None

    def send(self, method, path, body=None, **headers):
        """Send a request with the session token, and keep a new one."""
        if self.token:
            headers["X-Session-Token"] = self.token
        answer = self.client.generic(
            method,
            path if path.startswith("/") else f"/_allauth/app/v1/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )
        if "allauth" in path or not path.startswith("/"):
            self.token = answer.json().get("meta", {}).get("session_token", self.token)
        assert not answer.cookies
        return answer

    def sign_in(self, email, password=PASSWORD):
        """Send e-mail and password."""
        return self.send("POST", "auth/login", {"email": email, "password": password})


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def shown():
    """Return what an authenticator app shows for a secret, so many half minutes from now."""

    def code(secret=SECRET, later=0):
        counter = struct.pack(">Q", int(time.time()) // 30 + later)
        digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
        place = digest[-1] & 15
        number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"  # RFC 6238

    return code


@pytest.fixture
def with_app(athlete, shown):
    """Have Ada sign in with an authenticator app too; return what it shows."""
    TOTP.activate(athlete, SECRET)
    RecoveryCodes.activate(athlete)
    return shown


@pytest.fixture
def with_key(athlete):
    """Have Ada sign in with a security key too, for what only looks at whether there is one."""
    return Authenticator.objects.create(
        user=athlete, type=Authenticator.Type.WEBAUTHN, data={"name": "Pixel", "credential": {}}
    )
