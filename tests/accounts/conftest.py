"""Ways to say who sends a request."""

import base64

import pytest

from accounts.domain.tokens import create_token


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
