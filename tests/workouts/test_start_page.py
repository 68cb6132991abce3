"""What a session starts with: nothing, a template, or an earlier session."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.sessions import delete_session, start_session
from workouts.domain.templates import placed, save_template
from workouts.models import Session, Template

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def lower(athlete, lifts):
    """Ada's template for today: deadlifts."""
    today = athlete.local_date(NOW)
    row = Template(owner=athlete, title="Lower A", weekdays=[today.weekday()])
    return save_template(row, lines=placed([{"exercise": lifts["deadlift"], "sets": 3, "reps": 5}]))


@pytest.fixture
def theirs(stranger, lifts):
    return save_template(Template(owner=stranger, title="Sam's secret plan"))


def test_the_template_due_today_comes_first_each_in_a_form_of_its_own(page, athlete, lower):
    save_template(Template(owner=athlete, title="Any time"))
    content = page.get("/sessions/start").content.decode()
    assert re.findall(r'data-start data-kind="(\w+)"(?: data-id="([^"]+)")?', content)[0] == ("template", str(lower.pk))
    answer = text(page.get("/sessions/start"))
    assert "Lower A due today Deadlift 3 × 5" in answer
    assert "Any time no exercise yet" in answer


def test_one_tap_starts_a_template_with_its_rows(page, lower):
    answer = page.post("/sessions/start", {"template": str(lower.pk)})
    session = Session.objects.get()
    assert answer.url == f"/sessions/{session.pk}"
    assert (session.template, session.title) == (lower, "Lower A")
    assert list(session.sets.values_list("exercise", "planned_reps", "done")) == [("deadlift", 5, False)] * 3


def test_a_template_without_exercises_asks_for_one(page, athlete):
    row = save_template(Template(owner=athlete, title="Empty"))
    answer = page.post("/sessions/start", {"template": str(row.pk)})
    assert answer.url == f"/sessions/{Session.objects.get().pk}/exercises"


def test_a_second_tap_opens_the_same_session(page, lower):
    for _ in range(2):
        page.post("/sessions/start", {"template": str(lower.pk)})
    assert Session.objects.count() == 1
    page.post("/sessions/start", {"title": "Lower A"})
    assert Session.objects.count() == 2


@pytest.mark.parametrize("template", ["nope", str(uuid.UUID(int=1)), "\0", "theirs"])
def test_nothing_starts_from_a_template_that_is_not_mine(page, theirs, template):
    answer = page.post("/sessions/start", {"template": str(theirs.pk) if template == "theirs" else template})
    assert answer.status_code == 404
    assert not Session.objects.exists()
    assert "secret" not in text(page.get("/sessions/start"))


def test_the_browser_may_choose_the_id_and_send_it_twice(page, athlete, lower):
    pk = uuid.uuid4()
    for _ in range(2):
        answer = page.post("/sessions/start", {"template": str(lower.pk), "id": str(pk)})
        assert answer.url == f"/sessions/{pk}"
    assert Session.objects.get().pk == pk


def test_an_id_that_is_taken_or_was_deleted_is_replaced_and_told_about_to_nobody(athlete, stranger, new_session):
    others = new_session(owner=stranger, title="Sam's")
    mine = new_session()
    delete_session(mine, at=mine.started_at)
    for number, taken in enumerate((others, mine)):
        fresh = start_session(owner=athlete, at=NOW + number * timedelta(hours=1), id=taken.pk)
        assert fresh.pk not in (others.pk, mine.pk)
        assert (fresh.owner, fresh.title) == (athlete, "")
    others.refresh_from_db()
    assert (others.owner, others.title) == (stranger, "Sam's")


def test_earlier_sessions_are_offered_once_a_title(page, new_session, new_set):
    old = new_session(NOW - 9 * DAY, title="Hinge day")
    new_set(old)
    latest = new_session(NOW - 2 * DAY, title="Hinge day")
    new_set(latest)
    content = page.get("/sessions/start").content.decode()
    assert str(latest.pk) in content and str(old.pk) not in content


def test_without_templates_it_says_what_one_is_for(page, athlete):
    answer = text(page.get("/sessions/start"))
    assert "None yet. A template asks for sets and reps" in answer and "Plan one" in answer


def test_its_queries_do_not_grow(page, athlete, lifts, new_session, new_set):
    costs = []
    for count in (1, 9):
        for number in range(count):
            row = Template(owner=athlete, title=f"T{count}-{number}")
            save_template(row, lines=placed([{"exercise": lift} for lift in lifts.values()]))
            new_set(new_session(NOW - (count + number) * DAY, title=f"S{count}-{number}"))
        with CaptureQueriesContext(connection) as queries:
            page.get("/sessions/start")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 8
