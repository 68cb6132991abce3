"""What was done last time: which session, which sets."""

from datetime import timedelta

import pytest
from django.db import connection

from workouts.domain.blocks import add_set
from workouts.domain.last_time import last_sets
from workouts.domain.sets import delete_set, save_set
from workouts.models import Session, Set

WEEK = timedelta(days=7)


@pytest.fixture
def today(new_session, session):
    return new_session(session.started_at + 2 * WEEK, running=True)


def loads(athlete, today, *exercises):
    found = last_sets(athlete, exercises or ["deadlift"], before=today)
    return {slug: [row.load_kg for row in rows] for slug, rows in found.items()}


def test_last_time_is_the_latest_earlier_session_with_the_exercise(athlete, today, session, new_session, new_set):
    new_set(session, load_kg=100)
    between = new_session(session.started_at + WEEK)
    new_set(between, load_kg=105)
    new_set(between, load_kg=107.5)
    assert loads(athlete, today) == {"deadlift": [105, 107.5]}


def test_a_set_added_to_an_old_session_makes_it_no_later(athlete, today, session, new_session, new_set):
    new_set(session, load_kg=80)
    new_set(new_session(session.started_at + WEEK), load_kg=100)
    forgotten = add_set(session, block=0, exercise="deadlift", at=today.started_at)
    forgotten.done = True
    save_set(forgotten)
    assert loads(athlete, today) == {"deadlift": [100]}


def test_a_session_whose_date_is_corrected_takes_its_sets_along(page, athlete, today, session, new_session, new_set):
    new_set(session, load_kg=100)
    late = new_session(session.started_at + WEEK)
    new_set(late, load_kg=60)
    page.post(f"/sessions/{late.pk}/edit", {"title": "Entered late", "started_at": "2026-02-02T18:00"})
    assert Set.objects.get(load_kg=60).performed_at == Session.objects.get(pk=late.pk).started_at
    assert loads(athlete, today) == {"deadlift": [100]}


def test_each_exercise_has_its_own_last_time(athlete, today, session, new_session, new_set):
    new_set(session, "romanian-deadlift", load_kg=70)
    new_set(new_session(session.started_at + WEEK), "deadlift", load_kg=105)
    assert loads(athlete, today, "deadlift", "romanian-deadlift") == {"deadlift": [105], "romanian-deadlift": [70]}


def test_the_session_itself_and_later_ones_are_not_last_time(athlete, today, new_session, new_set):
    new_set(today, load_kg=120)
    new_set(new_session(today.started_at + WEEK), load_kg=130)
    assert loads(athlete, today) == {}


def test_planned_sets_are_not_what_was_done(athlete, today, session, new_session, new_set):
    new_set(session, load_kg=100)
    new_set(new_session(session.started_at + WEEK), load_kg=105, done=False)
    assert loads(athlete, today) == {"deadlift": [100]}


def test_deleted_sets_are_not_what_was_done(athlete, today, session, new_session, new_set):
    new_set(session, load_kg=100)
    delete_set(new_set(new_session(session.started_at + WEEK), load_kg=105), at=today.started_at)
    assert loads(athlete, today) == {"deadlift": [100]}


def test_another_persons_last_time_is_never_mine(athlete, today, theirs, new_set):
    new_set(theirs, load_kg=300)
    assert loads(athlete, today) == {}


def test_sets_come_in_the_order_they_stood_in(athlete, today, session, new_set):
    new_set(session, load_kg=3, block=0, position=2)
    new_set(session, load_kg=1, block=0, position=0)
    new_set(session, load_kg=2, block=0, position=1)
    assert loads(athlete, today) == {"deadlift": [1, 2, 3]}


def test_many_exercises_cost_two_queries(athlete, today, session, new_set, lifts, django_assert_num_queries):
    for slug in ("deadlift", "romanian-deadlift", "pull-up"):
        new_set(session, slug)
    before = Session.objects.get(pk=today.pk)
    with django_assert_num_queries(2):
        found = last_sets(athlete, lifts, before=before)
    assert set(found) == {"deadlift", "romanian-deadlift", "pull-up"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite's machine")
def test_the_last_session_is_looked_up_once_an_exercise_however_long_the_history(athlete, today, lifts):
    """Four times the history takes about four times the steps; a look-up for each set would take sixteen times."""

    def steps(sessions: int) -> int:
        at = [today.started_at - timedelta(hours=n + 1) for n in range(sessions)]
        made = Session.objects.bulk_create(Session(owner=athlete, started_at=start, day=start) for start in at)
        Set.objects.bulk_create(
            Set(owner=athlete, session=row, exercise_id="deadlift", position=n, reps=5, performed_at=row.started_at)
            for row in made
            for n in range(4)
        )
        ticks = []
        connection.connection.set_progress_handler(lambda: ticks.append(1), 50)
        last_sets(athlete, ["deadlift"], before=today)
        connection.connection.set_progress_handler(None, 0)
        Set.objects.all().delete()
        return len(ticks)

    assert steps(160) < 8 * steps(40)
