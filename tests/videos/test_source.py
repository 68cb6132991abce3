"""The file that a video is decoded from, where the storage has no paths too."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core import jobs
from core.jobs.orders import queue_again
from core.ledger import Job
from tests.videos.conftest import work_on
from videos.domain import source, stills
from videos.domain.source import source_file


class NoPaths:
    """A storage whose files have no paths, as an object store."""

    def __init__(self, real):
        self.real = real

    def path(self, name):
        raise NotImplementedError

    def open(self, name):
        return self.real.open(name)


@pytest.fixture
def object_store(monkeypatch):
    monkeypatch.setattr(source, "default_storage", NoPaths(source.default_storage))


@pytest.fixture
def working(settings):
    """Return a way to list what lies in the folder for work."""
    return lambda: list(settings.FILE_UPLOAD_TEMP_DIR.iterdir())


def test_a_folders_file_is_used_where_it_lies(video):
    with source_file(video) as found:
        assert (str(found.path), found.is_original) == (video.original.path, True)


@pytest.mark.usefixtures("object_store")
def test_an_object_stores_file_is_copied_and_the_copy_goes_again(video, mp4, working):
    with source_file(video) as found:
        assert working() == [found.path]
        assert found.path.read_bytes() == mp4
    assert working() == []


@pytest.mark.usefixtures("object_store")
def test_a_copy_goes_when_the_work_on_it_fails(video, working):
    with pytest.raises(ZeroDivisionError), source_file(video):
        raise ZeroDivisionError
    assert working() == []


@pytest.mark.usefixtures("object_store")
def test_a_copy_leaves_the_reserve_of_the_disk_alone(video, working, monkeypatch):
    monkeypatch.setattr("core.disk.has_room", lambda folder, more: more < video.size)
    with pytest.raises(OSError, match="No room beside the reserve"), source_file(video):
        pass
    assert working() == []


@pytest.mark.usefixtures("object_store")
def test_a_video_is_made_from_copies(video, working, monkeypatch):
    read, opened = stills.read_stills, []

    def noting(path, **wishes):
        opened.append(path)
        return read(path, **wishes)

    monkeypatch.setattr(stills, "read_stills", noting)
    assert work_on(video).status == "ready"
    assert opened != [video.original.path]
    assert working() == []


def test_the_rendition_stands_in_for_an_original_that_is_not_kept(ready):
    ready.original.name = ""
    with source_file(ready) as found:
        assert (found.path.name, found.is_original) == ("rendition-1.mp4", False)


def test_the_rendition_stands_in_for_an_original_that_is_missing_and_is_not_made_from_itself(ready):
    default_storage.delete(ready.original.name)
    with source_file(ready) as found:
        assert (found.path.name, found.is_original) == ("rendition-1.mp4", False)
    job = Job.objects.get(kind="rendition")
    queue_again(job, at=timezone.now())
    work_on(ready)
    assert (ready.status, ready.rendition) == ("ready", f"{ready.folder}/rendition-1.mp4")
    job.refresh_from_db()
    assert job.state == "done"


def test_where_nothing_is_there_just_now_the_original_is_waited_for(ready):
    default_storage.delete(ready.original.name)
    default_storage.delete(ready.rendition)
    with source_file(ready) as found:
        assert (str(found.path), found.is_original) == (ready.original.path, True)


def test_a_video_without_any_file_gets_a_verdict(video):
    video.original.name = ""
    with pytest.raises(jobs.Verdict, match="No file of this video is left"), source_file(video):
        pass
