import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.owned import Tombstone, new_id
from core.versions import next_version
from workouts.domain.sessions import start_session
from workouts.models import Session, Set


@pytest.fixture
def hers(athlete):
    return start_session(owner=athlete, at=timezone.now(), title="Ada's")


def test_new_ids_are_version_7_and_sort_by_their_time():
    ids = [new_id() for _ in range(200)]
    assert {id.version for id in ids} == {7}
    assert ids == sorted(set(ids))


def test_rows_of_others_are_not_among_mine(hers, stranger):
    assert not Session.objects.for_user(stranger).exists()


def test_a_deleted_row_is_nobodys(hers, athlete):
    Session.objects.filter(pk=hers.pk).update(deleted_at=timezone.now())
    assert not Session.objects.alive().exists()
    assert not Session.objects.for_user(athlete).exists()
    assert not Session.objects.visible_to(athlete).exists()


def test_a_stamp_is_the_owners_next_version(hers, athlete, stranger):
    next_version(stranger.pk)
    before = hers.v
    hers.stamp()
    assert hers.v == before + 1


def test_a_buried_row_is_remembered_with_owner_kind_and_version(hers, athlete):
    at, before = timezone.now(), hers.v
    Tombstone.objects.bury(hers, at=at)
    stone = Tombstone.objects.get()
    assert (stone.id, stone.kind, stone.owner, stone.v, stone.deleted_at) == (
        hers.pk, "workouts.session", athlete, before + 1, at,
    )  # fmt: skip


def test_a_tombstone_holds_its_id_for_its_own_kind_only(hers):
    Tombstone.objects.bury(hers, at=timezone.now())
    assert Tombstone.objects.holds(Session, hers.pk)
    assert not Tombstone.objects.holds(Set, hers.pk)
    assert not Tombstone.objects.holds(Session, uuid.uuid4())


def test_nothing_is_buried_twice(hers):
    Tombstone.objects.bury(hers, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Tombstone.objects.bury(hers, at=timezone.now())
    assert Tombstone.objects.count() == 1
