"""What the log shows on Today."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def yesterday():
    return datetime.now(UTC) - timedelta(days=1)


def test_a_new_athlete_is_offered_the_first_session(page):
    answer = text(page.get("/"))
    assert "Your first session" in answer and "Start a session" in answer


def test_a_running_session_is_offered_to_go_on_with(page, yesterday, new_session, new_set):
    running = new_session(yesterday, running=True, title="Hinge day")
    new_set(running)
    new_set(running, done=False)
    answer = page.get("/")
    assert "Hinge day running Deadlift 1 set done. Go on" in text(answer)
    assert f'href="/sessions/{running.pk}"' in answer.content.decode()


def test_the_next_session_can_be_started_like_the_one_whose_turn_it_is(page, yesterday, new_session, new_set):
    hinge = new_session(yesterday - timedelta(days=2), title="Hinge day")
    new_set(hinge)
    new_set(new_session(yesterday, title="Press day"), "plank")
    answer = page.get("/")
    assert "Hinge day Deadlift" in text(answer)
    assert f'name="like" value="{hinge.pk}"' in answer.content.decode()


def test_strength_shows_the_latest_estimate_and_its_source(page, yesterday, new_session, new_set):
    new_set(new_session(yesterday), load_kg=100, reps=5)
    assert "Deadlift from 100 × 5" in text(page.get("/"))
    assert "116.7 kg" in text(page.get("/"))


def test_strength_shows_how_far_it_has_come(page, yesterday, new_session, new_set):
    before = yesterday - timedelta(days=7)
    new_set(new_session(before), load_kg=100, reps=5)
    new_set(new_session(yesterday), load_kg=102.5, reps=5)
    shown = text(page.get("/"))
    assert f"119.6 kg 116.7 on {before:%-d %b}" in shown


def test_strength_shows_pounds_to_who_trains_in_pounds(page, athlete, yesterday, new_session, new_set):
    athlete.unit = "lb"
    athlete.save()
    new_set(new_session(yesterday), load_kg=102.058, reps=5)
    assert "from 225 × 5" in text(page.get("/")) and "262.5 lb" in text(page.get("/"))


def test_nothing_of_another_person_is_on_it(page, theirs, new_set):
    new_set(theirs, load_kg=333)
    answer = text(page.get("/"))
    assert "secret" not in answer and "333" not in answer
    assert "Your first session" in answer


def test_its_queries_do_not_grow_with_the_history(page, yesterday, new_session, new_set):
    costs = []
    for count in (2, 12):
        for number in range(count):
            new_set(new_session(yesterday - timedelta(days=count + number)))
        with CaptureQueriesContext(connection) as queries:
            page.get("/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def test_it_asks_to_sign_in_first(client, db):
    assert client.get("/").url == "/accounts/login/?next=/"
