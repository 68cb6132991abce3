"""Whether a clip keeps its original is what its person had chosen when it came in, whenever its web version is made."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core import jobs
from core.jobs import MAX_ATTEMPTS
from core.ledger import Job
from tests.videos.conftest import work_on
from tests.videos.uploads.conftest import Tus
from videos.domain import rendition
from videos.domain.sweep import sweep
from videos.models import Video


@pytest.fixture
def choose(api):
    """Return a way for Ada to choose whether originals are kept, as her app does."""
    return lambda keeps: api.patch("/api/v1/profile", {"keep_originals": keeps})


@pytest.fixture(params=["form", "pieces"])
def come_in(request, api, send, mp4):
    """Return a way to have a clip of Ada's come in."""

    def in_pieces():
        tus = Tus(api)
        tus.patch(tus.create(len(mp4))["Location"], 0, mp4)

    def take():
        send(mp4) if request.param == "form" else in_pieces()
        return Video.objects.latest("created_at")

    return take


def has_original(video):
    """Tell whether the row and the storage have it; they agree."""
    there = [name for name in default_storage.listdir(video.folder)[1] if name.endswith(".bin")]
    assert [f"{video.folder}/{name}" for name in there] == ([video.original.name] if video.original else [])
    return bool(there)


def test_a_choice_holds_for_the_clips_that_come_in_after_it(choose, come_in):
    before = come_in()
    choose(False)
    between = come_in()
    choose(True)
    after = come_in()
    kept = [(work_on(video).status, has_original(video)) for video in (before, between, after)]
    assert kept == [("ready", True), ("ready", False), ("ready", True)]


def test_a_clip_without_its_original_still_says_what_it_was(choose, film, mp4, api):
    choose(False)
    video = work_on(film())
    assert (video.size, len(video.sha256)) == (len(mp4), 64)
    assert api.get(f"/api/v1/videos/{video.pk}").json()["original"] is None
    assert [name for name in default_storage.listdir(video.folder)[1] if "-" not in name] == []


def test_an_old_clip_whose_web_version_is_tried_again_keeps_its_original(choose, video, page, monkeypatch):
    jobs.work(Job.objects.get().pk)
    with monkeypatch.context() as patch:
        patch.setattr(rendition, "_encode", lambda *args: 1 / 0)
        for _ in range(MAX_ATTEMPTS):
            jobs.work(Job.objects.get(kind="rendition").pk)
    choose(False)
    page.post(f"/videos/{video.pk}/retry")
    assert work_on(video).status == "ready"
    assert has_original(video)


def test_an_old_clip_whose_missing_web_version_is_made_anew_keeps_its_original(choose, ready):
    default_storage.delete(ready.rendition)
    choose(False)
    list(sweep(at=timezone.now() + timedelta(days=2)))
    assert work_on(ready).rendition.endswith("/rendition-2.mp4")
    assert has_original(ready)
