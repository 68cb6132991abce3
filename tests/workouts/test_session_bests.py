"""The table of bests holds what the sets of each session say, and can be rebuilt from them."""

import io
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from core.versions import version_of
from tests.workouts.bests import counted_bests, stored_bests
from tests.workouts.conftest import MONDAY
from workouts.domain import blocks
from workouts.domain.session_bests import bests_are_stale, read_bests, rebuild_bests
from workouts.domain.sessions import delete_session, move_session, restore_session, save_session
from workouts.domain.sets import add_set, delete_set, save_set
from workouts.models import Session, SessionBest, Set

DAY = timedelta(days=1)
LIFTS = ("deadlift", "romanian-deadlift")


def test_a_group_has_one_row_with_its_best_sets_and_what_they_add_up_to(session, new_set):
    new_set(session, kind="warmup", load_kg=60)
    heavy = new_set(session, load_kg=120, reps=1)
    best = new_set(session, load_kg=100, reps=10, rir=5)
    (found,) = read_bests(session.owner, "deadlift")
    assert (found.e1rm_set, found.top_set, found.e1rm_load_kg, found.e1rm_reps) == (heavy.pk, heavy.pk, 120, 1)
    assert (found.volume_kg, found.reps, found.sets, found.hard_sets) == (1120, 11, 2, 1)
    best.rir = 1
    save_set(best)
    (found,) = read_bests(session.owner, "deadlift")
    assert (found.e1rm_set, found.hard_sets) == (best.pk, 2)


def test_what_carries_no_estimate_or_load_has_none(session, new_set):
    new_set(session, "plank", load_kg=None, reps=None, duration_s=75)
    (found,) = read_bests(session.owner, "plank")
    assert (found.e1rm_kg, found.e1rm_set, found.top_load_kg, found.top_set) == (None, None, None, None)
    assert (found.duration_s, found.sets) == (75, 1)


def test_planned_sets_and_warm_ups_alone_make_no_row(session, new_set):
    new_set(session, done=False)
    new_set(session, "romanian-deadlift", kind="warmup")
    assert not SessionBest.objects.exists()


def test_the_last_working_set_takes_its_row_with_it(session, new_set):
    row = new_set(session)
    row.done = False
    save_set(row)
    assert not SessionBest.objects.exists()


def test_a_set_that_moves_leaves_one_row_and_enters_another(session, new_session, new_set, lifts):
    row = new_set(session)
    later = new_session(MONDAY + DAY)
    row.session, row.exercise = later, lifts["pull-up"]
    save_set(row)
    assert list(SessionBest.objects.values_list("session", "exercise")) == [(later.pk, "pull-up")]


def test_of_equal_sets_the_first_in_the_sessions_order_is_the_best_whichever_way_it_is_turned(session, new_set):
    first = new_set(session, block=0, position=0)
    second = new_set(session, block=1, position=0)
    new_set(session, "pull-up", block=1, position=0)
    assert SessionBest.objects.get(exercise="deadlift").top_set == first.pk
    first.block = 5
    save_set(first)
    assert SessionBest.objects.get(exercise="deadlift").top_set == second.pk


def test_a_run_that_is_moved_up_brings_its_equal_set_to_the_front(session, new_set):
    first, _, second = new_set(session, block=0), new_set(session, "pull-up", block=1), new_set(session, block=2)
    assert SessionBest.objects.get(exercise="deadlift").e1rm_set == first.pk
    blocks.move(session, block=2, exercise="deadlift", by=-1)
    blocks.move(session, block=1, exercise="deadlift", by=-1)
    assert SessionBest.objects.get(exercise="deadlift").e1rm_set == second.pk


def test_a_run_that_is_removed_takes_its_row_along_and_brings_it_back(session, new_set):
    new_set(session)
    before = stored_bests()
    blocks.remove_exercise(session, block=0, exercise="deadlift", at=MONDAY)
    assert stored_bests() == {}
    blocks.bring_back_exercise(session, block=0, exercise="deadlift")
    assert stored_bests() == before


def test_a_session_that_is_moved_takes_its_rows_to_the_new_day(session, new_set):
    new_set(session)
    session.started_at += 3 * DAY
    session.finished_at += 3 * DAY
    move_session(session, by=3 * DAY)
    (found,) = read_bests(session.owner, "deadlift")
    assert (found.day, found.started_at) == (session.day, session.started_at)


def test_a_page_that_stores_an_old_copy_of_a_session_takes_its_rows_back_with_it(session, new_set):
    new_set(session)
    old = Session.objects.get(pk=session.pk)
    session.started_at -= 3 * DAY
    save_session(session, moved=True)
    old.note = "from a page opened before that"
    save_session(old)
    assert stored_bests() == counted_bests()


def test_a_new_set_counts_on_the_day_its_session_was_moved_to_meanwhile(session, new_set):
    known = Session.objects.get(pk=session.pk)
    session.started_at += 3 * DAY
    session.finished_at += 3 * DAY
    move_session(session, by=3 * DAY)
    new_set(known)
    assert stored_bests() == counted_bests() != {}


def test_no_set_enters_a_session_that_was_deleted_meanwhile(session, lifts):
    delete_session(Session.objects.get(), at=MONDAY)
    late = Set(owner=session.owner, session=session, exercise=lifts["deadlift"], reps=5, performed_at=MONDAY)
    with pytest.raises(Session.DoesNotExist), transaction.atomic():
        add_set(late, at_end=True)
    assert not Set.objects.exists()
    assert not SessionBest.objects.exists()


def test_a_deleted_session_has_no_rows_until_it_comes_back(session, new_set):
    new_set(session)
    before = stored_bests()
    delete_session(session, at=MONDAY)
    assert stored_bests() == {}
    restore_session(session)
    assert stored_bests() == before != {}


def test_a_range_keeps_both_its_days_and_nobody_elses_rows(athlete, theirs, new_session, new_set):
    for number in range(4):
        new_set(new_session(MONDAY + number * DAY))
    new_set(theirs)
    start, end = MONDAY.date() + DAY, MONDAY.date() + 2 * DAY
    assert [row.day for row in read_bests(athlete, "deadlift", start, end)] == [start, end]
    assert read_bests(athlete, "deadlift").count() == 4


# --- rebuilding -----------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(session, theirs, new_set):
    """Store sets of Ada's and Sam's, then spoil the table; return what it held."""
    new_set(session)
    new_set(session, "pull-up", load_kg=None)
    new_set(theirs)
    right = stored_bests()
    SessionBest.objects.filter(exercise="pull-up").delete()
    SessionBest.objects.update(e1rm_kg=1.0, day=MONDAY.date() - DAY)
    return right


def test_rebuilding_makes_everybodys_rows_right_again(wrong):
    call_command("rebuild_bests", verbosity=0)
    assert stored_bests() == wrong == counted_bests()


def test_rebuilding_for_one_person_leaves_the_others_alone(athlete, theirs, wrong):
    assert rebuild_bests(athlete) == 2
    assert SessionBest.objects.get(session=theirs).e1rm_kg == 1.0
    assert SessionBest.objects.exclude(session=theirs).filter(e1rm_kg=1.0).count() == 0


def test_rebuilding_takes_a_new_version_so_that_no_client_keeps_what_was_wrong(athlete, wrong):
    before = version_of(athlete.pk)
    rebuild_bests(athlete)
    assert version_of(athlete.pk) > before


def test_rebuilding_for_somebody_unknown_says_so(db):
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("rebuild_bests", "nobody@example.org")


def test_the_table_is_stale_where_it_was_never_filled_or_is_of_older_formulas(session, new_set):
    assert not bests_are_stale()
    row = new_set(session)
    assert not bests_are_stale()
    SessionBest.objects.update(revision=0)
    assert bests_are_stale()
    SessionBest.objects.all().delete()
    assert bests_are_stale()
    delete_set(row, at=MONDAY)
    assert not bests_are_stale()


def test_a_table_that_came_after_the_sets_stays_stale_until_all_of_it_is_filled(new_session, new_set):
    rows = [new_set(new_session(MONDAY + number * DAY)) for number in range(3)]
    right = stored_bests()
    SessionBest.objects.all().delete()
    import_module("workouts.migrations.0004_session_best").leave_a_mark(apps, None)
    assert bests_are_stale()
    save_set(rows[2])  # somebody writes before the program was started anew
    assert bests_are_stale()
    call_command("rebuild_bests", rows[0].owner.email, stdout=io.StringIO())
    assert not bests_are_stale()
    assert stored_bests() == right
