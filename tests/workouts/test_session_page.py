"""What the session page is made of: runs, rows, and last time beside them."""

from datetime import timedelta

import pytest

from workouts.domain.session_page import session_blocks
from workouts.domain.sets import delete_set
from workouts.models import Session


@pytest.fixture
def now(new_session, session):
    return new_session(session.started_at + timedelta(days=7), running=True)


def test_runs_of_an_exercise_are_blocks_in_their_order(now, new_set):
    for slug in ("deadlift", "deadlift", "romanian-deadlift", "deadlift"):
        new_set(now, slug)
    blocks = session_blocks(now)
    assert [(block.number, block.exercise.pk, len(block.rows)) for block in blocks] == [
        (0, "deadlift", 2),
        (1, "romanian-deadlift", 1),
        (2, "deadlift", 1),
    ]


def test_a_block_counts_what_is_done(now, new_set):
    new_set(now)
    new_set(now, done=False)
    assert session_blocks(now)[0].done == 1


def test_working_sets_are_numbered_and_warm_ups_are_not(now, new_set):
    for kind in ("warmup", "warmup", "working", "working", "drop"):
        new_set(now, kind=kind)
    assert [row.label for row in session_blocks(now)[0].rows] == ["W", "W", "1", "2", "3"]


def test_warm_ups_stand_beside_warm_ups_and_the_rest_beside_the_rest(session, now, new_set):
    for kind, load in (("warmup", 40), ("warmup", 60), ("working", 100), ("working", 105)):
        new_set(session, kind=kind, load_kg=load)
    for kind in ("warmup", "working", "working", "working"):
        new_set(now, kind=kind)
    rows = session_blocks(now)[0].rows
    assert [row.last and row.last.load_kg for row in rows] == [40, 100, 105, None]


def test_without_a_last_time_there_is_nothing_beside_a_row(now, new_set):
    new_set(now)
    assert session_blocks(now)[0].rows[0].last is None


def test_another_persons_last_time_stands_beside_nothing(theirs, now, new_set):
    new_set(theirs, load_kg=300)
    new_set(now)
    assert session_blocks(now)[0].rows[0].last is None


def test_deleted_sets_are_not_on_the_page(now, new_set):
    stays = new_set(now)
    delete_set(new_set(now), at=now.started_at)
    assert [row.set for row in session_blocks(now)[0].rows] == [stays]


def test_a_block_knows_its_superset(now, new_set):
    new_set(now, superset=3)
    assert session_blocks(now)[0].superset == 3


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow_with_the_sets(now, new_set, count, django_assert_num_queries):
    for _ in range(count):
        new_set(now)
    fresh = Session.objects.select_related("owner").get(pk=now.pk)
    with django_assert_num_queries(2):
        session_blocks(fresh)
