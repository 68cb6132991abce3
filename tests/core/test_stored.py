"""Files go into the storage whole, and leave the reserve of its disk alone."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import stored
from core.stored import OnDisk, store


@pytest.fixture
def made(settings):
    """Return a file that was made beside the storage."""
    path = settings.FILE_UPLOAD_TEMP_DIR / "made.mp4"
    path.write_bytes(b"x" * 1000)
    return path


@pytest.fixture
def room(monkeypatch):
    """Return how much room was asked for."""
    asked = []
    monkeypatch.setattr(stored, "need_room", lambda folder, more: asked.append(more))
    return asked


def test_room_is_asked_for_all_files_but_those_that_are_moved(made, room, monkeypatch):
    store({"a/1": ContentFile(b"x" * 10), "a/2": ContentFile(b"x" * 20)})
    with made.open("rb") as file:
        store({"a/3": OnDisk(file)})
    assert not made.exists()
    made.write_bytes(b"x" * 1000)
    monkeypatch.setattr(stored, "on_one_disk", lambda one, other: False)
    with made.open("rb") as file:
        store({"a/4": OnDisk(file)})
    assert room == [30, 0, 1000]
    assert [default_storage.size(f"a/{n}") for n in (1, 2, 3, 4)] == [10, 20, 1000, 1000]


def test_a_file_takes_the_place_of_one_of_the_same_name():
    for content in (b"half", b"whole"):
        store({"a/1": ContentFile(content)})
    assert default_storage.listdir("a")[1] == ["1"]
    assert Path(default_storage.path("a/1")).read_bytes() == b"whole"


def test_another_disk_that_takes_a_part_only_is_an_error(made, monkeypatch):
    def to_another_disk(one, other):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    write = os.write
    with made.open("rb") as file, monkeypatch.context() as patch:
        patch.setattr(os, "rename", to_another_disk)
        patch.setattr(os, "write", lambda fd, data: write(fd, data[: len(data) // 2]))
        with pytest.raises(OSError, match="took a part only"):
            store({"a/1": OnDisk(file)})
