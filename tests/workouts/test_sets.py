"""Sets: what is checked, where they stand, delete and take back."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.sets import add_set, check_set, delete_set, restore_set, save_set
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
    row = add_set(Set(owner=now.owner, session=now, exercise=lifts["deadlift"], reps=5, performed_at=NOW), at_end=True)
    assert (row.block, row.position) == (MAX_PLACE, MAX_PLACE)


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


def test_a_load_is_kept_to_the_gram(now, new_set):
    row = new_set(now)
    row.load_kg = 100.1234567
    save_set(row)
    assert Set.objects.get().load_kg == 100.123


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"pain": 3, "pain_place": ""}, {"pain_place": "Say where it hurt."}),
        ({"pain": 0, "pain_place": ""}, {"pain_place": "Say where it hurt."}),
        ({"pain": None, "pain_place": "knee"}, {"pain": "Say how strong the pain was, from 0 to 10."}),
        ({"pain": 0, "pain_place": "knee"}, {}),
        ({"pain": None, "pain_place": ""}, {}),
    ],
)
def test_pain_has_a_place_and_a_number_or_neither(values, wrong):
    assert check_set({"kind": "working", "reps": 5, "done": True} | values) == wrong
