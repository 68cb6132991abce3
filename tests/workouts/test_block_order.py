"""Runs of an exercise in a session: moved, bound into supersets, let go, swapped."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.blocks import bind, move, runs, swap, unbind
from workouts.models import Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)
NAMES = {"d": "deadlift", "r": "romanian-deadlift", "u": "pull-up", "p": "plank", "f": "farmers-carry"}
LETTERS = {slug: letter for letter, slug in NAMES.items()}


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


@pytest.fixture
def plan(now, new_set):
    """Return a function that stores runs: "d r1 u1" is a deadlift, then a superset of two."""

    def make(words):
        for block, word in enumerate(words.split()):
            superset = int(word[1:]) if word[1:] else None
            for position in range(2):
                new_set(now, NAMES[word[0]], block=block, position=position, superset=superset, done=False)
        return now

    return make


def order(session):
    """Return the runs as `plan` takes them, and check that blocks and positions are numbered as they stand."""
    found = runs(session)
    assert [run.block for run in found] == list(range(len(found)))
    assert all({row.superset for row in run.sets} == {run.superset} for run in found)
    return " ".join(f"{LETTERS[run.exercise]}{'' if run.superset is None else run.superset}" for run in found)


MOVES = [
    ("d r u", 1, -1, "r d u"),
    ("d r u", 1, 1, "d u r"),
    ("d r u", 0, -1, "d r u"),
    ("d r u", 2, 1, "d r u"),
    ("d r1 u1 p", 0, 1, "r1 u1 d p"),  # past a whole superset, down
    ("d r1 u1 p", 3, -1, "d p r1 u1"),  # and up
    ("d1 r1 u1 p", 3, -1, "p d1 r1 u1"),
    ("d r1 u1", 2, -1, "d u1 r1"),  # within its superset one place
    ("d1 r1 u1 p", 0, 1, "r1 d1 u1 p"),
    ("d r1 u1", 1, -1, "r d u"),  # out of a pair: there is no superset of one
    ("d1 r1 u1 p", 2, 1, "d1 r1 p u"),  # out of three: two stay bound
    ("d1 r1 u2 p2", 1, 1, "d u2 p2 r"),  # past another superset as a whole
]


@pytest.mark.parametrize(("before", "place", "by", "after"), MOVES)
def test_a_run_moves_one_place_and_past_a_superset_as_a_whole(plan, before, place, by, after):
    now = plan(before)
    run = runs(now)[place]
    move(now, block=run.block, exercise=run.exercise, by=by)
    assert order(now) == after


BINDINGS = [
    ("d r u", 0, "d1 r1 u"),
    ("d r u", 1, "d r1 u1"),
    ("d r u", 2, "d r u"),  # there is no next one
    ("d1 r1 u", 1, "d1 r1 u1"),  # the next joins
    ("d r4 u4", 0, "d4 r4 u4"),
    ("d1 r1 u2 p2", 1, "d1 r1 u1 p1"),  # two supersets become one
    ("d1 r1 u p", 2, "d1 r1 u2 p2"),  # a number of its own
    ("d2 r2 u p", 2, "d2 r2 u1 p1"),  # the lowest that is free
    ("d1 r1 u", 0, "d1 r1 u"),  # they are bound already
]


@pytest.mark.parametrize(("before", "place", "after"), BINDINGS)
def test_a_run_is_bound_with_the_next_one_and_what_they_are_in(plan, before, place, after):
    now = plan(before)
    run = runs(now)[place]
    bind(now, block=run.block, exercise=run.exercise)
    assert order(now) == after


UNBINDINGS = [
    ("d1 r1 u", 0, "d r u"),  # a superset of one falls apart
    ("d1 r1 u1", 0, "d r1 u1"),
    ("d1 r1 u1", 1, "d r u"),  # those left do not stand side by side
    ("d1 r1 u1 p1", 1, "d r u1 p1"),
    ("d r u", 1, "d r u"),
]


@pytest.mark.parametrize(("before", "place", "after"), UNBINDINGS)
def test_a_run_leaves_its_superset(plan, before, place, after):
    now = plan(before)
    run = runs(now)[place]
    unbind(now, block=run.block, exercise=run.exercise)
    assert order(now) == after


def test_a_number_that_became_free_is_used_again(plan):
    now = plan("d1 r1 u p")
    unbind(now, block=0, exercise="deadlift")
    bind(now, block=2, exercise="pull-up")
    assert order(now) == "d r u1 p1"


def test_an_exercise_that_comes_twice_moves_alone(now, new_set):
    for slug in ("deadlift", "plank", "deadlift"):
        new_set(now, slug)
    move(now, block=2, exercise="deadlift", by=-1)
    assert order(now) == "d d p"


def test_two_exercises_in_one_block_are_told_apart_and_numbered_anew(now, new_set):
    new_set(now, "deadlift", block=0, position=0)
    new_set(now, "plank", block=0, position=1)
    move(now, block=0, exercise="plank", by=-1)
    assert order(now) == "p d"


# --- swap ----------------------------------------------------------------------------------------------------


def test_swapping_puts_the_others_rows_of_last_time_in_the_same_place(session, now, plan, new_set, lifts):
    new_set(session, "farmers-carry", load_kg=30, reps=None, distance_m=40)
    plan("d r u")
    (row,) = swap(now, block=1, exercise="romanian-deadlift", other=lifts["farmers-carry"], at=NOW)
    assert order(now) == "d f u"
    stored = Set.objects.get(pk=row.pk)
    assert (stored.load_kg, stored.distance_m, stored.done, stored.block) == (30, 40, False, 1)


def test_what_is_done_stays_before_the_other_exercise_and_what_is_left_gives_way(now, new_set, lifts):
    done, left, after = new_set(now), new_set(now, done=False), new_set(now, "plank", done=False)
    later = NOW + timedelta(minutes=1)
    swap(now, block=0, exercise="deadlift", other=lifts["pull-up"], at=later)
    assert order(now) == "d u p"
    assert [row.pk for row in runs(now)[0].sets] == [done.pk]
    assert Set.objects.get(pk=left.pk).deleted_at == later
    assert Set.objects.get(pk=after.pk).block == 2


def test_a_swapped_exercise_stays_in_the_superset(plan, now, lifts):
    plan("d1 r1 u")
    swap(now, block=1, exercise="romanian-deadlift", other=lifts["plank"], at=NOW)
    assert order(now) == "d1 p1 u"


def test_a_half_done_exercise_stays_in_the_superset_with_what_replaces_it(plan, now, lifts):
    plan("d1 r1 u")
    now.sets.filter(exercise="romanian-deadlift", position=0).update(done=True)
    swap(now, block=1, exercise="romanian-deadlift", other=lifts["plank"], at=NOW)
    assert order(now) == "d1 r1 p1 u"


def test_an_exercise_swapped_for_itself_gets_fresh_rows(now, new_set, lifts):
    new_set(now)
    new_set(now, done=False)
    swap(now, block=0, exercise="deadlift", other=lifts["deadlift"], at=NOW)
    assert order(now) == "d d"
    assert [run.sets[0].done for run in runs(now)] == [True, False]


# --- what is not there, versions -----------------------------------------------------------------------------

ACTIONS = {
    "move": lambda session, lifts, **run: move(session, by=1, **run),
    "bind": lambda session, lifts, **run: bind(session, **run),
    "unbind": lambda session, lifts, **run: unbind(session, **run),
    "swap": lambda session, lifts, **run: swap(session, other=lifts["plank"], at=NOW, **run),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(("block", "exercise"), [(1, "deadlift"), (0, "plank"), (99, "deadlift")])
def test_a_run_that_is_not_there_changes_nothing(plan, lifts, action, block, exercise):
    now = plan("d r")
    before = list(Set.objects.values())
    with pytest.raises(Set.DoesNotExist):
        ACTIONS[action](now, lifts, block=block, exercise=exercise)
    assert list(Set.objects.values()) == before


@pytest.mark.parametrize("action", ACTIONS)
def test_every_row_that_changes_takes_the_sessions_fresh_version(plan, lifts, action):
    now = plan("d1 r1 u")
    before = {row["id"]: row for row in Set.objects.values()}
    ACTIONS[action](now, lifts, block=0, exercise="deadlift")
    now_is = {row["id"]: row for row in Set.objects.values()}
    changed = [row for pk, row in now_is.items() if row != before.get(pk)]
    assert changed and {row["v"] for row in changed} == {now.v}
    assert now.v > max(row["v"] for row in before.values())


@pytest.mark.parametrize("action", ACTIONS)
def test_deleted_rows_and_other_sessions_are_left_alone(plan, session, new_set, lifts, action):
    elsewhere = new_set(session)
    now = plan("d r")
    gone = new_set(now, block=0, position=9, deleted_at=NOW)
    before = list(Set.objects.filter(pk__in=[elsewhere.pk, gone.pk]).values())
    ACTIONS[action](now, lifts, block=0, exercise="deadlift")
    assert list(Set.objects.filter(pk__in=[elsewhere.pk, gone.pk]).values()) == before
