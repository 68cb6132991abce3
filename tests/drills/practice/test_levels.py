"""Repetitions by level: drill logs, and done sets of hinges."""

from datetime import timedelta

import pytest

from drills.domain.levels import LIGHT_KG, work_by_level
from tests.drills.practice.rows import DAY, MONDAY, drill, noon, practise
from workouts.domain.library import search_text
from workouts.domain.sessions import delete_session, save_session
from workouts.domain.sets import add_set, delete_set
from workouts.domain.volume import daily_work
from workouts.models import Exercise, Session, Set

pytestmark = pytest.mark.django_db


def lift(slug, **more):
    about = {"name": slug.capitalize(), "pattern": "hinge", "equipment": "barbell"} | more
    row = Exercise(slug=slug, **about)
    row.search_text = search_text(row)
    row.save()
    return row


def train(owner, exercise, day=MONDAY, reps=5, **more):
    """Store a set in a session of its own."""
    at = noon(day)
    session = save_session(Session(owner=owner, started_at=at, finished_at=at + timedelta(hours=1)))
    return add_set(
        Set(owner=owner, session=session, exercise=exercise, reps=reps, performed_at=at, **more), at_end=True
    )


@pytest.fixture
def swing():
    return lift("kettlebell-swing", equipment="kettlebell")


@pytest.fixture
def bell():
    """The kettlebell deadlift, a drill and an exercise."""
    exercise = lift("kettlebell-deadlift", equipment="kettlebell")
    return drill("kettlebell-deadlift", level="light-load", exercise=exercise, loadable=True)


def told(owner, **asked):
    """Return level, movement, source and reps of each line."""
    return [(row.level, row.movement, row.source, row.reps) for row in work_by_level(owner=owner, **asked)]


def test_a_log_counts_for_its_drill_s_level_and_names_itself(athlete, bell):
    dowel = drill("dowel-hinge")
    logs = [practise(athlete, dowel, MONDAY, 45, clean_reps=40), practise(athlete, dowel, MONDAY, 15)]
    light = practise(athlete, bell, MONDAY, 36, clean_reps=36, clean_counted=30, load_kg=8)
    found = work_by_level(owner=athlete)
    assert [(row.level, row.reps, row.clean_reps, row.load_kg) for row in found] == [
        ("bodyweight", 60, 40, None),
        ("light-load", 36, 30, 8),
    ]
    assert [row.ids for row in found] == [sorted(str(log.pk) for log in logs), [str(light.pk)]]


@pytest.mark.parametrize(
    ("slug", "more", "load", "level"),
    [
        ("deadlift", {}, 100, "loaded"),
        ("deadlift", {}, None, "bodyweight"),
        ("deadlift", {}, 0, "bodyweight"),
        ("back-extension", {"load": "bodyweight"}, -10, "bodyweight"),
        ("dumbbell-swing", {}, 10, "explosive"),
        ("box-jump", {"pattern": "jump"}, None, "explosive"),
    ],
)
def test_a_hinge_that_is_no_drill_is_loaded_with_a_load_and_explosive_when_swung_or_jumped(
    athlete, slug, more, load, level
):
    train(athlete, lift(slug, **more), load_kg=load)
    assert told(athlete) == [(level, slug, "set", 5)]


@pytest.mark.parametrize(
    ("load", "level"), [(None, "light-load"), (8, "light-load"), (LIGHT_KG, "light-load"), (24, "loaded")]
)
def test_a_set_of_a_light_drill_s_exercise_is_light_up_to_an_empty_bar(athlete, bell, load, level):
    train(athlete, bell.exercise, load_kg=load)
    assert told(athlete) == [(level, "kettlebell-deadlift", "set", 5)]


def test_a_bodyweight_drill_done_with_a_load_is_no_bodyweight_any_more(athlete):
    bridge = lift("glute-bridge", load="bodyweight")
    drill("glute-bridge", kind="strength", exercise=bridge)
    for load in (None, 10, 60):
        train(athlete, bridge, load_kg=load)
    assert [level for level, *_ in told(athlete)] == ["bodyweight", "light-load", "loaded"]


def test_an_explosive_drill_s_exercise_is_explosive_whatever_it_weighs(athlete, swing):
    drill("kettlebell-swing", kind="strength", level="explosive", exercise=swing)
    train(athlete, swing, load_kg=24)
    assert told(athlete) == [("explosive", "kettlebell-swing", "set", 5)]


def test_logs_and_sets_of_one_movement_have_a_line_each(athlete, bell):
    practise(athlete, bell, MONDAY, 36)
    train(athlete, bell.exercise, load_kg=8)
    assert told(athlete) == [
        ("light-load", "kettlebell-deadlift", "log", 36),
        ("light-load", "kettlebell-deadlift", "set", 5),
    ]


def test_a_log_never_counts_as_volume_and_the_set_does(athlete, bell):
    practise(athlete, bell, MONDAY, 36, load_kg=8)
    assert daily_work(owner=athlete) == []
    train(athlete, bell.exercise, load_kg=8)
    assert [(work.sets, work.volume_kg) for work in daily_work(owner=athlete)] == [(1, 40)]


def test_work_that_is_no_hinge_counts_for_no_level(athlete):
    practise(athlete, drill("bird-dog", kind="strength"), MONDAY, 20)
    practise(
        athlete, drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30), MONDAY, None, duration_s=60
    )
    train(athlete, lift("bench-press", pattern="push"), load_kg=60)
    assert told(athlete) == []


def test_a_drill_by_itself_has_its_logs_and_its_sets_whatever_it_is(athlete, bell):
    stretch = drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30)
    practise(athlete, stretch, MONDAY, None, duration_s=60)
    practise(athlete, bell, MONDAY, 36)
    train(athlete, bell.exercise, load_kg=8)
    train(athlete, lift("deadlift"), load_kg=100)
    row = work_by_level(owner=athlete, drill=stretch)[0]
    assert (row.reps, row.seconds) == (0, 60)
    assert [source for *_, source, _ in told(athlete, drill=bell)] == ["log", "set"]


def test_planned_deleted_and_other_people_s_work_is_left_out(athlete, stranger, bell):
    train(athlete, bell.exercise, done=False)
    delete_set(train(athlete, bell.exercise), at=noon(MONDAY))
    delete_session(train(athlete, bell.exercise).session, at=noon(MONDAY))
    train(stranger, bell.exercise)
    practise(stranger, bell, MONDAY)
    practise(athlete, bell, MONDAY, deleted_at=noon(MONDAY))
    assert told(athlete) == []


def test_another_person_s_drill_says_nothing_about_one_s_exercise(athlete, stranger):
    exercise = lift("good-morning")
    drill("sams", owner=stranger, level="explosive", exercise=exercise)
    train(athlete, exercise, load_kg=30)
    assert told(athlete) == [("loaded", "good-morning", "set", 5)]


@pytest.mark.parametrize(
    ("bucket", "days"),
    [
        ("day", [(3, 2), (3, 4), (3, 9), (4, 1)]),
        ("week", [(3, 2), (3, 9), (3, 30)]),
        ("month", [(3, 1), (4, 1)]),
    ],
)
def test_work_is_gathered_by_local_day_week_or_month(athlete, bucket, days):
    dowel = drill("dowel-hinge")
    for offset in (0, 2, 7, 30):
        practise(athlete, dowel, MONDAY + DAY * offset, 10)
    found = work_by_level(owner=athlete, bucket=bucket)
    assert [(row.date.month, row.date.day) for row in found] == days
    assert sum(row.reps for row in found) == 40


def test_a_range_and_a_level_narrow_it_down(athlete, bell):
    dowel = drill("dowel-hinge")
    for offset in range(5):
        practise(athlete, dowel, MONDAY + DAY * offset, 10)
        practise(athlete, bell, MONDAY + DAY * offset, 1)
    asked = {"start": MONDAY + DAY, "end": MONDAY + 2 * DAY, "level": "bodyweight"}
    assert told(athlete, **asked) == [("bodyweight", "dowel-hinge", "log", 10)] * 2


def test_logs_and_sets_are_read_with_one_query(athlete, bell, django_assert_num_queries):
    for offset in range(20):
        practise(athlete, bell, MONDAY + DAY * offset)
        train(athlete, bell.exercise, MONDAY + DAY * offset)
    with django_assert_num_queries(1):
        assert len(work_by_level(owner=athlete)) == 40
