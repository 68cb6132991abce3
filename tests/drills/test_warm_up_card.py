"""The warm-up on top of a session: there for every lower-body session, in the doses of the day."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drills.models import PlannedDrill
from tests.drills.practice.rows import enrol, programme
from tests.workouts.conftest import MONDAY


@pytest.fixture
def running(new_session):
    return new_session(MONDAY, running=True)


def card(page, path):
    """Return the card's tag, and the lines in it."""
    text = page.get(path).text
    tag = re.search(r"<fr-drills[^>]* data-warm-up[^>]*>", text)
    if tag is None:
        return None, []
    return tag[0], re.findall(r'<li class="drill-line"[^>]* data-drill="([^"]+)"', text)


def test_a_lower_body_session_opens_with_the_dowel_hinge(page, running, new_set, dowel):
    new_set(running, done=False)
    tag, drills = card(page, f"/sessions/{running.pk}")
    assert drills == ["dowel-hinge"]
    assert "hidden" not in tag
    assert 'href="/drills/warm-up"' in page.get(f"/sessions/{running.pk}").text


def test_another_session_keeps_it_ready_for_when_such_an_exercise_is_added(page, running, new_set, dowel, lifts):
    new_set(running, "pull-up", done=False)
    for path in (f"/sessions/{running.pk}", "/sessions/log"):
        tag, drills = card(page, path)
        assert drills == ["dowel-hinge"]
        assert tag.endswith(" hidden>")
    text = page.get("/sessions/log").text
    lower = json.loads(re.search(r'<script[^>]* id="lower-body-data"[^>]*>(.*?)</script>', text)[1])
    assert lower == ["deadlift", "romanian-deadlift"]


def test_a_session_that_is_over_has_no_warm_up(page, new_session, new_set, dowel):
    over = new_session(MONDAY)
    new_set(over)
    assert card(page, f"/sessions/{over.pk}") == (None, [])


def test_what_was_put_into_the_warm_up_stands_there_too(page, athlete, running, new_set, dowel, own_drill):
    today = athlete.local_date(timezone.now())
    PlannedDrill.objects.create(owner=athlete, drill=own_drill, when="warm-up", starts_on=today)
    new_set(running, done=False)
    assert card(page, f"/sessions/{running.pk}")[1] == ["dowel-hinge", own_drill.pk]


def test_it_knows_what_was_done_today_and_by_whom(page, running, new_set, dowel, new_log, stranger):
    new_set(running, done=False)
    new_log(20, at=timezone.now(), clean_reps=18)
    new_log(45, at=timezone.now(), owner=stranger, clean_reps=45)
    new_log(45)  # in March
    text = page.get(f"/sessions/{running.pk}").text
    assert "20 / 45 reps" in text
    logs = json.loads(re.search(r'data-logs="([^"]*)"', text)[1].replace("&quot;", '"'))
    assert [(log["reps"], log["clean_reps"]) for log in logs] == [(20, 18)]


def test_it_costs_the_same_however_many_drills_and_logs(page, athlete, running, new_set, dowel, own_drill, new_log):
    today = athlete.local_date(timezone.now())
    new_set(running, done=False)
    before = count_of(page, running)
    PlannedDrill.objects.create(owner=athlete, drill=own_drill, when="warm-up", starts_on=today)
    for _ in range(3):
        new_set(running, "romanian-deadlift", done=False)
        new_log(5, at=timezone.now(), clean_reps=5)
    assert count_of(page, running) == before


def test_the_plan_and_the_self_tests_are_read_once_for_all_that_the_page_says(
    page, athlete, new_session, new_set, dowel
):
    now = timezone.now()
    today = athlete.local_date(now)
    enrol(athlete, programme([{"drill": dowel, "when": "daily"}]), today)
    running = new_session(now, running=True)
    new_set(running, done=False)
    asked = [query["sql"] for query in queries_of(page, running)]
    for table in ("drills_enrolment", "drills_phase", "drills_phaseitem", "drills_selftest"):
        assert len([sql for sql in asked if f'FROM "{table}"' in sql]) == 1, table


def count_of(page, session):
    return len(queries_of(page, session))


def queries_of(page, session):
    with CaptureQueriesContext(connection) as queries:
        page.get(f"/sessions/{session.pk}")
    return queries.captured_queries
