"""A query that is compiled once says what the query itself says."""

import uuid
from datetime import UTC, datetime

import pytest

from accounts.models import ApiToken
from core.prepared import Prepared
from workouts.domain.sessions import save_session
from workouts.models import Session

COLUMNS = [field.attname for field in Session._meta.concrete_fields]


@pytest.fixture
def sessions(athlete, stranger, now):
    return [save_session(Session(owner=who, started_at=now, suggestions={"a": "taken"})) for who in (athlete, stranger)]


@pytest.fixture
def now():
    return datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=UTC)


def of(owner, pk):
    return Session.objects.for_user(owner).filter(pk=pk).values_list(*COLUMNS)


def test_it_answers_as_the_query_does_for_each_value(sessions):
    prepared = Prepared(of, 1, uuid.UUID(int=1))
    for row in sessions:
        assert list(prepared.rows(row.owner_id, row.pk)) == list(of(row.owner_id, row.pk))
        assert len(list(prepared.rows(row.owner_id, row.pk))) == 1
    assert list(prepared.rows(sessions[0].owner_id, sessions[1].pk)) == []


def test_a_value_that_stands_in_two_places_is_put_in_both(sessions):
    def either(pk, other):
        return Session.objects.filter(pk=pk).union(Session.objects.filter(id__in=[other, pk])).values_list("id")

    prepared = Prepared(either, uuid.UUID(int=1), uuid.UUID(int=2))
    assert {pk for (pk,) in prepared.rows(*(row.pk for row in sessions))} == {row.pk for row in sessions}


@pytest.mark.django_db
def test_a_query_with_a_value_of_its_own_is_refused():
    prepared = Prepared(lambda digest: ApiToken.objects.filter(digest=digest, name="x").values_list("id"), "d")
    with pytest.raises(ValueError, match="other parameters"):
        prepared.rows("d")
