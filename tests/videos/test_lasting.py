"""What a row names outlasts a power cut: file and name are on the disk before the row says that they are there."""

import os
import stat
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from tests.videos.conftest import work_on
from tests.videos.uploads.conftest import Tus
from videos.models import Video

WRITES = ('INSERT INTO "videos_video"', 'UPDATE "videos_video"')


class Disk:
    """Knows what was synced: of a file its size then, of a folder the names in it then."""

    def __init__(self, sync):
        self.sync, self.kept = sync, {}

    def fsync(self, fd):
        self.sync(fd)
        self.kept[os.fstat(fd).st_ino] = self.content(fd)

    def keeps(self, path):
        """Tell whether a power cut would leave the file as it is, and its name, and those of the folders to it."""
        above = [(folder, name) for name, folder in zip(path.parts[::-1], path.parents, strict=False)]
        within = [(folder, name) for folder, name in above if folder.is_relative_to(default_storage.location)]
        is_whole = self.kept.get(path.stat().st_ino) == self.content(path)
        return is_whole and all(name in self.kept.get(folder.stat().st_ino, ()) for folder, name in within)

    @staticmethod
    def content(file):
        found = os.stat(file)
        return frozenset(os.listdir(file)) if stat.S_ISDIR(found.st_mode) else found.st_size


@pytest.fixture
def named(monkeypatch):
    """Collect the files that rows of clips begin to name, each with whether it would outlast a power cut."""
    disk, found = Disk(os.fsync), {}
    monkeypatch.setattr(os, "fsync", disk.fsync)
    monkeypatch.setattr("videos.domain.uploads.incoming.sync", disk.fsync)
    monkeypatch.setattr("videos.domain.uploads.writing.sync", disk.fsync)

    def look(execute, sql, params, many, context):
        stems = [one for one in params or () if isinstance(one, str) and one.startswith("videos/")]
        for stem in stems if sql.startswith(WRITES) else ():
            path = Path(default_storage.path(stem))
            for file in path.parent.glob(f"{path.name}*"):
                found.setdefault(file.name.partition("-")[0] + file.suffix, disk.keeps(file))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


MADE = ["poster.jpg", "poster.webp", "rendition.mp4", "sprite.jpg", "sprite.webp"]


def test_of_a_clip_that_came_by_form_everything_lasts(named, film):
    video = work_on(film())
    assert video.status == "ready"
    [original] = named.keys() - set(MADE)
    assert named == dict.fromkeys([original, *MADE], True)


def test_of_a_clip_that_came_in_pieces_everything_lasts(named, api, mp4):
    tus = Tus(api)
    tus.patch(tus.create(len(mp4))["Location"], 0, mp4)
    assert work_on(Video.objects.get()).status == "ready"
    [original] = named.keys() - set(MADE)
    assert named == dict.fromkeys([original, *MADE], True)
