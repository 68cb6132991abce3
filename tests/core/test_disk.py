"""Room on the disk is asked for with a reserve, and a full disk is told in a sentence, whoever meets it."""

import errno
from collections import namedtuple
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from core import disk
from core.disk import has_room, is_full

Usage = namedtuple("Usage", "total used free")
MIB = 2**20
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("total", "free", "more", "room"),
    [
        (100_000, 1000, 800, True),  # of a large disk, 200 MB stay free
        (100_000, 1000, 801, False),
        (100, 50, 45, True),  # of a small one, a twentieth
        (100, 50, 46, False),
    ],
)
def test_a_reserve_stays_free(monkeypatch, total, free, more, room):
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda path: Usage(total * MIB, 0, free * MIB))
    assert has_room(Path("/"), more * MIB) is room


def test_a_folder_that_is_not_there_yet_counts_as_the_one_above(tmp_path):
    assert has_room(tmp_path / "not" / "yet", 1)


def test_full_disks_are_known_by_every_name():
    assert is_full(FULL) and is_full(OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert is_full(OperationalError("database or disk is full"))
    error = RuntimeError("the file was not written")
    error.__cause__ = FULL
    assert is_full(error)
    assert not is_full(OSError(errno.EIO, "Input/output error")) and not is_full(None)


@pytest.fixture
def temporary_folder_is_full(settings, monkeypatch):
    def full(self, *_):
        raise FULL

    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    name = "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk"
    monkeypatch.setattr(name, full)


def test_a_form_that_finds_no_room_for_its_file_is_507_in_the_api(api, temporary_folder_is_full):
    answer = api.post("/api/v1/videos", {"file": SimpleUploadedFile("clip.mp4", b"x" * 100)}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")


def test_a_page_says_so_in_a_sentence(page, temporary_folder_is_full):
    answer = page.post("/videos/new", {"file": SimpleUploadedFile("clip.mp4", b"x" * 100)})
    assert answer.status_code == 507
    assert "The server&#x27;s disk is full" in answer.content.decode()


def test_a_large_form_is_refused_before_it_is_read_where_there_is_no_room(api, monkeypatch):
    monkeypatch.setattr("core.uploads.has_room", lambda folder, more: False)
    answer = api.post("/api/v1/videos", {"file": SimpleUploadedFile("clip.mp4", b"x" * 2 * MIB)}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
