"""A query that is compiled once says what the query itself says."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.domain.tokens import create_token
from accounts.models import ApiToken
from core.prepared import Prepared, PreparedColumns, PreparedInsert
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
    prepared = Prepared(of, -1, uuid.UUID(int=1))
    for row in sessions:
        assert list(prepared.rows(row.owner_id, row.pk)) == list(of(row.owner_id, row.pk))
        assert len(list(prepared.rows(row.owner_id, row.pk))) == 1
    assert list(prepared.rows(sessions[0].owner_id, sessions[1].pk)) == []


def test_a_value_that_stands_in_two_places_is_put_in_both(sessions):
    def either(pk, other):
        return Session.objects.filter(pk=pk).union(Session.objects.filter(id__in=[other, pk])).values_list("id")

    prepared = Prepared(either, uuid.UUID(int=1), uuid.UUID(int=2))
    assert {pk for (pk,) in prepared.rows(*(row.pk for row in sessions))} == {row.pk for row in sessions}


def test_a_value_of_its_own_stays(athlete):
    for name in ("phone", "watch"):
        create_token(user=athlete, name=name, scope="read")
    prepared = Prepared(
        lambda owner: ApiToken.objects.filter(user=owner, name="watch").order_by("name").values_list("name"), -1
    )
    assert list(prepared.rows(athlete.pk)) == [("watch",)]


@pytest.mark.django_db
def test_a_query_that_does_not_ask_for_the_value_as_it_is_given_is_refused():
    prepared = Prepared(lambda part: ApiToken.objects.filter(name__contains=part).values_list("id"), "part")
    with pytest.raises(ValueError, match="part"):
        list(prepared.rows("part"))


def test_whole_columns_are_what_the_rows_say_in_their_order(sessions):
    names = ("id", "day", "title", "owner_id", "bodyweight_kg")
    for number, row in enumerate(sessions):
        row.title, row.bodyweight_kg = f'"{number}', 80.25 + number
        save_session(row)

    def latest(owner):
        return Session.objects.filter(owner__gt=owner).order_by("-owner").values_list(*names)

    columns = [json.loads(column) for column in PreparedColumns(latest, -1).read(0)]
    columns[0] = [uuid.UUID(key) for key in columns[0]]
    columns[1] = [date.fromisoformat(day) for day in columns[1]]
    assert list(zip(*columns, strict=True)) == list(latest(0))


def test_an_inserted_row_is_what_save_would_have_stored(athlete, now):
    row = Session(owner=athlete, started_at=now, day=now.date(), title="x", suggestions={"a": "taken"})
    PreparedInsert(Session).store(row)
    stored = Session.objects.get(pk=row.pk)
    assert all(getattr(stored, name) == getattr(row, name) for name in COLUMNS)
    assert stored.created_at is not None
    stored.title = "changed"
    stored.save()
    assert Session.objects.get().title == "changed"


def test_a_row_that_is_there_is_replaced_where_that_is_asked_for(athlete, now):
    insert = PreparedInsert(Session, replacing=["id"])
    row = Session(owner=athlete, started_at=now, day=now.date(), title="x")
    insert.store(row)
    row.title = "y"
    insert.store(row)
    assert [stored.title for stored in Session.objects.all()] == ["y"]
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedInsert(Session).store(row)


def test_a_rule_of_the_database_holds_for_an_inserted_row(athlete, now):
    row = Session(owner=athlete, started_at=now, day=now.date(), finished_at=now - timedelta(hours=1))
    with pytest.raises(IntegrityError, match="session_ends_after_its_start"), transaction.atomic():
        PreparedInsert(Session).store(row)


def test_an_example_that_a_query_may_well_hold_itself_is_refused():
    with pytest.raises(ValueError, match="large or negative"):
        Prepared(of, 1, uuid.UUID(int=1))
