"""Pieces come in, and lines break: what has arrived stays, and the offset tells of nothing else."""

import errno
import hashlib
import itertools
import os
import threading
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from tests.videos.uploads.conftest import Killed, Line, die, row
from tools.torture import uploads as torture
from videos.domain.quota import check_disk
from videos.domain.sniff import Rejected
from videos.domain.uploads import writing
from videos.domain.uploads.ending import give_up
from videos.domain.uploads.incoming import held, is_asked_for, path_of
from videos.domain.uploads.trouble import Busy, DiskFull, Ended, WrongOffset
from videos.domain.uploads.writing import PIECE, SAVE_EVERY_BYTES, Checksum, look, receive
from videos.models import Upload, Video


@pytest.fixture
def upload(tus, mp4) -> Upload:
    return row(tus.create(len(mp4)))


def stored(upload: Upload) -> int:
    return Upload.objects.get(pk=upload.pk).offset


def test_a_line_that_is_cut_keeps_every_byte_that_came(upload, mp4):
    found, came = receive(upload, Line(mp4[:4321]), offset=0, length=len(mp4))
    assert (came, found.offset, stored(upload)) == (4321, 4321, 4321)
    assert path_of(upload.pk).read_bytes() == mp4[:4321]
    receive(upload, Line(mp4[4321:]), offset=4321, length=len(mp4) - 4321)
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


def test_a_writer_that_is_killed_leaves_what_the_row_knows_and_the_next_writes_over_the_rest(upload, mp4, monkeypatch):
    monkeypatch.setattr(writing, "SAVE_EVERY_BYTES", 5000)
    with pytest.raises(Killed):
        receive(upload, Line(mp4, at=12_000, then=die), offset=0, length=len(mp4))
    assert stored(upload) == 10_000
    assert path_of(upload.pk).stat().st_size == 12_000
    assert look(upload).offset == 10_000
    with path_of(upload.pk).open("r+b") as file:  # what an unsynced tail may look like after a power cut
        file.seek(10_000)
        file.write(b"\0" * 2000)
    receive(upload, Line(mp4[10_000:]), offset=10_000, length=len(mp4) - 10_000)
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


def test_the_row_never_tells_of_bytes_that_the_disk_does_not_hold(upload, mp4, monkeypatch):
    monkeypatch.setattr(writing, "sync", lambda fd: die())
    with pytest.raises(Killed):
        receive(upload, Line(mp4[:100]), offset=0, length=100)
    assert stored(upload) == 0


def test_a_disk_that_lost_its_end_is_believed(upload, mp4):
    receive(upload, Line(mp4[:3000]), offset=0, length=3000)
    os.truncate(path_of(upload.pk), 1200)
    assert look(upload).offset == stored(upload) == 1200
    with pytest.raises(WrongOffset):
        receive(upload, Line(mp4[3000:]), offset=3000, length=10)


def test_a_folder_of_the_storage_that_goes_at_the_last_moment_does_not_make_an_upload_lost(
    tus, upload, mp4, monkeypatch
):
    def gone(*args, **named):
        raise FileNotFoundError

    with monkeypatch.context() as patch:
        patch.setattr("videos.domain.uploads.place.os.link", gone)
        with pytest.raises(FileNotFoundError):
            receive(upload, Line(mp4), offset=0, length=len(mp4))
    assert (stored(upload), path_of(upload.pk).stat().st_size) == (len(mp4), len(mp4))
    assert tus.head(f"/api/v1/uploads/{upload.pk}")["Content-Location"]


def test_an_upload_whose_file_is_gone_ends_and_says_so(tus, upload, mp4):
    path_of(upload.pk).unlink()
    assert tus.head(f"/api/v1/uploads/{upload.pk}").status_code == 410
    upload.refresh_from_db()
    assert (upload.state, upload.code) == ("ended", "lost")


@pytest.mark.parametrize("there", ["no folder", "an empty folder", "the folder of another machine"])
def test_an_upload_that_lies_elsewhere_is_not_lost(tus, begun, mp4, settings, tmp_path, there):
    path, here = begun(len(mp4)), settings.INCOMING_DIR
    tus.patch(path, 0, mp4[:500])
    settings.INCOMING_DIR = tmp_path / "elsewhere"
    if there == "an empty folder":
        settings.INCOMING_DIR.mkdir()
    if there == "the folder of another machine":
        begun(100)
    for answer in (tus.head(path), tus.patch(path, 500, mp4[500:])):
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.json()["code"] == "elsewhere"
    settings.INCOMING_DIR = here
    assert tus.head(path)["Upload-Offset"] == "500"
    assert tus.patch(path, 500, mp4[500:]).status_code == 204


def test_what_is_no_video_is_refused_at_its_first_bytes(tus, begun, api, incoming):
    path = begun(1_000_000)
    answer = tus.patch(path, 0, b"squeeze the bar " * 100)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_video")
    assert incoming() == []
    assert tus.head(path).status_code == 410
    shown = api.get(path).json()
    assert (shown["state"], shown["code"], shown["reason"][:19]) == ("refused", "not_a_video", "This is not a video")


def test_no_more_of_a_wrong_file_is_read_than_its_first_piece(upload):
    line = Line(b"x" * 100_000)
    with pytest.raises(Rejected):
        receive(upload, line, offset=0, length=upload.length)
    assert line.given == 1000


def test_first_bytes_that_come_one_by_one_are_looked_at_when_there_are_enough(tus, begun, mp4):
    path = begun(len(mp4))
    for n in range(8):
        assert tus.patch(path, n, mp4[n : n + 1]).status_code == 204
    path = begun(len(mp4))
    statuses = [tus.patch(path, n, b"x").status_code for n in range(9)]
    assert statuses == [*[204] * 7, 400, 410]


def test_a_broken_clip_is_refused_at_its_last_byte_and_leaves_nothing(tus, begun, broken, nothing_kept):
    content, code, sentence = broken
    answer = tus.create(len(content), content)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["detail"].startswith(sentence)
    assert nothing_kept()


def test_a_checksum_over_a_cut_piece_takes_nothing(upload, mp4):
    right = Checksum("sha1", hashlib.sha1(mp4, usedforsecurity=False).digest())
    with pytest.raises(WrongOffset):
        receive(upload, Line(mp4[:5000]), offset=0, length=len(mp4), checksum=right)
    assert (stored(upload), path_of(upload.pk).stat().st_size) == (0, 0)


def test_nothing_checked_is_saved_before_it_was(upload, mp4, monkeypatch):
    monkeypatch.setattr(writing, "SAVE_EVERY_BYTES", 1000)
    right = Checksum("sha1", hashlib.sha1(mp4, usedforsecurity=False).digest())
    with pytest.raises(Killed):
        receive(upload, Line(mp4, at=9000, then=die), offset=0, length=len(mp4), checksum=right)
    assert stored(upload) == 0


def test_a_second_writer_is_told_to_wait_and_takes_nothing(tus, begun, upload, mp4, monkeypatch):
    monkeypatch.setattr("videos.domain.uploads.incoming.PATIENCE_S", 0.05)
    with held(upload):
        with pytest.raises(Busy), held(upload, patience_s=0.05):
            pass
        monkeypatch.setattr(writing, "held", lambda one, **_: held(one, patience_s=0.05))
        answer = tus.patch(f"/api/v1/uploads/{upload.pk}", 0, mp4)
        assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (423, "busy", "1")
        assert tus.head(f"/api/v1/uploads/{upload.pk}")["Upload-Offset"] == "0"
    assert tus.patch(f"/api/v1/uploads/{upload.pk}", 0, mp4).status_code == 204


def test_a_writer_hears_that_another_one_waits(upload):
    with held(upload) as fd:
        assert not is_asked_for(fd)
        with pytest.raises(Busy), held(upload, patience_s=0):
            pass
        with pytest.raises(Busy), held(upload, patience_s=0.04):
            pass
        assert is_asked_for(fd)
    with held(upload) as fd:
        assert not is_asked_for(fd)


def test_a_writer_that_waits_gets_the_file_the_moment_the_other_lets_go(upload):
    order = []

    def second():
        with held(upload, patience_s=5):
            order.append("second")

    with held(upload):
        waiting = threading.Thread(target=second)
        waiting.start()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_an_upload_given_up_while_a_piece_comes_in_takes_no_more(upload, mp4, incoming):
    with pytest.raises(Ended):
        receive(upload, Line(mp4, at=3000, then=lambda: give_up(upload)), offset=0, length=len(mp4))
    assert not Video.objects.exists()
    assert incoming() == []


def test_a_full_disk_is_507_keeps_what_fitted_and_goes_on_later(tus, begun, mp4, monkeypatch):
    path = begun(len(mp4))
    write = os.pwrite

    def full(fd, data, at):
        if at >= 2000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data[: 2000 - at], at)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        answer = tus.patch(path, 0, mp4)
    assert (answer.status_code, answer.json()["code"], answer["Upload-Offset"]) == (507, "disk_full", "2000")
    assert tus.head(path)["Upload-Offset"] == "2000"
    assert tus.patch(path, 2000, mp4[2000:]).status_code == 204
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


def test_where_even_the_row_finds_no_room_the_offset_stays_and_so_does_the_upload(upload, mp4, monkeypatch):
    def full(fd):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "sync", full)
        with pytest.raises(DiskFull) as caught:
            receive(upload, Line(mp4[:3000]), offset=0, length=3000)
    assert (caught.value.offset, stored(upload), path_of(upload.pk).stat().st_size) == (0, 0, 0)
    receive(upload, Line(mp4), offset=0, length=len(mp4))
    assert Video.objects.exists()


def test_no_room_is_said_before_the_first_byte(tus, begun, mp4, monkeypatch, incoming):
    path = begun(len(mp4))
    monkeypatch.setattr("videos.domain.quota.has_room", lambda folder, more: False)
    answer = tus.create(len(mp4))
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert tus.patch(path, 0, mp4).status_code == 507
    assert tus.head(path)["Upload-Offset"] == "0"
    assert len(incoming()) == 1
    with pytest.raises(Rejected):
        check_disk(1)


def test_of_a_slow_line_a_writer_that_is_killed_loses_what_came_in_five_seconds(upload, mp4, monkeypatch):
    seconds = itertools.count()  # each look at the clock is a second later, and there is one for each piece
    monkeypatch.setattr(writing, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with pytest.raises(Killed):
        receive(upload, Line(mp4, at=9000, then=die), offset=0, length=len(mp4))
    assert stored(upload) == 6000


def test_the_torture_allows_a_killed_server_what_comes_between_two_saves(monkeypatch):
    again = SAVE_EVERY_BYTES
    monkeypatch.setattr(torture, "running", lambda var: nullcontext(SimpleNamespace(var=var, manage=lambda *_: "")))
    monkeypatch.setattr(torture, "nothing_is_left", lambda program: None)

    def send(program, client, folder, *, size, cuts=0, **_):
        return torture.Sent(client, size, 0 if cuts else again, cuts, 1.0)

    monkeypatch.setattr(torture, "send", send)
    assert "8.0 MB sent again" in torture.run(each=1, kills=1)[-1]
    again += 2 * PIECE
    with pytest.raises(AssertionError, match="more than"):
        torture.run(each=1, kills=1)
