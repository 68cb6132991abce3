"""Who may see and change what of the log."""

from datetime import UTC, datetime

import pytest
from django.db.models import Q
from django.http import Http404

from core import grants
from workouts import access
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.models import Exercise, Session

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.fixture
def let_in(athlete, stranger):
    """Let Ada see Sam's sessions, as a coach is let in."""

    @grants.register
    def provider(viewer, model):
        return Q(owner=stranger) if viewer == athlete and model is Session else None

    yield
    grants.unregister(provider)


def test_my_session_is_mine_to_read_and_write(athlete, session):
    assert access.session_read(athlete, session.pk) == access.session_write(athlete, session.pk) == session


@pytest.mark.parametrize("find", [access.session_read, access.session_write, access.deleted_session])
def test_another_persons_session_is_not_there(athlete, theirs, find):
    with pytest.raises(Http404):
        find(athlete, theirs.pk)


def test_who_was_let_in_reads_a_session_but_does_not_write_it(athlete, theirs, let_in):
    assert access.session_read(athlete, theirs.pk) == theirs
    with pytest.raises(Http404):
        access.session_write(athlete, theirs.pk)


def test_who_was_let_in_changes_no_set(athlete, theirs, new_set, let_in):
    row = new_set(theirs)
    with pytest.raises(Http404):
        access.set_write(athlete, row.pk)


def test_my_set_is_mine_to_write(athlete, session, new_set):
    row = new_set(session)
    assert access.set_write(athlete, row.pk) == row


@pytest.mark.parametrize("find", [access.set_write, access.deleted_set])
def test_another_persons_set_is_not_there(athlete, theirs, new_set, find):
    row = new_set(theirs)
    with pytest.raises(Http404):
        find(athlete, row.pk)


def test_a_deleted_set_is_only_there_to_take_back(athlete, session, new_set):
    row = delete_set(new_set(session), at=NOW)
    with pytest.raises(Http404):
        access.set_write(athlete, row.pk)
    assert access.deleted_set(athlete, row.pk) == row


def test_another_persons_deleted_rows_are_not_there_to_take_back(athlete, theirs, new_set):
    row = delete_set(new_set(theirs), at=NOW)
    with pytest.raises(Http404):
        access.deleted_set(athlete, row.pk)
    delete_session(theirs, at=NOW)
    with pytest.raises(Http404):
        access.deleted_session(athlete, theirs.pk)


def test_a_deleted_session_is_only_there_to_take_back(athlete, session):
    delete_session(session, at=NOW)
    with pytest.raises(Http404):
        access.session_read(athlete, session.pk)
    assert access.deleted_session(athlete, session.pk) == session


def test_what_is_not_deleted_cannot_be_taken_back(athlete, session, new_set):
    row = new_set(session)
    with pytest.raises(Http404):
        access.deleted_session(athlete, session.pk)
    with pytest.raises(Http404):
        access.deleted_set(athlete, row.pk)


def test_a_set_of_a_deleted_session_is_not_taken_back_alone(athlete, session, new_set):
    row = new_set(session)
    delete_session(session, at=NOW)
    with pytest.raises(Http404):
        access.deleted_set(athlete, row.pk)


def test_an_exercise_is_found_by_slug_and_by_another_name(athlete, lifts):
    for name in ("romanian-deadlift", "rdl", "RDL"):
        assert access.exercise_read(athlete, name) == lifts["romanian-deadlift"]


def test_another_persons_own_exercise_is_not_there(athlete, stranger, lifts):
    Exercise.objects.create(slug="sams-lift", name="Sam's", owner=stranger, pattern="hinge", equipment="box")
    assert access.exercise_read(stranger, "sams-lift").name == "Sam's"
    with pytest.raises(Http404):
        access.exercise_read(athlete, "sams-lift")


def test_an_exercise_that_nobody_has_is_not_there(athlete, lifts):
    with pytest.raises(Http404):
        access.exercise_read(athlete, "no-such-lift")
