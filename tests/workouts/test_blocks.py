"""Runs of an exercise in a session: added, extended, warmed up, removed, brought back; the answer to a suggestion."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.blocks import (
    add_exercise,
    add_set,
    add_warmups,
    answer,
    bring_back_exercise,
    remove_exercise,
    take_suggestion,
)
from workouts.domain.next_load import Suggestion
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


def places(session):
    return [(row.exercise_id, row.block, row.position) for row in session.sets.alive().in_order()]


def test_an_exercise_comes_with_the_rows_of_last_time(session, now, new_set, lifts):
    new_set(session, kind="warmup", load_kg=60, reps=5, rest_s=60)
    new_set(session, load_kg=100, reps=5, side="left")
    rows = add_exercise(now, exercise=lifts["deadlift"], at=NOW)
    assert [(row.kind, row.load_kg, row.reps, row.rest_s, row.side) for row in rows] == [
        ("warmup", 60, 5, 60, "both"),
        ("working", 100, 5, None, "left"),
    ]
    assert places(now) == [("deadlift", 0, 0), ("deadlift", 0, 1)]


def test_prefilled_rows_are_plans_with_nothing_of_how_it_went(session, now, new_set, lifts):
    new_set(session, rpe=9, rir=1, note="heavy", form_rating=2, faults=["squatting"], felt=["quads"])
    add_exercise(now, exercise=lifts["deadlift"], at=NOW)
    row = now.sets.get()
    assert (row.done, row.performed_at, row.v) == (False, NOW, now.v)
    assert (row.rpe, row.rir, row.note, row.form_rating, row.faults, row.felt) == (None, None, "", None, [], [])


def test_an_exercise_never_done_comes_with_one_empty_row(now, lifts):
    add_exercise(now, exercise=lifts["deadlift"], at=NOW)
    row = now.sets.get()
    assert (row.exercise_id, row.load_kg, row.reps, row.done) == ("deadlift", None, None, False)


def test_another_persons_last_time_fills_nothing_in(theirs, now, new_set, lifts):
    new_set(theirs, load_kg=300)
    add_exercise(now, exercise=lifts["deadlift"], at=NOW)
    assert now.sets.get().load_kg is None


def test_a_timed_or_carried_exercise_is_prefilled_by_what_is_counted(session, now, new_set, lifts):
    new_set(session, "plank", load_kg=None, reps=None, duration_s=45)
    new_set(session, "farmers-carry", load_kg=30, reps=None, distance_m=40)
    (plank,) = add_exercise(now, exercise=lifts["plank"], at=NOW)
    (carry,) = add_exercise(now, exercise=lifts["farmers-carry"], at=NOW)
    assert (plank.duration_s, plank.reps) == (45, None)
    assert (carry.distance_m, carry.load_kg) == (40, 30)


def test_a_lift_missed_last_time_is_tried_again_not_planned_to_be_missed(session, now, new_set, lifts):
    new_set(session, kind="failure", load_kg=150, reps=0)
    (row,) = add_exercise(now, exercise=lifts["deadlift"], at=NOW)
    assert (row.kind, row.load_kg, row.reps) == ("working", 150, 1)


def test_each_added_exercise_is_a_new_run(now, lifts):
    for slug in ("deadlift", "plank", "deadlift"):
        add_exercise(now, exercise=lifts[slug], at=NOW)
    assert [block for _, block, _ in places(now)] == [0, 1, 2]


def test_one_more_set_copies_the_one_before_it_as_a_plan(now, new_set):
    new_set(now, load_kg=100, reps=5, rest_s=180, rpe=8, note="good", superset=1)
    row = add_set(now, block=0, exercise="deadlift", at=NOW)
    assert (row.load_kg, row.reps, row.rest_s, row.superset, row.position) == (100, 5, 180, 1, 1)
    assert (row.done, row.performed_at, row.rpe, row.note) == (False, NOW, None, "")


def test_one_more_set_stands_last_even_after_gaps(now, new_set):
    new_set(now, block=0, position=0, load_kg=90)
    new_set(now, block=0, position=7, load_kg=100)
    row = add_set(now, block=0, exercise="deadlift", at=NOW)
    assert (row.position, row.load_kg) == (8, 100)


def test_one_more_set_after_warm_ups_only_is_a_warm_up(now, new_set):
    new_set(now, kind="warmup")
    assert add_set(now, block=0, exercise="deadlift", at=NOW).kind == "warmup"


def test_one_more_set_is_no_warm_up_once_the_work_has_begun(now, new_set):
    new_set(now, kind="working")
    new_set(now, kind="warmup")
    assert add_set(now, block=0, exercise="deadlift", at=NOW).kind == "working"


def test_a_block_that_is_not_there_gets_no_set(now, new_set):
    new_set(now)
    with pytest.raises(Set.DoesNotExist):
        add_set(now, block=4, exercise="deadlift", at=NOW)
    assert now.sets.count() == 1


def test_two_exercises_in_one_block_each_get_their_own_next_set(now, new_set):
    new_set(now, "deadlift", block=0, position=0, load_kg=100)
    new_set(now, "romanian-deadlift", block=0, position=1, load_kg=60)
    added = add_set(now, block=0, exercise="deadlift", at=NOW)
    assert (added.exercise_id, added.load_kg) == ("deadlift", 100)


def test_a_removed_exercise_comes_back_with_exactly_the_sets_that_went(now, new_set):
    first, second = new_set(now), new_set(now)
    other = new_set(now, "romanian-deadlift")
    delete_set(first, at=NOW)
    assert remove_exercise(now, block=0, exercise="deadlift", at=NOW + timedelta(minutes=1)) == 1
    assert list(Set.objects.alive()) == [other]
    assert bring_back_exercise(now, block=0, exercise="deadlift") == 1
    assert set(Set.objects.alive()) == {second, other}


def test_what_is_brought_back_is_only_the_last_removal(now, new_set):
    first = new_set(now)
    remove_exercise(now, block=0, exercise="deadlift", at=NOW)
    second = new_set(now, block=0, position=0)
    remove_exercise(now, block=0, exercise="deadlift", at=NOW + timedelta(minutes=1))
    assert bring_back_exercise(now, block=0, exercise="deadlift") == 1
    assert list(now.sets.alive()) == [second]
    assert Set.objects.get(pk=first.pk).deleted_at == NOW


def test_nothing_is_removed_and_nothing_comes_back_where_there_is_no_run(now, new_set):
    row = new_set(now)
    assert remove_exercise(now, block=1, exercise="deadlift", at=NOW) == 0
    assert bring_back_exercise(now, block=0, exercise="deadlift") == 0
    assert list(now.sets.alive()) == [row]


# --- warm-ups ------------------------------------------------------------------------------------------------

STEPS = [(20.0, 5), (40.0, 3)]


def loads(session):
    return [(row.kind, row.load_kg, row.done) for row in session.sets.alive().in_order()]


def test_warm_ups_come_before_the_work_as_plans(now, new_set):
    new_set(now, superset=2, rest_s=180)
    rows = add_warmups(now, block=0, exercise="deadlift", steps=STEPS, at=NOW)
    assert loads(now) == [("warmup", 20, False), ("warmup", 40, False), ("working", 100, True)]
    assert [row.position for row in now.sets.in_order()] == [0, 1, 2]
    assert [(row.reps, row.planned_reps, row.superset, row.rest_s) for row in rows] == [
        (5, 5, 2, None),
        (3, 3, 2, None),
    ]


def test_planned_warm_ups_give_way_and_done_ones_stay_in_front(now, new_set):
    new_set(now)
    new_set(now, kind="warmup", load_kg=50, done=False)
    new_set(now, kind="warmup", load_kg=60)
    add_warmups(now, block=0, exercise="deadlift", steps=STEPS, at=NOW)
    assert loads(now) == [
        ("warmup", 60, True),
        ("warmup", 20, False),
        ("warmup", 40, False),
        ("working", 100, True),
    ]
    assert Set.objects.get(load_kg=50).deleted_at == NOW


def test_warming_up_twice_gives_one_ramp(now, new_set):
    new_set(now)
    for _ in range(2):
        add_warmups(now, block=0, exercise="deadlift", steps=STEPS, at=NOW)
    assert loads(now) == [("warmup", 20, False), ("warmup", 40, False), ("working", 100, True)]


def test_warming_up_leaves_the_other_runs_alone(now, new_set):
    new_set(now, "deadlift")
    other = new_set(now, "plank")
    add_warmups(now, block=0, exercise="deadlift", steps=STEPS, at=NOW)
    assert (Set.objects.get(pk=other.pk).v, Set.objects.get(pk=other.pk).position) == (other.v, 0)


def test_a_run_that_is_not_there_is_not_warmed_up(now, new_set):
    new_set(now)
    with pytest.raises(Set.DoesNotExist):
        add_warmups(now, block=3, exercise="deadlift", steps=STEPS, at=NOW)
    assert now.sets.count() == 1


# --- suggestions ---------------------------------------------------------------------------------------------


def test_a_suggestion_taken_is_on_the_working_sets_still_to_do_and_remembered(now, new_set):
    done = new_set(now)
    warmup = new_set(now, kind="warmup", load_kg=60, done=False)
    drop = new_set(now, kind="drop", load_kg=80, done=False)
    open_set = new_set(now, done=False)
    other = new_set(now, "plank", done=False)
    heavier = new_set(now, load_kg=110, done=False)
    take_suggestion(now, exercise="deadlift", suggestion=Suggestion("up", "Go up.", 102.5, 6, base_kg=100))
    assert {row.pk: (row.load_kg, row.reps) for row in now.sets.all()} == {
        done.pk: (100, 5),
        warmup.pk: (60, 5),
        drop.pk: (80, 5),
        open_set.pk: (102.5, 6),
        other.pk: (100, 5),
        heavier.pk: (110, 5),
    }
    assert Set.objects.get(pk=open_set.pk).planned_reps == 6
    assert Session.objects.get(pk=now.pk).suggestions == {"deadlift": "taken"}


def test_a_suggestion_without_a_load_leaves_the_load(now, new_set):
    row = new_set(now, "pull-up", load_kg=None, done=False)
    take_suggestion(now, exercise="pull-up", suggestion=Suggestion("up", "One more rep.", reps=9))
    stored = Set.objects.get(pk=row.pk)
    assert (stored.load_kg, stored.reps) == (None, 9)


def test_an_answer_keeps_the_answers_to_the_others(now):
    answer(now, exercise="deadlift", word="ignored")
    answer(now, exercise="plank", word="taken")
    assert Session.objects.get(pk=now.pk).suggestions == {"deadlift": "ignored", "plank": "taken"}


# --- versions ------------------------------------------------------------------------------------------------

UP = Suggestion("up", "Go up.", 105, 5, base_kg=100)
WRITES = {
    "add_exercise": lambda session, lifts: add_exercise(session, exercise=lifts["plank"], at=NOW),
    "add_warmups": lambda session, _: add_warmups(session, block=0, exercise="deadlift", steps=STEPS, at=NOW),
    "remove": lambda session, _: remove_exercise(session, block=0, exercise="deadlift", at=NOW),
    "take": lambda session, _: take_suggestion(session, exercise="deadlift", suggestion=UP),
}


@pytest.mark.parametrize("write", WRITES)
def test_every_row_that_changes_takes_the_sessions_fresh_version(now, new_set, lifts, write):
    new_set(now, kind="warmup", done=False)
    new_set(now, done=False)
    before = {row["id"]: row for row in Set.objects.values()}
    last = max(row["v"] for row in before.values())
    WRITES[write](now, lifts)
    changed = [row for row in Set.objects.values() if row != before.get(row["id"])]
    assert changed and {row["v"] for row in changed} == {now.v}
    assert now.v > last
