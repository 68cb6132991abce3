"""A session of more sets than people do: each new one costs the same, and the bests stay right."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workouts.bests import counted_bests, stored_bests
from workouts.domain.record_columns import read_records
from workouts.domain.records import records
from workouts.domain.session_bests import MOST_BESIDE
from workouts.models import Set


@pytest.fixture
def draw():
    chance = random.Random(7)
    return lambda: {
        "load_kg": chance.choice([None, 60.0, 100.0, 102.058, 120.0]),
        "reps": chance.choice([1, 3, 5, 8, 15]),
        "rir": chance.choice([None, 0, 5]),
        "kind": chance.choice(["working", "working", "warmup", "drop"]),
        "duration_s": chance.choice([None, 0.3, 30.1]),
    }


def test_the_bests_are_those_of_all_its_sets(athlete, session, new_set, lifts, draw):
    for number in range(MOST_BESIDE + 30):
        new_set(session, "romanian-deadlift" if number == MOST_BESIDE + 10 else "deadlift", **draw())
    assert stored_bests() == counted_bests()
    assert read_records(owner=athlete, exercise="deadlift") == records(athlete, lifts["deadlift"])


def test_a_set_that_goes_in_between_counts_in_its_place(session, new_set):
    first = new_set(session, block=1, position=5)
    for number in range(MOST_BESIDE):
        new_set(session, block=2, position=number, load_kg=60)
    earlier = new_set(session, block=0, position=0)  # of equals the earliest is the best
    (found,) = stored_bests().values()
    assert (found["e1rm"][-1], found["top"][-1]) == (earlier.pk, earlier.pk) != (first.pk, first.pk)
    assert stored_bests() == counted_bests()


def test_a_new_set_reads_no_more_than_the_last_ones(device, session, new_set):
    body = {"session": str(session.pk), "exercise": "deadlift", "load_kg": 100, "reps": 5}
    asked = []
    for _ in range(MOST_BESIDE + 3):
        with CaptureQueriesContext(connection) as queries:
            assert device.post("/api/v1/sets", body).status_code == 201
        asked.append([query["sql"] for query in queries])
    assert len(asked[-1]) <= len(asked[3]) + 1
    assert any(f"LIMIT {MOST_BESIDE}" in sql for sql in asked[-1])
    places = list(Set.objects.in_order().values_list("block", "position"))
    assert places == [(0, number) for number in range(MOST_BESIDE + 3)]
