"""What the session page is made of: runs, rows, and last time beside them."""

import json
from datetime import date, timedelta

import pytest

from workouts.domain.session_page import page_data, session_blocks
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

TODAY = date(2026, 3, 9)


@pytest.fixture
def now(new_session, session):
    return new_session(session.started_at + timedelta(days=7), running=True)


def test_runs_of_an_exercise_are_blocks_in_their_order(now, new_set):
    for slug in ("deadlift", "deadlift", "romanian-deadlift", "deadlift"):
        new_set(now, slug)
    blocks = session_blocks(now, on=TODAY)
    assert [(block.number, block.exercise.pk, len(block.rows)) for block in blocks] == [
        (0, "deadlift", 2),
        (1, "romanian-deadlift", 1),
        (2, "deadlift", 1),
    ]


def test_a_block_counts_what_is_done(now, new_set):
    new_set(now)
    new_set(now, done=False)
    assert session_blocks(now, on=TODAY)[0].done == 1


def test_working_sets_are_numbered_and_warm_ups_are_not(now, new_set):
    for kind in ("warmup", "warmup", "working", "working", "drop"):
        new_set(now, kind=kind)
    assert [row.label for row in session_blocks(now, on=TODAY)[0].rows] == ["W", "W", "1", "2", "3"]


def test_warm_ups_stand_beside_warm_ups_and_the_rest_beside_the_rest(session, now, new_set):
    for kind, load in (("warmup", 40), ("warmup", 60), ("working", 100), ("working", 105)):
        new_set(session, kind=kind, load_kg=load)
    for kind in ("warmup", "working", "working", "working"):
        new_set(now, kind=kind)
    rows = session_blocks(now, on=TODAY)[0].rows
    assert [row.last and row.last["load_kg"] for row in rows] == [40, 100, 105, None]


def test_without_a_last_time_there_is_nothing_beside_a_row(now, new_set):
    new_set(now)
    assert session_blocks(now, on=TODAY)[0].rows[0].last is None


def test_another_persons_last_time_stands_beside_nothing(theirs, now, new_set):
    new_set(theirs, load_kg=300)
    new_set(now)
    assert session_blocks(now, on=TODAY)[0].rows[0].last is None


def test_deleted_sets_are_not_on_the_page(now, new_set):
    stays = new_set(now)
    delete_set(new_set(now), at=now.started_at)
    assert [row.set for row in session_blocks(now, on=TODAY)[0].rows] == [stays]


def test_a_block_knows_its_superset(now, new_set):
    new_set(now, superset=3)
    assert session_blocks(now, on=TODAY)[0].superset == 3


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow_with_the_sets(session, now, new_set, count, django_assert_max_num_queries):
    for row in (session, now):
        for _ in range(count):
            new_set(row)
    fresh = Session.objects.select_related("owner").get(pk=now.pk)
    with django_assert_max_num_queries(5):
        session_blocks(fresh, on=TODAY)


def test_runs_in_a_superset_are_lettered_by_superset_and_place(now, new_set):
    for slug, superset in (("deadlift", 3), ("plank", 3), ("pull-up", None), ("romanian-deadlift", 1), ("deadlift", 1)):
        new_set(now, slug, superset=superset)
    blocks = session_blocks(now, on=TODAY)
    assert [block.letter for block in blocks] == ["A1", "A2", "", "B1", "B2"]
    assert [(block.first, block.last) for block in blocks] == [(True, False), *[(False, False)] * 3, (False, True)]


def test_a_suggestion_that_only_says_to_stay_is_nothing_to_take(session, now, new_set):
    new_set(session, rpe=10, form_rating=5)
    new_set(session, "plank", load_kg=None, reps=None, duration_s=30)
    new_set(now)
    new_set(now, "plank", load_kg=None, reps=None, duration_s=30)
    held, longer = session_blocks(now, on=TODAY)
    assert (held.facts.suggestion.change, held.takes) == ("repeat", False)
    assert (longer.facts.suggestion.change, longer.takes) == ("up", True)


def test_what_was_answered_to_a_suggestion_stands_with_the_run(now, new_set):
    now.suggestions = {"deadlift": "ignored"}
    new_set(now)
    new_set(now, "plank")
    assert [block.answered for block in session_blocks(now, on=TODAY)] == ["ignored", ""]


# --- what the browser gets -----------------------------------------------------------------------------------


def test_the_browser_gets_every_row_as_the_api_names_it(api, now, new_set):
    new_set(now, superset=2, pain=3, pain_place="knee", faults=["squatting"], planned_reps=6)
    new_set(now, "plank", done=False)
    data = json.loads(json.dumps(page_data(now, session_blocks(now, on=TODAY))))
    told = {row["id"]: row for row in api.get(f"/api/v1/sets?session={now.pk}").json()["results"]}
    assert [row["exercise"] for row in data["rows"]] == ["deadlift", "plank"]
    for row in data["rows"]:
        known = told[row["id"]] | {"performed_at": row["performed_at"]}  # the same moment, written another way
        assert row == {name: known[name] for name in row}
        assert set(known) - set(row) == {"session", "created_at", "updated_at"}


def test_the_version_of_the_page_is_that_of_its_latest_write(now, new_set):
    rows = [new_set(now), new_set(now)]
    data = page_data(now, session_blocks(now, on=TODAY))
    assert data["v"] == max(row.v for row in rows) == max(Set.objects.values_list("v", flat=True))
    assert data["session"] == {
        "id": str(now.pk),
        "title": "",
        "started_at": now.started_at.isoformat(),
        "finished_at": None,
        "suggestions": {},
    }


def test_the_browser_gets_the_facts_of_each_exercise_once(session, now, new_set):
    new_set(session, load_kg=97.5)
    for slug in ("deadlift", "plank", "deadlift"):
        new_set(now, slug)
    facts = page_data(now, session_blocks(now, on=TODAY))["facts"]
    assert list(facts) == ["deadlift", "plank"]
    assert facts["deadlift"]["last"]["day"] == "2026-03-02"
    assert facts["deadlift"]["last"]["sets"][0]["load_kg"] == 97.5
    assert facts["plank"]["last"] is None
