"""Work that is done anew: what a video shows stays until the new is there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageChops

from core import jobs
from core.ledger import Job, State
from tests.videos.conftest import work_on
from tests.videos.watching import watched
from videos.domain import rendition, stills
from videos.domain.intake import retry_video, save_video
from videos.domain.missing import MISSING
from videos.domain.stills import make_stills
from videos.domain.sweep import sweep
from videos.models import Video


def job_of(video, kind):
    return Job.objects.get(subject=video.pk, kind=kind)


def mark(video, start_s, end_s):
    video.trim_start_s, video.trim_end_s = start_s, end_s
    return save_video(video)


def sprite(video):
    return Image.open(default_storage.open(f"{video.sprite}.jpg")).convert("L")


def same(a, b):
    return ImageChops.difference(a, b).getextrema()[1] < 60


@pytest.fixture
def newer(monkeypatch):
    """Return a way to raise the version of a kind of work, as an update of the program does."""

    def raise_version(kind):
        newer = replace(kind, version=kind.version + 1)
        monkeypatch.setitem(jobs.kinds._kinds, kind.name, newer)
        return jobs.renew_outdated(timezone.now())

    return raise_version


def test_new_marks_make_new_pictures_of_the_marked_part(ready):
    before = sprite(ready)
    mark(ready, 1.7, 1.9)
    assert job_of(ready, "stills").state == State.QUEUED
    assert job_of(ready, "rendition").state == State.DONE
    work_on(ready)
    assert (ready.status, ready.poster) == ("ready", f"{ready.folder}/poster-2")
    assert not same(sprite(ready), before)


def test_an_original_that_was_kept_stays_when_later_clips_are_to_keep_none(ready, athlete, newer):
    athlete.keep_originals = False
    athlete.save()
    assert newer(rendition.RENDITION) == 1
    work_on(ready)
    assert ready.rendition == f"{ready.folder}/rendition-2.mp4"
    assert default_storage.exists(ready.original.name)


def test_a_ready_video_stays_ready_and_shows_its_old_pictures_meanwhile(ready, api):
    path, seen = f"/api/v1/videos/{ready.pk}", []
    mark(ready, 1.7, 1.9)
    seen.append(api.get(path).json())

    def look(done):
        seen.append(api.get(path).json())
        assert api.get(f"{path}/poster").status_code == 200
        assert api.get(f"{path}/sprite").status_code == 200

    make_stills(watched(job_of(ready, "stills"), look))
    assert {(row["status"], row["progress"]) for row in seen} == {("ready", 1.0)}
    assert all(row["poster"] and row["sprite"] and row["rendition"] for row in seen)


def test_pictures_of_other_marks_leave_one_of_each_on_the_disk(ready, on_disk):
    work_on(mark(ready, 0.5, 1.0))
    names = {path.name for path in on_disk() if path.suffix != ".bin"}
    assert names == {"poster-2.webp", "poster-2.jpg", "sprite-2.webp", "sprite-2.jpg", "rendition-1.mp4"}


def test_other_words_and_the_same_marks_start_no_work(ready):
    ready.load_kg = 80.0
    save_video(ready)
    mark(ready, None, None)
    assert {job.state for job in Job.objects.all()} == {State.DONE}


def test_marks_moved_back_make_the_pictures_of_before(ready):
    before = sprite(ready)
    work_on(mark(ready, 1.7, 1.9))
    work_on(mark(ready, None, None))
    assert same(sprite(ready), before)


def test_marks_moved_before_anything_was_made_count(film):
    video, whole = film(), work_on(film())
    work_on(mark(video, 1.7, 1.9))
    assert (video.status, job_of(video, "stills").fence) == ("ready", 1)
    assert not same(sprite(video), sprite(whole))


def test_without_the_original_pictures_come_from_the_rendition(film, athlete):
    athlete.keep_originals = False
    video = film()
    whole = sprite(work_on(video))
    facts = (video.width, video.height, video.duration_s)
    work_on(mark(video, 1.7, 1.9))
    assert (video.status, video.original.name) == ("ready", "")
    assert not same(sprite(video), whole)
    assert (video.width, video.height, video.duration_s) == facts
    work_on(mark(video, None, None))
    assert same(sprite(video), whole)


def test_a_video_of_which_nothing_is_left_says_so(video, on_disk):
    Video.objects.update(original="")
    assert work_on(video).status == "failed"
    assert video.reason == "No file of this video is left to work on."


@pytest.mark.parametrize("kind", [stills.STILLS, rendition.RENDITION])
def test_a_newer_program_does_the_work_anew_and_replaces_the_result(ready, newer, on_disk, kind):
    assert newer(kind) == 1
    assert Video.objects.get().status == "ready"
    work_on(ready)
    assert (ready.status, job_of(ready, kind.name).fence) == ("ready", 2)
    shown = {"stills": ready.poster, "rendition": ready.rendition}[kind.name]
    assert "-2" in shown
    assert len(on_disk()) == 6


@pytest.mark.parametrize("kind", [stills.STILLS, rendition.RENDITION])
def test_work_done_anew_that_fails_leaves_what_was_there(ready, newer, on_disk, kind):
    before = on_disk()
    newer(kind)
    jobs.claim(job_of(ready, kind.name).pk).fail(reason="It would not.", error="x")
    row = Video.objects.get()
    assert (row.status, row.reason, row.v) == ("ready", "", ready.v + 0)
    assert on_disk() == before


def test_a_rendition_without_its_original_is_not_made_of_itself(ready, newer, on_disk):
    default_storage.delete(ready.original.name)
    Video.objects.update(original="")
    newer(rendition.RENDITION)
    before = on_disk()
    work_on(ready)
    assert (ready.status, job_of(ready, "rendition").state) == ("ready", State.DONE)
    assert on_disk() == before


def test_a_clip_of_an_older_version_stays_playable_and_gets_a_rendition(ready, newer):
    default_storage.delete(ready.rendition)
    Job.objects.filter(kind="rendition").delete()
    Video.objects.update(rendition="", rendition_size=None)
    newer(stills.STILLS)
    jobs.work(job_of(ready, "stills").pk)
    assert Video.objects.get().status == "ready"
    work_on(ready)
    assert (ready.status, bool(ready.rendition)) == ("ready", True)


def put_back(files):
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def missing(ready, newer, on_disk):
    """Return the files of a video that are all gone, as its page says, after its web version could not be made anew."""
    newer(rendition.RENDITION)
    jobs.claim(job_of(ready, "rendition").pk).fail(reason="It would not.", error="x")
    files = {path: path.read_bytes() for path in on_disk()}
    for path in files:
        path.unlink()
    list(sweep(at=timezone.now() + timedelta(days=2)))
    assert Video.objects.get().reason == MISSING
    return files


def test_a_video_whose_web_version_alone_came_back_is_ready_once_it_is_tried_again(ready, missing):
    put_back({path: content for path, content in missing.items() if path.suffix == ".mp4"})
    v = retry_video(ready).v
    work_on(ready)
    assert (ready.status, ready.reason, job_of(ready, "rendition").state) == ("ready", "", State.DONE)
    assert ready.v > v
    assert default_storage.exists(ready.rendition)


def test_a_video_that_is_tried_again_before_its_web_version_came_back_says_that_nothing_is_left(ready, missing):
    Video.objects.update(original="")
    retry_video(ready)
    work_on(ready)
    assert (ready.status, ready.reason) == ("failed", "No file of this video is left to work on.")
    put_back({path: content for path, content in missing.items() if path.suffix == ".mp4"})
    retry_video(ready)
    work_on(ready)
    assert (ready.status, ready.reason, job_of(ready, "rendition").state) == ("ready", "", State.DONE)
