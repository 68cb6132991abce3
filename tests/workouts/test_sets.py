"""Sets: where they stand, how they come prefilled, delete and take back."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.sets import (
    add_exercise,
    add_set,
    bring_back_exercise,
    check_set,
    delete_set,
    place_at_end,
    remove_exercise,
    restore_set,
    save_set,
)
from workouts.models import Set
from workouts.models.set import MAX_PLACE

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


def places(session):
    return [(row.exercise_id, row.block, row.position) for row in session.sets.alive().in_order()]


def test_a_set_stands_after_the_last_one_of_its_exercises_run(now, new_set):
    new_set(now)
    new_set(now)
    assert places(now) == [("deadlift", 0, 0), ("deadlift", 0, 1)]


def test_another_exercise_begins_a_new_run_and_so_does_coming_back(now, new_set):
    for slug in ("deadlift", "romanian-deadlift", "deadlift"):
        new_set(now, slug)
    assert places(now) == [("deadlift", 0, 0), ("romanian-deadlift", 1, 0), ("deadlift", 2, 0)]


def test_a_new_set_joins_the_superset_of_its_run(now, new_set):
    new_set(now, superset=2)
    assert new_set(now).superset == 2


def test_a_superset_that_the_set_names_stays(now, new_set):
    new_set(now, superset=2)
    assert new_set(now, superset=5).superset == 5


def test_the_place_of_a_deleted_last_set_is_taken_again(now, new_set):
    new_set(now)
    delete_set(new_set(now), at=NOW)
    assert new_set(now).position == 1


def test_places_do_not_grow_past_what_a_column_holds(now, new_set, lifts):
    new_set(now, block=MAX_PLACE, position=MAX_PLACE)
    row = Set(owner=now.owner, session=now, exercise=lifts["deadlift"])
    place_at_end(row)
    assert (row.block, row.position) == (MAX_PLACE, MAX_PLACE)


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


def test_a_deleted_set_comes_back_as_it_was(now, new_set):
    row = new_set(now, note="as it was")
    before = Set.objects.values().get()
    delete_set(row, at=NOW)
    assert not Set.objects.alive().exists()
    restore_set(Set.objects.get())
    changed = {"v", "updated_at"}
    after = Set.objects.values().get()
    assert {name for name in before if before[name] != after[name]} <= changed


def test_each_write_of_a_set_takes_the_next_version(now, new_set):
    row = new_set(now)
    first = row.v
    delete_set(row, at=NOW)
    restore_set(row)
    assert Set.objects.get().v == first + 2


@pytest.mark.parametrize("kind", ["warmup", "working", "drop", "amrap"])
def test_no_repetition_at_all_is_a_missed_lift_and_needs_its_kind(kind):
    assert check_set({"reps": 0, "kind": kind}) == {
        "reps": "0 reps means a missed lift: set the kind to failure, or enter the reps you made."
    }


def test_a_missed_lift_is_a_set():
    assert check_set({"reps": 0, "kind": "failure"}) == {}


@pytest.mark.parametrize("values", [{"reps": 5}, {"duration_s": 30.0}, {"distance_m": 40.0}])
def test_one_thing_that_was_counted_is_enough(values):
    assert check_set(values | {"kind": "working", "done": True}) == {}


def test_a_done_set_says_what_was_done():
    assert check_set({"kind": "working", "done": True}) == {
        "reps": "Enter the reps, or the time or distance where that is what counts."
    }


def test_a_planned_set_may_be_empty():
    assert check_set({"kind": "working", "done": False}) == {}


def test_a_set_is_written_as_people_write_it(now, new_set):
    assert str(new_set(now, load_kg=97.5, reps=5)) == "97.5 kg × 5"
    assert str(new_set(now, "pull-up", load_kg=None, reps=8)) == "× 8"


def test_sets_are_ordered_by_run_then_position(now, new_set):
    third = new_set(now, block=1, position=0)
    second = new_set(now, block=0, position=5, performed_at=NOW - timedelta(days=1))
    first = new_set(now, block=0, position=1)
    assert list(now.sets.in_order()) == [first, second, third]


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


def test_a_load_is_kept_to_the_gram(now, new_set):
    row = new_set(now)
    row.load_kg = 100.1234567
    save_set(row)
    assert Set.objects.get().load_kg == 100.123
