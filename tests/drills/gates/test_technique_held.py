"""The gate of form that holds at the current load."""

from datetime import timedelta

from drills import gates
from tests.drills.conftest import MONDAY
from tests.drills.gates.conftest import TODAY
from tests.workouts.conftest import lift
from workouts.domain.sessions import delete_session

DAY = timedelta(days=1)


def judge(athlete, on=TODAY):
    return gates.evaluate("technique-held", athlete, on=on)


def test_without_a_loaded_lift_lately_it_says_what_to_do(athlete, new_session, new_set):
    new_set(new_session(MONDAY - 28 * DAY), form_rating=5)
    found = judge(athlete)
    assert (found.passed, found.progress, found.guards, found.source) == (False, 0, (), "none")
    assert found.reason == "No loaded hinge lift in the last four weeks: log a session and rate the form of its sets."


def test_form_rated_four_without_a_fault_holds(athlete, session, new_set):
    new_set(session, load_kg=100, form_rating=4)
    found = judge(athlete)
    assert (found.passed, found.progress, found.passed_on, found.guards) == (True, 1, TODAY, ())
    assert found.reason == "Deadlift with 100 kg on 2 Mar: form held, self-rated."


def test_unrated_is_not_passed_and_the_reason_asks_for_a_rating(athlete, session, new_set):
    new_set(session, load_kg=100)
    found = judge(athlete)
    assert (found.passed, found.source) == (False, "none")
    assert found.reason == "Deadlift with 100 kg on 2 Mar: form not rated: rate one of the sets."
    assert [(guard.exercise, guard.above_kg) for guard in found.guards] == [("deadlift", 100)]


def test_the_heaviest_load_of_the_latest_session_is_judged(athlete, new_session, new_set):
    new_set(new_session(MONDAY - 7 * DAY), load_kg=120, form_rating=5)
    latest = new_session()
    new_set(latest, load_kg=90, form_rating=5)
    new_set(latest, load_kg=100, form_rating=3)
    found = judge(athlete)
    assert not found.passed
    assert found.reason == "Deadlift with 100 kg on 2 Mar: form rated 3 of 5, and 4 counts as held."


def test_a_fault_breaks_it_whatever_the_rating_of_another_set(athlete, session, new_set):
    new_set(session, load_kg=100, form_rating=5)
    new_set(session, load_kg=100, faults=["rounded-back"])
    assert judge(athlete).reason == "Deadlift with 100 kg on 2 Mar: back rounds."


def test_warm_ups_missed_and_planned_sets_and_other_patterns_are_not_judged(athlete, session, new_set):
    new_set(session, load_kg=100, form_rating=4)
    new_set(session, load_kg=130, kind="warmup", form_rating=1)
    new_set(session, load_kg=140, kind="failure", reps=0)
    new_set(session, load_kg=150, done=False)
    new_set(session, "pull-up", load_kg=20, form_rating=1)
    assert judge(athlete).passed


def test_each_lift_counts_and_the_reason_names_the_open_one(athlete, session, new_set):
    new_set(session, load_kg=100, form_rating=5)
    new_set(session, "romanian-deadlift", load_kg=80)
    found = judge(athlete)
    assert (found.passed, found.progress) == (False, 0.5)
    assert found.reason.startswith("Romanian deadlift with 80 kg")
    assert [guard.exercise for guard in found.guards] == ["romanian-deadlift"]


def test_kettlebells_are_judged_where_no_barbell_was_lifted(athlete, session, new_set):
    lift("kettlebell-swing", equipment="kettlebell").save()
    new_set(session, "kettlebell-swing", load_kg=16)
    assert judge(athlete).reason.startswith("Kettlebell swing with 16 kg")
    new_set(session, load_kg=60, form_rating=5)
    assert judge(athlete).passed


def test_loads_are_said_in_the_athletes_unit(athlete, session, new_set):
    athlete.unit = "lb"
    new_set(session, load_kg=102.058, form_rating=5)
    assert "with 225 lb on" in judge(athlete).reason


def test_sessions_of_others_and_deleted_ones_do_not_count(athlete, theirs, new_session, new_set):
    new_set(theirs, form_rating=5)
    gone = new_session()
    new_set(gone, form_rating=5)
    delete_session(gone, at=MONDAY)
    assert judge(athlete).lines == ()
