"""Summaries of sessions."""

from datetime import timedelta

from workouts.domain.history import summaries, whose_turn
from workouts.domain.sets import delete_set


def test_a_summary_names_exercises_once_in_their_order(session, new_set):
    for slug in ("romanian-deadlift", "deadlift", "deadlift", "romanian-deadlift"):
        new_set(session, slug)
    assert summaries([session])[0].exercises == ["Romanian deadlift", "Deadlift"]


def test_volume_is_load_times_reps_of_working_sets(session, new_set):
    new_set(session, load_kg=100, reps=5)
    new_set(session, load_kg=80, reps=10, kind="drop")
    assert summaries([session])[0].volume_kg == 1300


def test_warm_ups_plans_assistance_and_missed_lifts_add_no_volume(session, new_set):
    new_set(session, load_kg=60, reps=5, kind="warmup")
    new_set(session, load_kg=100, reps=5, done=False)
    new_set(session, "pull-up", load_kg=-20, reps=5)
    new_set(session, load_kg=150, reps=0, kind="failure")
    new_set(session, "plank", load_kg=None, reps=None, duration_s=60)
    assert summaries([session])[0].volume_kg == 0


def test_only_done_sets_are_counted(session, new_set):
    new_set(session)
    new_set(session, kind="warmup")
    new_set(session, done=False)
    assert summaries([session])[0].sets == 2


def test_deleted_sets_are_not_in_a_summary(session, new_set):
    delete_set(new_set(session), at=session.started_at)
    summary = summaries([session])[0]
    assert (summary.exercises, summary.sets, summary.volume_kg) == ([], 0, 0)


def test_summaries_keep_the_order_given_and_cost_one_query(session, new_session, new_set, django_assert_num_queries):
    other = new_session(session.started_at + timedelta(days=1))
    new_set(session)
    new_set(other, "romanian-deadlift")
    with django_assert_num_queries(1):
        found = summaries([other, session])
    assert [(one.session, one.exercises) for one in found] == [(other, ["Romanian deadlift"]), (session, ["Deadlift"])]


def test_whose_turn_it_is_was_done_longest_ago_of_those_in_rotation(new_session):
    day = timedelta(days=1)
    push = new_session(title="Push")
    hinge = new_session(push.started_at + 2 * day, title="Hinge")
    again = new_session(push.started_at + 4 * day, title="Push")
    assert whose_turn([again, hinge, push]) == hinge


def test_a_session_not_done_for_long_has_left_the_rotation(new_session):
    old = new_session(title="Old plan")
    latest = new_session(old.started_at + timedelta(days=60), title="Hinge")
    assert whose_turn([latest, old]) == latest


def test_without_a_session_it_is_nobodys_turn():
    assert whose_turn([]) is None
