"""Whoever watches a clip that is not theirs is written down for its owner."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from core import grants
from videos.domain import viewings
from videos.domain.viewings import note_viewing
from videos.models import Video, Viewing

URL = "/api/v1/videos"
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def guest(stranger):
    """Let Sam in to see Ada's clips, and return his browser."""

    def provider(viewer, model):
        return Q(owner__email="ada@example.org") if viewer == stranger and model is Video else None

    grants.register(provider)
    browser = Client()
    browser.force_login(stranger)
    yield browser
    grants.unregister(provider)


def taken(answer):
    """Read a file to its end, as the test client wants it: closing it early would close the database too."""
    return b"".join(answer.streaming_content)


def noted():
    return sorted((row.viewer_name, row.what, row.times) for row in Viewing.objects.all())


def test_a_guest_who_opens_the_page_is_written_down_and_the_owner_is_not(guest, page, video):
    assert guest.get(video.get_absolute_url()).status_code == 200
    assert page.get(video.get_absolute_url()).status_code == 200
    assert noted() == [("Sam", "watched", 1)]


def test_the_many_requests_of_a_player_are_one_line(guest, video):
    guest.get(video.get_absolute_url())
    for start in range(0, 500, 50):
        answer = guest.get(
            f"{URL}/{video.pk}/original",
            headers={"Range": f"bytes={start}-{start + 49}", "Sec-Fetch-Dest": "video"},
        )
        assert len(b"".join(answer.streaming_content)) == 50
    assert noted() == [("Sam", "watched", 1)]


@pytest.mark.parametrize("query", ["", "?download=1"])
def test_who_takes_the_file_is_said_to_have_it(guest, video, query):
    headers = {"Sec-Fetch-Dest": "video"} if query else {}
    taken(guest.get(f"{URL}/{video.pk}/original{query}", headers=headers))
    assert noted() == [("Sam", "downloaded", 1)]


def test_neither_a_still_nor_the_head_of_a_file_is_watching(guest, ready):
    taken(guest.get(f"{URL}/{ready.pk}/poster"))
    taken(guest.head(f"{URL}/{ready.pk}/original"))
    assert noted() == []


def test_a_visit_goes_on_for_half_an_hour_and_what_comes_later_is_another(video, stranger):
    for minutes in (0, 10, 35, 66):
        note_viewing(video, by=stranger, what="watched", at=NOW + timedelta(minutes=minutes))
    row = Viewing.objects.get()
    assert (row.times, row.first_at, row.last_at) == (2, NOW, NOW + timedelta(minutes=66))


def test_a_database_that_takes_no_line_keeps_nobody_from_watching(guest, video, mp4, monkeypatch):
    def broken(*args):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(viewings, "_write", broken)
    answer = guest.get(f"{URL}/{video.pk}/original")
    assert b"".join(answer.streaming_content) == mp4
    assert noted() == []


def test_the_owner_reads_it_on_the_clip_and_the_guest_does_not(guest, page, video):
    taken(guest.get(f"{URL}/{video.pk}/original?download"))
    assert "took the file" in page.get(video.get_absolute_url()).content.decode()
    shown = guest.get(video.get_absolute_url()).content.decode()
    assert "took the file" not in shown
    assert "Seen by" not in shown


def test_a_clip_that_nobody_saw_says_so(page, video):
    assert "Nobody but you has opened this clip." in page.get(video.get_absolute_url()).content.decode()


def test_the_list_has_every_clips_lines_and_can_be_narrowed_to_one(page, film, stranger):
    first, second = film(), film()
    note_viewing(first, by=stranger, what="watched", at=NOW)
    note_viewing(second, by=stranger, what="downloaded", at=NOW)
    assert len(page.get("/videos/viewings").context["viewings"]) == 2
    narrowed = page.get(f"/videos/viewings?video={first.pk}").context["viewings"]
    assert [row.what for row in narrowed] == ["watched"]


def test_a_long_list_goes_on_where_the_page_ends(page, video, stranger):
    rows = [
        Viewing(video=video, viewer_name=f"Guest {n}", what="watched", first_at=NOW, last_at=NOW - timedelta(hours=n))
        for n in range(120)
    ]
    Viewing.objects.bulk_create(rows)
    seen, address = [], "/videos/viewings"
    while address:
        context = page.get(address).context
        seen += [row.viewer_name for row in context["viewings"]]
        address = f"/videos/viewings?before={context['older']}" if context["older"] else ""
    assert seen == [f"Guest {n}" for n in range(120)]


@pytest.mark.parametrize("query", ["?before=x", "?before=" + "9" * 5000, "?before=99999999999999999999"])
def test_a_mark_that_leads_nowhere_shows_the_first_page(page, video, stranger, query):
    note_viewing(video, by=stranger, what="watched")
    assert len(page.get(f"/videos/viewings{query}").context["viewings"]) == 1


def test_somebody_elses_clip_has_no_list(guest, video):
    assert guest.get(f"/videos/viewings?video={video.pk}").status_code == 404
    assert guest.get("/videos/viewings?video=x").status_code == 404


def test_what_a_guest_did_stays_readable_when_their_account_goes(page, video, stranger):
    note_viewing(video, by=stranger, what="watched")
    stranger.delete()
    assert "<b>Sam</b> watched it" in page.get(video.get_absolute_url()).content.decode()
