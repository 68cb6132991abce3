"""Records come from the rows each time: whatever was logged, changed and deleted, they are right."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from tests.workouts.conftest import MONDAY, lift
from workouts.domain.bests import bests
from workouts.domain.last_time import earlier_sets
from workouts.domain.records import beaten, bests_before, records
from workouts.domain.sessions import delete_session, restore_session, save_session
from workouts.domain.sets import delete_set, restore_set, save_set
from workouts.domain.strength import estimate
from workouts.models import Exercise, Session, Set

DAY = timedelta(days=1)


def new_records(session: Session) -> list[Any]:
    """Return what a session beat, as its page works it out."""
    sets = list(session.sets.alive().in_order().select_related("exercise", "session"))
    return beaten(sets, bests_before(session, {row.exercise_id for row in sets})) if sets else []


def deadlifts(athlete) -> Any:
    return records(athlete, Exercise.objects.get(pk="deadlift"))


def test_a_record_is_the_heaviest_load_for_at_least_so_many_repetitions(athlete, session, new_set):
    five = new_set(session, load_kg=100, reps=5)
    single = new_set(session, load_kg=140, reps=1)
    found = deadlifts(athlete)
    assert {count: (mark.value, mark.set, mark.reps) for count, mark in found.reps.items()} == {
        1: (140, single.pk, 1),
        **dict.fromkeys((2, 3, 4, 5), (100, five.pk, 5)),
    }
    assert (found.heaviest.set, found.heaviest.day) == (single.pk, session.day)


def test_the_best_estimate_and_the_best_session_are_records(athlete, session, new_session, new_set):
    best = new_set(session, load_kg=100, reps=10)
    new_set(session, load_kg=100, reps=10)
    new_set(new_session(MONDAY + DAY), load_kg=110, reps=5)
    found = deadlifts(athlete)
    assert (found.e1rm.set, found.e1rm.value) == (best.pk, pytest.approx(133.333333))
    assert (found.volume.value, found.volume.session, found.volume.set) == (2000, session.pk, None)


def test_more_than_twelve_repetitions_count_up_to_twelve(athlete, session, new_set):
    new_set(session, load_kg=60, reps=20)
    found = deadlifts(athlete)
    assert (set(found.reps), found.reps[12].reps, found.e1rm) == (set(range(1, 13)), 20, None)


def test_without_added_load_repetitions_are_the_record(athlete, lifts, session, new_set):
    new_set(session, "pull-up", load_kg=None, reps=12)
    new_set(session, "pull-up", load_kg=10, reps=6)
    new_set(session, "pull-up", load_kg=-20, reps=15)
    found = records(athlete, lifts["pull-up"])
    assert (found.most_reps.value, found.reps[6].value, found.heaviest.value) == (12, 10, 10)


def test_time_and_distance_have_their_longest(athlete, lifts, session, new_set):
    new_set(session, "plank", load_kg=None, reps=None, duration_s=75)
    new_set(session, "farmers-carry", load_kg=32, reps=None, distance_m=40)
    plank, carry = records(athlete, lifts["plank"]), records(athlete, lifts["farmers-carry"])
    assert (plank.longest.value, plank.heaviest) == (75, None)
    assert (carry.farthest.value, carry.heaviest.value, carry.reps) == (40, 32, {})


def test_warm_ups_plans_missed_lifts_and_other_people_set_no_records(athlete, session, theirs, new_set):
    new_set(session, load_kg=200, kind="warmup")
    new_set(session, load_kg=210, done=False)
    new_set(session, load_kg=220, reps=0, kind="failure")
    new_set(theirs, load_kg=300)
    assert not deadlifts(athlete)


def test_of_equal_marks_the_first_is_the_record(athlete, session, new_session, new_set):
    first = new_set(session, load_kg=100, reps=5)
    new_set(new_session(MONDAY + DAY), load_kg=100, reps=5)
    assert deadlifts(athlete).reps[5].set == first.pk


def test_a_deleted_record_falls_back_to_the_one_before(athlete, session, new_set):
    new_set(session, load_kg=100)
    slip = new_set(session, load_kg=1000)
    delete_set(slip, at=MONDAY)
    assert deadlifts(athlete).heaviest.value == 100
    restore_set(slip)
    assert deadlifts(athlete).heaviest.value == 1000


# --- what a session beat --------------------------------------------------------------------------------------


def said(session):
    return [(record.exercise.pk, record.label, record.old, record.new, record.unit) for record in new_records(session)]


def test_a_session_tells_what_it_beat(session, new_session, new_set):
    new_set(session, load_kg=100, reps=5)
    later = new_session(MONDAY + DAY)
    row = new_set(later, load_kg=105, reps=5)
    assert said(later) == [
        ("deadlift", "Estimated 1RM", 116.666667, 122.5, "kg"),
        ("deadlift", "Volume in a session", 500, 525, "kg"),
        ("deadlift", "5 reps", 100, 105, "kg"),
    ]
    assert [record.set for record in new_records(later)] == [row.pk, None, row.pk]


def test_the_first_time_beats_nothing_and_equal_is_not_beaten(session, new_session, new_set):
    new_set(session, load_kg=100, reps=5)
    later = new_session(MONDAY + DAY)
    new_set(later, load_kg=100, reps=5)
    new_set(later, "romanian-deadlift", load_kg=80, reps=8)
    new_set(later, load_kg=140, reps=5, kind="warmup")
    assert [label for _, label, *_ in said(later)] == ["Volume in a session"] * 0


def test_only_earlier_sessions_are_to_be_beaten(session, new_session, new_set):
    new_set(session, load_kg=100, reps=5)
    later = new_session(MONDAY + DAY)
    new_set(later, load_kg=105, reps=1)
    new_set(new_session(MONDAY + 2 * DAY), load_kg=200, reps=5)
    assert ("deadlift", "1 rep", 100, 105, "kg") in said(later)


def test_holds_carries_and_bodyweight_have_their_own_records(session, new_session, new_set):
    rows = [
        ("plank", {"load_kg": None, "reps": None, "duration_s": 60}, {"load_kg": None, "reps": None, "duration_s": 70}),
        (
            "farmers-carry",
            {"load_kg": 24, "reps": None, "distance_m": 40},
            {"load_kg": 32, "reps": None, "distance_m": 40},
        ),
        ("pull-up", {"load_kg": None, "reps": 8}, {"load_kg": None, "reps": 9}),
    ]
    later = new_session(MONDAY + DAY)
    for slug, before, now in rows:
        new_set(session, slug, **before)
        new_set(later, slug, **now)
    assert said(later) == [
        ("plank", "Longest set", 60, 70, "s"),
        ("farmers-carry", "Heaviest set", 24, 32, "kg"),
        ("pull-up", "Most reps without added load", 8, 9, "reps"),
    ]


def test_records_take_few_queries(athlete, session, new_session, new_set, lifts):
    for day in range(5):
        later = new_session(MONDAY + day * DAY)
        for slug in lifts:
            new_set(later, slug, load_kg=50 + day, reps=5)
    with CaptureQueriesContext(connection) as queries:
        deadlifts(athlete)
    assert len(queries) == 2  # the exercise, and its sets
    later.owner  # noqa: B018 -- the page has read it
    with CaptureQueriesContext(connection) as queries:
        assert new_records(later)
    assert len(queries) == 3


# --- after anything that can happen to a log -------------------------------------------------------------------

Row = tuple[float | None, int | None, int | None, float | None, str, bool]
values = st.tuples(
    st.one_of(st.none(), st.integers(-8, 80).map(lambda load: load * 2.5)),
    st.one_of(st.none(), st.integers(1, 15)),
    st.one_of(st.none(), st.integers(0, 3)),
    st.one_of(st.none(), st.integers(1, 90)),
    st.sampled_from(["working", "working", "warmup", "drop", "amrap", "failure"]),
    st.booleans(),
).filter(lambda row: row[1] is not None or row[3] is not None)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("log"), st.integers(0, 3), values),
        st.tuples(st.just("change"), st.integers(0, 30), values),
        st.tuples(st.sampled_from(["delete", "restore"]), st.integers(0, 30)),
        st.tuples(st.sampled_from(["delete session", "restore session"]), st.integers(0, 3)),
    ),
    max_size=25,
)


def naive(rows: list[Set]) -> dict[str, Any]:
    """Work the records out once more, in the plainest way."""
    rows = [row for row in rows if row.done and row.kind != "warmup"]
    loaded = [row for row in rows if row.load_kg and row.load_kg > 0]
    by_session: dict[Any, float] = {}
    for row in loaded:
        if row.reps:
            by_session[row.session_id] = by_session.get(row.session_id, 0) + row.load_kg * row.reps
    estimates = [found.value for row in loaded if (found := estimate(row.load_kg, row.reps, row.rir))]
    reps = {}
    for count in range(1, 13):
        loads = [row.load_kg for row in loaded if (row.reps or 0) >= count]
        if loads:
            reps[count] = max(loads)
    return {
        "reps": reps,
        "e1rm": round(max(estimates), 6) if estimates else None,
        "volume": round(max(by_session.values()), 3) if by_session else None,
        "heaviest": max((row.load_kg for row in loaded), default=None),
        "most_reps": max((row.reps for row in rows if not row.load_kg and row.reps), default=None),
        "longest": max((row.duration_s for row in rows if row.duration_s), default=None),
    }


class AnythingThatCanHappen(TestCase):
    """Hypothesis gives each example a transaction of its own."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(done=actions)
    def test_records_equal_a_fresh_computation_after_any_sequence(self, done):
        ada = User.objects.create(email="ada@example.org", password="x")
        exercise = lift("deadlift")
        exercise.save()
        sessions = [save_session(Session(owner=ada, started_at=MONDAY + day * DAY)) for day in range(4)]
        rows: list[Set] = []
        for action, place, *more in done:
            if action == "log" and sessions[place].deleted_at is None:
                rows.append(Set(owner=ada, session=sessions[place], exercise=exercise, position=len(rows)))
                write(rows[-1], more[0])
            elif action == "change" and rows and rows[place % len(rows)].deleted_at is None:
                write(rows[place % len(rows)], more[0])
            elif action == "delete" and rows:
                delete_set(rows[place % len(rows)], at=MONDAY)
            elif action == "restore" and rows and rows[place % len(rows)].session.deleted_at is None:
                restore_set(rows[place % len(rows)])
            elif action == "delete session" and sessions[place].deleted_at is None:
                delete_session(sessions[place], at=MONDAY + place * DAY + timedelta(hours=5))
            elif action == "restore session" and sessions[place].deleted_at is not None:
                restore_session(sessions[place])
            for row in rows:
                row.refresh_from_db(fields=["deleted_at"])
        alive = [row for row in rows if row.deleted_at is None and row.session.deleted_at is None]
        found, expected = records(ada, exercise), naive(alive)
        assert {count: mark.value for count, mark in found.reps.items()} == expected["reps"]
        for name in ("e1rm", "volume", "heaviest", "most_reps", "longest"):
            mark = getattr(found, name)
            assert (mark.value if mark else None) == expected[name], name
            if mark and mark.set:
                assert mark.set in {row.pk for row in alive}
        best = bests(earlier_sets(ada), volumes=True).get("deadlift")
        if best:
            assert {int(count): load for count, load in best.reps.items()} == expected["reps"]
            assert (best.e1rm_kg, best.volume_kg, best.heaviest_kg) == (
                expected["e1rm"], expected["volume"], expected["heaviest"],
            )  # fmt: skip
            assert (best.most_reps, best.longest_s) == (expected["most_reps"], expected["longest"])


def write(row: Set, told: Row) -> None:
    row.load_kg, row.reps, row.rir, row.duration_s, row.kind, row.done = told
    row.performed_at = row.session.started_at
    save_set(row)
