"""The progress page: numbers with the sets they come from, as text and table."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.library import create_own_exercise
from workouts.domain.sessions import delete_session


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def lately():
    """Return an instant of last week, so that it lies in every range."""
    return datetime.now(UTC).replace(hour=12, minute=0) - timedelta(days=7)


def test_without_a_working_set_it_says_what_to_do(page, theirs, new_set):
    new_set(theirs)
    answer = text(page.get("/progress"))
    assert "Nothing to draw yet" in answer and "Start a session" in answer


def test_every_number_names_the_set_it_comes_from(page, lately, new_session, new_set):
    started = new_session(lately)
    row = new_set(started, load_kg=100, reps=5)
    answer = page.get("/progress")
    day = f"{lately.day} {lately:%b}"
    assert f"e1RM now 116.7 kg 113–119, from 100 × 5, {day}" in text(answer)
    assert f"Heaviest set 100 kg × 5, {day}" in text(answer)
    assert f"/sessions/{started.pk}#set-{row.pk}" in answer.content.decode()


def test_a_single_is_said_to_be_measured(page, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=140, reps=1)
    assert "e1RM now 140.0 kg measured, from 140 × 1" in text(page.get("/progress"))


def test_a_session_beyond_twelve_reps_is_listed_as_not_estimated(page, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=60, reps=20)
    answer = text(page.get("/progress"))
    assert "not estimated" in answer and "60 × 20" in answer


def test_the_best_and_the_latest_estimate_are_told_apart(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=7)), load_kg=120, reps=5)
    new_set(new_session(lately), load_kg=100, reps=5)
    answer = text(page.get("/progress"))
    assert "e1RM now 116.7 kg" in answer and "Best e1RM 140.0 kg" in answer


def test_the_exercise_trained_last_is_shown_unless_another_is_asked_for(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=1)), "deadlift")
    new_set(new_session(lately), "romanian-deadlift")
    assert "<h1>Romanian deadlift</h1>" in page.get("/progress").content.decode()
    assert "<h1>Deadlift</h1>" in page.get("/progress?exercise=deadlift").content.decode()


def test_romanian_and_conventional_deadlifts_are_lines_of_their_own(page, lately, new_session, new_set):
    started = new_session(lately)
    new_set(started, "deadlift", load_kg=150, reps=1)
    new_set(started, "romanian-deadlift", load_kg=90, reps=1)
    assert "150" not in text(page.get("/progress?exercise=romanian-deadlift"))
    assert "90" not in text(page.get("/progress?exercise=deadlift")).replace("390", "")


def test_pounds_are_shown_to_who_trains_in_pounds(page, athlete, lately, new_session, new_set):
    athlete.unit = "lb"
    athlete.save()
    new_set(new_session(lately), load_kg=102.058, reps=5)
    content = page.get("/progress")
    assert "262.5 lb" in text(content) and "from 225 × 5" in text(content)
    assert "unit=lb" in content.content.decode()


def test_a_range_leaves_out_what_is_older_and_says_so(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=300)), load_kg=100)
    assert "No loaded working set in this range" in text(page.get("/progress?range=6m"))
    assert "from 100 × 5" in text(page.get("/progress?range=1y"))
    assert "from 100 × 5" in text(page.get("/progress?range=all"))


def test_others_and_deleted_sets_are_never_on_it(page, lately, theirs, new_session, new_set):
    new_set(new_session(lately), load_kg=60)
    new_set(theirs, load_kg=333)
    gone = new_session(lately + timedelta(days=1))
    new_set(gone, load_kg=444)
    delete_session(gone, at=lately)
    answer = text(page.get("/progress?range=all"))
    assert "from 60 × 5" in answer and "333" not in answer and "444" not in answer


@pytest.mark.parametrize("query", ["exercise=no-such-lift", "range=forever", "exercise=%00", "exercise=sams-lift"])
def test_what_is_not_there_has_no_page(page, stranger, lifts, query):
    create_own_exercise(owner=stranger, name="Sams lift", pattern="hinge", equipment="box", primary=[], secondary=[])
    answer = page.get(f"/progress?{query}")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer)


def test_the_queries_do_not_grow_with_the_history(page, lately, new_session, new_set):
    costs = []
    for count in (2, 12):
        for number in range(count):
            new_set(new_session(lately - timedelta(days=count + number)))
        with CaptureQueriesContext(connection) as queries:
            page.get("/progress?range=all")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 10


def test_it_asks_to_sign_in_first(client, db):
    assert client.get("/progress").url == "/accounts/login/?next=/progress"
