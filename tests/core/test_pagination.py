"""Reading on, also where many rows share one instant."""

from datetime import UTC, datetime

import pytest

from core.pagination import older_page
from workouts.domain.sessions import save_session
from workouts.models import Session

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def at_once(athlete, stranger):
    """Eleven sessions of Ada's at one instant, and one of Sam's that could leak."""
    save_session(Session(owner=stranger, started_at=NOON))
    return [save_session(Session(owner=athlete, started_at=NOON)) for _ in range(11)]


def walk(api, url, link):
    """Follow the links from a page on, and return the ids of each page."""
    pages = []
    while url:
        answer = api.get(url).json()
        pages.append([row["id"] for row in answer["results"]])
        url = answer[link]
    return pages


def newest_first(sessions):
    return [str(row.pk) for row in sorted(sessions, key=lambda row: row.pk, reverse=True)]


def test_next_leads_through_rows_of_one_instant_once(api, at_once):
    pages = walk(api, "/api/v1/sessions?limit=3", "next")
    assert [len(page) for page in pages] == [3, 3, 3, 2]
    assert [pk for page in pages for pk in page] == newest_first(at_once)


def test_previous_leads_back_through_the_same_pages(api, at_once):
    url = "/api/v1/sessions?limit=3"
    for _ in range(3):
        url = api.get(url).json()["next"]
    pages = walk(api, url, "previous")
    assert [pk for page in reversed(pages) for pk in page] == newest_first(at_once)


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(api, at_once):
    first = api.get("/api/v1/sessions?limit=6").json()
    last = api.get(first["next"]).json()
    assert (first["previous"], last["next"]) == (None, None)
    assert [row["id"] for row in api.get(last["previous"]).json()["results"]] == [row["id"] for row in first["results"]]


def test_a_page_reads_on_before_the_last_row_seen(athlete, at_once):
    seen, before = [], ""
    while before is not None:
        page, before = older_page(Session.objects.for_user(athlete), by="started_at", before=str(before), size=4)
        seen.append([str(row.pk) for row in page])
    assert [len(page) for page in seen] == [4, 4, 3]
    assert [pk for page in seen for pk in page] == newest_first(at_once)


@pytest.mark.parametrize("before", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_mark_that_is_not_there_leads_to_the_first_page(athlete, at_once, before):
    page, _ = older_page(Session.objects.for_user(athlete), by="started_at", before=before, size=4)
    assert [str(row.pk) for row in page] == newest_first(at_once)[:4]


def test_a_strangers_row_is_no_mark(athlete, stranger, at_once):
    theirs = Session.objects.for_user(stranger).get()
    page, _ = older_page(Session.objects.for_user(athlete), by="started_at", before=str(theirs.pk), size=4)
    assert [str(row.pk) for row in page] == newest_first(at_once)[:4]
