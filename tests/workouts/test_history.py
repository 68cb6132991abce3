"""Summaries of sessions, and finding them."""

from datetime import date, timedelta

import pytest

from workouts.domain.history import distinct_titles, search, summaries, summary, whose_turn
from workouts.domain.library import set_muscles
from workouts.domain.sessions import delete_session
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


# --- what a session came to ----------------------------------------------------------------------------------


def test_a_summary_counts_sets_volume_and_hard_sets(session, new_set):
    new_set(session, kind="warmup", load_kg=60, reps=5)
    new_set(session, load_kg=100, reps=5)
    new_set(session, load_kg=100, reps=5, rir=4)
    new_set(session, load_kg=80, reps=5, rir=5)
    new_set(session, load_kg=200, reps=5, done=False)
    delete_set(new_set(session), at=session.started_at)
    found = summary(session)
    assert (found.duration, found.sets, found.volume_kg, found.hard_sets) == (timedelta(hours=1), 4, 1400, 2)


def test_the_best_set_of_an_exercise_is_the_heaviest_made_then_the_one_with_the_most_reps(session, new_set):
    new_set(session, load_kg=100, reps=5)
    best = new_set(session, load_kg=105, reps=3)
    new_set(session, load_kg=105, reps=2)
    new_set(session, load_kg=120, reps=0, kind="failure")
    new_set(session, load_kg=130, reps=1, kind="warmup")
    longest = [new_set(session, "plank", load_kg=None, reps=None, duration_s=seconds) for seconds in (40, 60)][1]
    assert [(row.exercise.pk, row.set, row.sets) for row in summary(session).exercises] == [
        ("deadlift", best, 4),
        ("plank", longest, 2),
    ]


def test_muscles_are_counted_by_hard_sets_the_helping_ones_half(session, new_set, lifts):
    set_muscles(lifts["deadlift"], primary=["glutes", "hamstrings"], secondary=["erectors"])
    set_muscles(lifts["romanian-deadlift"], primary=["hamstrings"], secondary=[])
    new_set(session)
    new_set(session, "romanian-deadlift")
    new_set(session, "romanian-deadlift", rir=8)
    assert summary(session).muscles == [("hamstrings", 2), ("glutes", 1), ("erectors", 0.5)]


def test_a_summary_costs_two_queries_and_one_of_nothing_is_empty(
    session, new_session, new_set, django_assert_num_queries
):
    for slug in ("deadlift", "plank", "pull-up"):
        new_set(session, slug)
    with django_assert_num_queries(2):
        found = summary(session)
    known = list(session.sets.in_order().select_related("exercise"))
    with django_assert_num_queries(1):
        assert summary(session, sets=known) == found
    empty = summary(new_session(session.started_at + timedelta(days=1), running=True))
    assert (empty.duration, empty.sets, empty.exercises, empty.muscles) == (None, 0, [], [])


# --- what a search finds -------------------------------------------------------------------------------------


@pytest.fixture
def log(session, new_session, new_set, theirs):
    """Three sessions of Ada's by name, and one of Sam's that every search could leak."""
    day = timedelta(days=1)
    new_set(theirs)
    hinge = new_session(session.started_at + day, title="Hinge day", note="Slept badly")
    new_set(hinge, "romanian-deadlift")
    press = new_session(session.started_at + 40 * day, title="Press day")
    new_set(press, "plank")
    session.delete()
    return {"hinge": hinge, "press": press}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"hinge", "press"}),
        ({"words": "hinge"}, {"hinge"}),
        ({"words": "DAY"}, {"hinge", "press"}),
        ({"words": "badly hinge"}, {"hinge"}),
        ({"words": "badly press"}, set()),
        ({"words": "romanian"}, {"hinge"}),
        ({"words": "rdl"}, {"hinge"}),
        ({"words": "secret"}, set()),
        ({"words": "%"}, set()),
        ({"exercise": "plank"}, {"press"}),
        ({"exercise": "deadlift"}, set()),
        ({"exercise": "no-such-exercise"}, set()),
        ({"start": date(2026, 3, 4)}, {"press"}),
        ({"end": date(2026, 3, 3)}, {"hinge"}),
        ({"on": date(2026, 3, 3)}, {"hinge"}),
        ({"words": "day", "exercise": "romanian-deadlift", "start": date(2026, 3, 3)}, {"hinge"}),
    ],
)
def test_a_search_finds_what_holds_every_word_in_the_asked_days(athlete, log, asked, names):
    assert set(search(athlete, **asked)) == {log[name] for name in names}


def test_a_deleted_set_or_session_is_not_found(athlete, log):
    delete_set(log["hinge"].sets.get(), at=log["hinge"].started_at)
    delete_session(log["press"], at=log["press"].started_at)
    assert list(search(athlete, words="romanian")) == list(search(athlete, words="press")) == []


def test_of_each_title_the_latest_is_offered(new_session):
    day = timedelta(days=1)
    first = new_session(title="Hinge")
    rows = [new_session(first.started_at + n * day, title=title) for n, title in enumerate(("hinge", "Press", ""), 1)]
    assert distinct_titles([*reversed(rows), first], most=2) == [rows[2], rows[1]]
    assert distinct_titles([*reversed(rows), first], most=9) == [rows[2], rows[1], rows[0]]
