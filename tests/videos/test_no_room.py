"""A disk that is full, or would be without its reserve: clips and work on them leave nothing half, and say why."""

import errno
from collections import namedtuple
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from core import disk, jobs
from core.ledger import Job, State
from tests.videos.conftest import upload, work_on
from tests.videos.watching import watched
from videos.domain.attempt import NO_ROOM
from videos.domain.rendition import make_rendition
from videos.domain.sniff import Rejected

Usage = namedtuple("Usage", "total used free")
MIB = 2**20


@pytest.fixture
def breaks_off(monkeypatch):
    """Return a way to have the disk take half of each file whose name says this, as one that gets full does."""
    save = FileSystemStorage._save

    def break_off_at(which):
        def write_half(storage, name, content):
            if which not in name:
                return save(storage, name, content)
            path = Path(storage.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read(content.size // 2))
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(FileSystemStorage, "_save", write_half)

    return break_off_at


@pytest.fixture
def free(monkeypatch):
    """Return a way to say how many MiB are free on a large disk, or on that of one folder alone."""

    def say(mib, *, at=Path("/")):
        found = disk.shutil.disk_usage
        usage = Usage(100_000 * MIB, 0, mib * MIB)
        here = lambda path: usage if Path(path).is_relative_to(at) else found(path)  # noqa: E731
        monkeypatch.setattr(disk.shutil, "disk_usage", here)

    return say


def names(on_disk):
    return {path.name for path in on_disk() if path.suffix != ".bin"}


def told(video):
    """Return what the clip's page and the ledger say of it."""
    video.refresh_from_db()
    job = Job.objects.get(subject=video.pk, state=State.FAILED)
    return video.status, video.reason, job.attempts, job.verdict


@pytest.mark.parametrize("which", ["poster", "sprite", "rendition"])
def test_a_disk_that_gets_full_keeps_no_half_file_and_the_last_attempt_says_so(film, breaks_off, on_disk, which):
    video = film()
    breaks_off(f"{which}-")
    work_on(video)
    assert told(video) == ("failed", NO_ROOM, jobs.MAX_ATTEMPTS, False)
    there = {"poster": set(), "sprite": {"poster"}, "rendition": {"poster", "sprite"}}[which]
    assert {name.partition("-")[0] for name in names(on_disk)} == there


def test_once_there_is_room_another_try_makes_the_clip_ready(video, breaks_off, monkeypatch, page, on_disk):
    breaks_off("rendition-")
    work_on(video)
    monkeypatch.undo()
    page.post(f"/videos/{video.pk}/retry")
    assert work_on(video).status == "ready"
    assert len(on_disk()) == 6


@pytest.mark.parametrize("kind", ["stills", "rendition"])
def test_work_leaves_the_reserve_alone(video, free, on_disk, settings, kind):
    if kind == "rendition":
        jobs.work(Job.objects.get().pk)
    before = on_disk()
    free(199)
    work_on(video)
    assert told(video) == ("failed", NO_ROOM, jobs.MAX_ATTEMPTS, False)
    assert on_disk() == before
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_a_rendition_that_grows_into_the_reserve_is_given_up(video, free, settings):
    jobs.work(Job.objects.get().pk)

    written = []

    def fill(done):
        written.append(done)
        if done == 40:
            free(199)

    with pytest.raises(OSError, match="No room beside the reserve"):
        make_rendition(watched(Job.objects.get(kind="rendition"), fill))
    assert written[-1] == 40
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_a_form_on_a_disk_that_gets_full_leaves_nothing(film, breaks_off, nothing_kept, settings):
    breaks_off(".bin")
    with pytest.raises(Rejected) as caught:
        film()
    assert (caught.value.code, caught.value.reason) == ("disk_full", disk.DISK_FULL)
    assert nothing_kept()
    assert list((settings.MEDIA_ROOT / "videos").iterdir()) == []


def test_a_form_that_would_take_of_the_reserve_is_refused(film, free, nothing_kept):
    free(199)
    with pytest.raises(Rejected) as caught:
        film()
    assert caught.value.code == "disk_full"
    assert nothing_kept()


def test_a_large_form_is_refused_unread_where_the_disk_of_clips_has_no_room(api, free, settings, monkeypatch):
    read = []
    handler = "django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk"
    monkeypatch.setattr(handler, lambda self, data, start: read.append(start))
    settings.MEDIA_ROOT.mkdir()
    free(199, at=settings.MEDIA_ROOT)
    answer = api.post("/api/v1/videos", {"file": upload(b"x" * 2 * MIB)}, format="multipart")
    assert (answer.status_code, answer.json()["code"], read) == (507, "disk_full", [])
