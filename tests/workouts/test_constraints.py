"""The database itself refuses impossible rows, and lets the edge values in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from workouts.models import Exercise, ExerciseMuscle, Session, Set

SET_EDGES = {
    "set_load_possible": ([{"load_kg": 1000.5}, {"load_kg": -1000.5}], [{"load_kg": 1000}, {"load_kg": -1000}]),
    "set_reps_possible": (
        [{"reps": 0}, {"reps": 1001}, {"reps": 1001, "kind": "failure"}, {"reps": 0, "kind": "amrap"}],
        [{"reps": 1}, {"reps": 1000}, {"reps": 0, "kind": "failure"}],
    ),
    "set_rpe_possible": ([{"rpe": 0.5}, {"rpe": 10.5}], [{"rpe": 1}, {"rpe": 10}]),
    "set_rir_possible": ([{"rir": 11}], [{"rir": 0}, {"rir": 10}]),
    "set_duration_possible": (
        [{"duration_s": 0}, {"duration_s": -1}, {"duration_s": 86_401}],
        [{"duration_s": 0.1}, {"duration_s": 86_400}],
    ),
    "set_distance_possible": (
        [{"distance_m": 0}, {"distance_m": -1}, {"distance_m": 1_000_001}],
        [{"distance_m": 0.1}, {"distance_m": 1_000_000}],
    ),
    "set_rest_possible": ([{"rest_s": 7201}], [{"rest_s": 0}, {"rest_s": 7200}]),
    "set_form_rating_possible": ([{"form_rating": 0}, {"form_rating": 6}], [{"form_rating": 1}, {"form_rating": 5}]),
    "set_planned_reps_possible": (
        [{"planned_reps": 0}, {"planned_reps": 1001}],
        [{"planned_reps": 1}, {"planned_reps": 1000}],
    ),
    "set_pain_has_a_place_and_a_number": (
        [{"pain": 3}, {"pain_place": "knee"}, {"pain": 11, "pain_place": "knee"}, {"pain": 3, "pain_place": "soul"}],
        [{"pain": 0, "pain_place": "knee"}, {"pain": 10, "pain_place": "other"}],
    ),
    "set_kind_known": ([{"kind": "cooldown"}, {"kind": ""}], [{"kind": "drop"}, {"kind": "failure"}]),
    "set_side_known": ([{"side": "none"}, {"side": ""}], [{"side": "left"}, {"side": "right"}]),
    "set_done_says_what_was_done": (
        [{"reps": None}],
        [{"reps": None, "done": False}, {"reps": None, "duration_s": 30}, {"reps": None, "distance_m": 30}],
    ),
}
SESSION_EDGES = {
    "session_ends_after_its_start": (
        [{"ends": timedelta(microseconds=-1)}],
        [{"ends": timedelta()}, {"ends": None}, {"ends": timedelta(days=3)}],
    ),
    "session_bodyweight_possible": (
        [{"bodyweight_kg": 0}, {"bodyweight_kg": -1}, {"bodyweight_kg": 500.5}],
        [{"bodyweight_kg": 0.1}, {"bodyweight_kg": 500}, {"bodyweight_kg": None}],
    ),
}
EXERCISE_EDGES = {
    "exercise_pattern_known": ([{"pattern": "wiggle"}], [{"pattern": "jump"}]),
    "exercise_equipment_known": ([{"equipment": "sofa"}], [{"equipment": "band"}]),
    "exercise_load_known": ([{"load": "heavy"}], [{"load": "none"}]),
    "exercise_measure_known": ([{"measure": "joy"}], [{"measure": "distance"}]),
    "exercise_rest_within_an_hour": ([{"rest_s": 3601}], [{"rest_s": 0}, {"rest_s": 3600}]),
}
MUSCLE_EDGES = {
    "muscle_known": ([{"muscle": "ears"}], [{"muscle": "calves"}]),
    "muscle_role_known": ([{"role": "tertiary"}], [{"role": "secondary"}]),
}


def rows(edges, which):
    """Return (constraint, values) of each row that must be refused (0) or let in (1)."""
    return [(name, values) for name, pair in edges.items() for values in pair[which]]


def refused_by(model, about):
    """Return the database's words when it refuses a row, and make sure that it stored none."""
    before = model.objects.count()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.create(**about)
    assert model.objects.count() == before
    return str(refusal.value)


@pytest.fixture
def a_set(athlete, session, lifts):
    about = {"owner": athlete, "session": session, "exercise": lifts["deadlift"], "reps": 5}
    return about | {"performed_at": session.started_at}


@pytest.mark.parametrize(("constraint", "values"), rows(SET_EDGES, 0))
def test_an_impossible_set_is_refused(a_set, constraint, values):
    assert constraint in refused_by(Set, a_set | values)


@pytest.mark.parametrize(("constraint", "values"), rows(SET_EDGES, 1))
def test_a_set_at_the_edge_is_stored(a_set, constraint, values):
    stored = Set.objects.get(pk=Set.objects.create(**(a_set | values)).pk)
    assert {name: getattr(stored, name) for name in values} == values


def a_session(athlete, at, values):
    values = dict(values)
    ends = values.pop("ends", None)
    about = {"owner": athlete, "started_at": at, "day": at.date(), "finished_at": None if ends is None else at + ends}
    return about | values


@pytest.mark.parametrize(("constraint", "values"), rows(SESSION_EDGES, 0))
def test_an_impossible_session_is_refused(athlete, session, constraint, values):
    assert constraint in refused_by(Session, a_session(athlete, session.started_at, values))


@pytest.mark.parametrize(("constraint", "values"), rows(SESSION_EDGES, 1))
def test_a_session_at_the_edge_is_stored(athlete, session, constraint, values):
    about = a_session(athlete, session.started_at, values)
    stored = Session.objects.get(pk=Session.objects.create(**about).pk)
    assert {name: getattr(stored, name) for name in about} == about


AN_EXERCISE = {"slug": "odd-lift", "name": "Odd lift", "pattern": "hinge", "equipment": "box"}


@pytest.mark.parametrize(("constraint", "values"), rows(EXERCISE_EDGES, 0))
def test_an_impossible_exercise_is_refused(db, constraint, values):
    assert constraint in refused_by(Exercise, AN_EXERCISE | values)


@pytest.mark.parametrize(("constraint", "values"), rows(EXERCISE_EDGES, 1))
def test_an_exercise_at_the_edge_is_stored(db, constraint, values):
    Exercise.objects.create(**(AN_EXERCISE | values))
    assert Exercise.objects.filter(slug="odd-lift", **values).exists()


@pytest.mark.parametrize(("constraint", "values"), rows(MUSCLE_EDGES, 0))
def test_an_impossible_muscle_is_refused(lifts, constraint, values):
    about = {"exercise": lifts["deadlift"], "muscle": "glutes", "role": "primary"} | values
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ExerciseMuscle.objects.create(**about)
    assert not ExerciseMuscle.objects.exists()


@pytest.mark.parametrize(("constraint", "values"), rows(MUSCLE_EDGES, 1))
def test_a_known_muscle_and_role_are_stored(lifts, constraint, values):
    about = {"exercise": lifts["deadlift"], "muscle": "glutes", "role": "primary"} | values
    ExerciseMuscle.objects.create(**about)
    assert ExerciseMuscle.objects.filter(**about).exists()


def test_a_muscle_is_named_once_per_exercise(lifts):
    about = {"exercise": lifts["deadlift"], "muscle": "glutes"}
    ExerciseMuscle.objects.create(**about, role="primary")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExerciseMuscle.objects.create(**about, role="secondary")
    assert ExerciseMuscle.objects.get().role == "primary"


def test_two_exercises_may_train_one_muscle(lifts):
    for slug in ("deadlift", "plank"):
        ExerciseMuscle.objects.create(exercise=lifts[slug], muscle="glutes", role="primary")
    assert ExerciseMuscle.objects.count() == 2


def test_every_named_constraint_of_the_log_has_its_edges_here():
    named = {
        constraint.name for model in (Exercise, ExerciseMuscle, Session, Set) for constraint in model._meta.constraints
    }
    tested = SET_EDGES | SESSION_EDGES | EXERCISE_EDGES | MUSCLE_EDGES
    assert named == set(tested) | {"muscle_once_per_exercise"}
