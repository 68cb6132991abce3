import pytest
from django.db.models import Q
from django.utils import timezone

from core import grants
from workouts.domain.sessions import start_session
from workouts.models import Session, Set


@pytest.fixture
def grant():
    """Let somebody in for the length of a test."""
    registered = []

    def register(provider):
        registered.append(grants.register(provider))

    yield register
    for provider in registered:
        grants.unregister(provider)


@pytest.fixture
def hers(athlete):
    return start_session(owner=athlete, at=timezone.now(), title="Ada's")


def test_without_a_grant_a_stranger_sees_nothing(hers, stranger):
    assert not Session.objects.visible_to(stranger).exists()


def test_the_owner_needs_no_grant(hers, athlete):
    assert Session.objects.visible_to(athlete).get() == hers


def test_a_granted_row_is_seen_and_the_others_stay_hidden(hers, athlete, stranger, grant):
    start_session(owner=athlete, at=timezone.now(), title="private")
    grant(lambda viewer, model: Q(title="Ada's") if viewer == stranger and model is Session else None)
    assert Session.objects.visible_to(stranger).get() == hers


def test_a_granted_row_is_not_the_viewers_to_write(hers, stranger, grant):
    grant(lambda viewer, model: Q(pk=hers.pk))
    assert Session.objects.visible_to(stranger).exists()
    assert not Session.objects.for_user(stranger).exists()


def test_a_deleted_row_is_hidden_whatever_was_granted(hers, stranger, grant):
    grant(lambda viewer, model: Q(pk=hers.pk))
    Session.objects.filter(pk=hers.pk).update(deleted_at=timezone.now())
    assert not Session.objects.visible_to(stranger).exists()


def test_grants_of_several_providers_add_up(hers, athlete, stranger, grant):
    other = start_session(owner=athlete, at=timezone.now())
    grant(lambda viewer, model: Q(pk=hers.pk))
    grant(lambda viewer, model: Q(pk=other.pk))
    assert set(Session.objects.visible_to(stranger)) == {hers, other}


def test_a_provider_is_asked_about_the_model_at_hand(hers, stranger, grant):
    asked = []
    grant(lambda viewer, model: asked.append((viewer, model)))
    list(Set.objects.visible_to(stranger))
    assert asked == [(stranger, Set)]


def test_a_grant_that_is_taken_out_ends_at_once(hers, stranger):
    def provider(viewer, model):
        return Q(pk=hers.pk)

    grants.register(provider)
    grants.unregister(provider)
    assert not Session.objects.visible_to(stranger).exists()
