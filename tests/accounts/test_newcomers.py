"""Whoever joins is welcomed once, however they join."""

import pytest

from accounts import newcomers
from accounts.models import User
from tests.conftest import PASSWORD


@pytest.fixture
def welcomed(monkeypatch):
    """Collect who is welcomed, each as it is stored by then."""
    monkeypatch.setattr(newcomers, "_greeters", [])
    found = []
    newcomers.register(lambda user: found.append(User.objects.get(pk=user.pk).email))
    return found


def test_a_person_made_by_a_command_is_welcomed_once_stored(db, welcomed):
    User.objects.create_user("eve@example.org", PASSWORD)
    User.objects.create_superuser("boss@example.org", PASSWORD)
    assert welcomed == ["eve@example.org", "boss@example.org"]


def test_a_person_who_signs_up_is_welcomed_once(db, welcomed, client):
    form = {"email": "eve@example.org", "password1": PASSWORD, "unit": "kg", "time_zone": "UTC"}
    client.post("/accounts/signup/", form)
    client.post("/accounts/signup/", form)  # is somebody already
    assert welcomed == ["eve@example.org"]


def test_the_same_greeter_comes_once(db, welcomed):
    greet = newcomers._greeters[0]
    newcomers.register(greet)
    assert newcomers._greeters == [greet]
