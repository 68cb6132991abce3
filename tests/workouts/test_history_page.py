"""The history: the year's grid, search, filters, paging, and the menu of each session."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.models import Session

EVENING = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY = timedelta(days=1)


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def titles(answer):
    """Return the sessions of the list."""
    return re.findall(r'<a class="line grow"[^>]*><span class="grow"><b>([^<]*)</b>', answer.content.decode())


@pytest.fixture
def three(new_session, new_set, theirs):
    """Three sessions in two years, and one of Sam's."""
    new_set(theirs)
    old = new_session(datetime(2024, 6, 5, 16, tzinfo=UTC), title="Old day", note="in the old gym")
    new_set(old)
    hinge = new_session(EVENING + 2 * DAY, title="Hinge day")
    for _ in range(12):
        new_set(hinge, "romanian-deadlift")
    new_set(new_session(EVENING + 3 * DAY, title="Press day"), "plank")
    return hinge


def test_a_day_of_training_leads_to_its_sessions_and_says_what_was_done(page, three):
    content = page.get("/sessions").content.decode()
    (link,) = re.findall(r'<a class="day"[^>]*?href="([^"]+)"[^>]*aria-label="1 session, 12 sets on 4 March"', content)
    assert link == "/sessions?on=2026-03-04"
    answer = page.get(link)
    assert titles(answer) == ["Hinge day"]
    assert "Wednesday 4 March 2026" in text(answer) and "Show all" in text(answer)


def test_a_day_with_two_sessions_says_so(page, three, new_session):
    new_session(three.started_at + timedelta(hours=2))
    assert 'aria-label="2 sessions, 12 sets on 4 March"' in page.get("/sessions").content.decode()


def test_the_year_shown_is_the_latest_unless_another_is_asked_for(page, three):
    assert "2 days trained · 13 sets" in text(page.get("/sessions"))
    answer = page.get("/sessions?year=2024")
    assert "1 day trained · 1 set" in text(answer)
    assert titles(answer) == ["Old day"]
    assert "1 session, 1 set on 5 June" in answer.content.decode()


def test_every_year_with_a_session_can_be_chosen_and_no_other(page, three):
    content = page.get("/sessions").content.decode()
    assert re.findall(r'href="/sessions\?year=(\d+)"( aria-current="page")?', content) == [
        ("2026", ' aria-current="page"'),
        ("2024", ""),
    ]


def test_each_month_has_its_numbers_as_a_table_and_leads_to_its_sessions(page, three):
    answer = page.get("/sessions")
    assert "Month Sessions Days Sets March 2 2 13" in text(answer)
    assert "from=2026-03-01&amp;to=2026-03-31" in answer.content.decode()
    assert titles(page.get("/sessions?from=2026-03-01&to=2026-03-31")) == ["Press day", "Hinge day"]


def test_a_filter_of_an_old_day_shows_its_year(page, three):
    assert "1 day trained" in text(page.get("/sessions?on=2024-06-05"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=hinge", ["Hinge day"]),
        ("search=gym", ["Old day"]),
        ("search=rdl", ["Hinge day"]),
        ("search=day+press", ["Press day"]),
        ("exercise=deadlift", ["Old day"]),
        ("from=2026-03-05", ["Press day"]),
        ("to=2026-03-04", ["Hinge day", "Old day"]),
        ("search=day&exercise=plank&from=2026-01-01", ["Press day"]),
        ("search=secret", []),
    ],
)
def test_search_and_filters_narrow_the_list(page, three, query, found):
    assert titles(page.get(f"/sessions?{query}")) == found


def test_only_the_list_is_answered_to_htmx(page, three):
    answer = page.get("/sessions?search=hinge", headers={"HX-Request": "true"})
    assert titles(answer) == ["Hinge day"]
    assert "<html" not in answer.content.decode() and 'class="year"' not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_what_was_typed_stays_in_the_form(page, three):
    content = page.get("/sessions?search=press&exercise=plank&from=2026-01-01&to=2026-12-31").content.decode()
    assert 'value="press"' in content and 'value="2026-01-01"' in content and 'value="2026-12-31"' in content
    assert '<option value="plank" selected>' in content
    assert '<details class="filters" open>' in content


def test_exercises_to_filter_by_are_those_that_were_trained(page, three):
    content = page.get("/sessions").content.decode()
    assert re.findall(r'<option value="([^"]+)"', content) == ["deadlift", "plank", "romanian-deadlift"]


def test_no_match_says_so_and_offers_a_way_back(page, three):
    answer = text(page.get("/sessions?search=nothing+like+it"))
    assert "No session matches" in answer and "Show all sessions" in answer
    assert "Nothing on 7 March 2026" in text(page.get("/sessions?on=2026-03-07"))
    assert "No sessions yet" not in answer


@pytest.mark.parametrize("query", ["from=2026-02-30", "to=yesterday", "on=x", "year=abc", "year=1", "search=%00"])
def test_a_filter_that_cannot_be_read_is_said_and_hides_nothing(page, three, query):
    answer = page.get(f"/sessions?{query}")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert titles(answer) == ["Press day", "Hinge day", "Old day"]


def test_filters_are_kept_while_paging(page, new_session):
    for number in range(45):
        new_session(EVENING + number * timedelta(hours=1), title=f"Day {number:02}")
        new_session(EVENING + number * timedelta(hours=1), title="Other")
    seen, url = [], "/sessions?search=day&from=2026-03-01"
    while url:
        answer = page.get(url)
        seen += titles(answer)
        link = re.search(r'<a class="btn wide" href="([^"]+)"', answer.content.decode())
        url = f"/sessions{link[1].replace('&amp;', '&')}" if link else None
    assert seen == [f"Day {number:02}" for number in range(44, -1, -1)]


def test_a_session_can_be_deleted_from_the_list_and_taken_back(page, three):
    content = page.get("/sessions").content.decode()
    assert f'action="/sessions/{three.pk}/delete"' in content
    answer = page.post(f"/sessions/{three.pk}/delete", follow=True)
    assert "Hinge day deleted. Undo" in text(answer)
    assert titles(answer) == ["Press day", "Old day"]
    page.post(f"/sessions/{three.pk}/restore")
    assert Session.objects.alive().filter(pk=three.pk).exists()


def test_a_session_can_be_repeated_or_made_a_template_from_the_list(page, three):
    content = page.get("/sessions").content.decode()
    assert f'data-kind="session" data-id="{three.pk}"' in content
    assert f'href="/templates/new?session={three.pk}"' in content


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_it_costs_at_most_eight_queries_whatever_is_asked(page, athlete, new_session, new_set, unit):
    athlete.unit = unit
    athlete.save()
    for number in range(45):
        row = new_session(EVENING - number * 20 * DAY, title=f"Day {number}")
        new_set(row, ["deadlift", "plank", "pull-up"][number % 3])
    older = re.search(r'href="(\?before=[^"]+)"', page.get("/sessions").content.decode())[1]
    for query in ("", "?search=day+deadlift", "?exercise=plank&from=2020-01-01&to=2026-12-31", "?on=2026-03-02", older):
        with CaptureQueriesContext(connection) as queries:
            page.get(f"/sessions{query}")
        assert len(queries) <= 8, query


def test_with_nothing_logged_there_is_no_grid_and_nothing_to_search(page, theirs):
    content = page.get("/sessions").content.decode()
    assert 'class="year"' not in content and 'role="search"' not in content
