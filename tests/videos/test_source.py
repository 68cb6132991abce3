"""The file that a video is decoded from, where the storage has no paths too."""

import pytest

from core import jobs
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


def test_a_video_without_any_file_gets_a_verdict(video):
    video.original.name = ""
    with pytest.raises(jobs.Verdict, match="No file of this video is left"), source_file(video):
        pass
