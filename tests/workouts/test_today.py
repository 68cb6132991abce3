"""What the log shows on Today."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.sessions import finish_session, start_session
from workouts.domain.templates import placed, save_template
from workouts.domain.today import ahead
from workouts.models import Template


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


@pytest.fixture
def due(athlete, lifts):
    """Return a function that stores a template of Ada's, due so many days from today."""

    def make(title, days, owner=athlete):
        weekday = (athlete.local_date(datetime.now(UTC)) + timedelta(days=days)).weekday()
        row = Template(owner=owner, title=title, weekdays=[weekday])
        return save_template(row, lines=placed([{"exercise": lifts["deadlift"], "sets": 3, "reps": 5}]))

    return make


def test_the_template_due_today_is_offered_before_whose_turn_it_is(page, due, yesterday, new_session, new_set):
    new_set(new_session(yesterday, title="Hinge day"))
    due("Lower B", 2)
    row = due("Lower A", 0)
    answer = page.get("/")
    assert "Next session today Lower A Deadlift 3 × 5 Start Lower A" in text(answer)
    assert f'data-kind="template" data-id="{row.pk}"' in answer.content.decode()
    assert "Start Hinge day" not in text(answer)


def test_one_done_today_is_followed_by_the_next_with_its_day(page, athlete, due):
    started = start_session(owner=athlete, at=datetime.now(UTC), template=due("Lower A", 0))
    finish_session(started, at=datetime.now(UTC))
    due("Lower B", 1)
    answer = text(page.get("/"))
    assert "Next session tomorrow Lower B" in answer and "Start it now" in answer


def test_a_running_session_comes_before_what_is_due(page, due, yesterday, new_session):
    due("Lower A", 0)
    new_session(yesterday, running=True, title="Hinge day")
    answer = text(page.get("/"))
    assert "Hinge day running" in answer and "Start Lower A" not in answer


def test_one_left_open_long_ago_is_still_offered_to_go_on_with(page, yesterday, new_session):
    new_session(yesterday - timedelta(days=300), running=True, title="Left open")
    for number in range(14):
        new_session(yesterday - timedelta(days=number), title=f"Day {number}")
    assert "Left open running" in text(page.get("/"))


def test_the_last_session_can_be_looked_at_repeated_and_made_a_template(page, yesterday, new_session, new_set):
    new_set(new_session(yesterday - timedelta(days=3), title="Old day"), "plank")
    last = new_session(yesterday, title="Hinge day")
    new_set(last, load_kg=100, reps=5)
    answer = page.get("/")
    assert "Last session yesterday Hinge day Deadlift 1 set 500 kg" in text(answer)
    content = answer.content.decode()
    assert f'data-kind="session" data-id="{last.pk}"' in content
    assert f'href="/templates/new?session={last.pk}"' in content


def test_a_session_that_came_from_a_template_is_not_made_one_again(page, athlete, due):
    session = start_session(owner=athlete, at=datetime.now(UTC), template=due("Lower A", 1))
    finish_session(session, at=datetime.now(UTC))
    assert "Make a template" not in text(page.get("/"))


def test_another_persons_template_is_never_due(page, yesterday, stranger, due, new_session):
    due("Sam's secret plan", 0, owner=stranger)
    new_session(yesterday - timedelta(days=90), title="Hinge day")
    answer = text(page.get("/"))
    assert "secret" not in answer and "Start Hinge day" in answer


def test_strength_shows_the_latest_estimate_and_its_source(page, yesterday, new_session, new_set):
    new_set(new_session(yesterday), load_kg=100, reps=5)
    assert "Deadlift from 100 × 5" in text(page.get("/"))
    assert "116.7 kg" in text(page.get("/"))


def test_strength_shows_how_far_it_has_come(page, athlete, yesterday, new_session, new_set):
    before = yesterday - timedelta(days=7)
    new_set(new_session(before), load_kg=100, reps=5)
    new_set(new_session(yesterday), load_kg=102.5, reps=5)
    shown = text(page.get("/"))
    assert f"119.6 kg 116.7 on {athlete.local_date(before):%-d %b}" in shown


def test_strength_shows_pounds_to_who_trains_in_pounds(page, athlete, yesterday, new_session, new_set):
    athlete.unit = "lb"
    athlete.save()
    new_set(new_session(yesterday), load_kg=102.058, reps=5)
    assert "from 225 × 5" in text(page.get("/")) and "262.5 lb" in text(page.get("/"))


def test_nothing_of_another_person_is_on_it(page, theirs, new_set):
    new_set(theirs, load_kg=333.25)
    answer = text(page.get("/"))
    assert "secret" not in answer and "333.25" not in answer
    assert "Your first session" in answer


def test_its_queries_do_not_grow_with_the_history(page, yesterday, new_session, new_set):
    costs = []
    for count in (2, 12):
        for number in range(count):
            new_set(new_session(yesterday - timedelta(days=count + number)))
        with CaptureQueriesContext(connection) as queries:
            page.get("/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 16


def test_it_asks_to_sign_in_first(client, db):
    assert client.get("/").url == "/accounts/login/?next=/"


def test_what_lies_ahead_costs_four_queries_at_most(athlete, due, yesterday, new_session, new_set, lifts):
    for number in range(20):
        new_set(new_session(yesterday - timedelta(days=number), title=f"Day {number}"))
        due(f"Template {number}", number % 7)
    with CaptureQueriesContext(connection) as queries:
        found = ahead(athlete, on=athlete.local_date(datetime.now(UTC)))
    assert found.due and found.last and len(queries) <= 4
