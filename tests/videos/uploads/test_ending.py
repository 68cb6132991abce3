"""Uploads end: by their person, by the clock, and leave nothing behind."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from core import ticks
from tests.videos.uploads.conftest import row
from videos.domain.intake import delete_video
from videos.domain.uploads import clock, ending, finishing, writing
from videos.domain.uploads.clock import aside, tidy
from videos.domain.uploads.ending import IDLE
from videos.domain.uploads.incoming import path_of
from videos.models import Upload, Video

MINUTE = timedelta(minutes=1)


def test_an_upload_that_is_given_up_is_gone_with_its_file(tus, begun, mp4, incoming, api):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4[:500])
    assert tus.send("DELETE", path).status_code == 204
    assert incoming() == []
    for answer in (tus.head(path), tus.patch(path, 500, mp4[500:]), tus.send("DELETE", path)):
        assert answer.status_code == 410
    assert tus.patch(path, 500, mp4[500:]).json()["code"] == "given_up"
    assert api.get(path).json()["reason"] == "You ended this upload."
    assert not Video.objects.exists()


def test_an_upload_that_became_a_video_is_not_given_up_any_more(tus, begun, mp4):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4)
    answer = tus.send("DELETE", path)
    assert (answer.status_code, answer.json()["code"]) == (410, "done")
    assert answer["Content-Location"] == f"/api/v1/videos/{Video.objects.get().pk}"


def test_an_upload_that_lies_idle_for_a_day_ends(tus, begun, mp4, incoming):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4[:500])
    now = timezone.now()
    tidy(now + IDLE - MINUTE)
    assert tus.head(path)["Upload-Offset"] == "500"
    tidy(now + IDLE + MINUTE)
    assert incoming() == []
    answer = tus.patch(path, 500, mp4[500:])
    assert (answer.status_code, answer.json()["code"]) == (410, "expired")
    assert "lay idle for a day" in answer.json()["detail"]


def test_a_whole_upload_that_the_server_cannot_finish_never_counts_as_idle(tus, begun, mp4, monkeypatch, incoming):
    def down(*args):
        raise ConnectionError("the object store does not answer")

    path = begun(len(mp4))
    with monkeypatch.context() as patch:
        patch.setattr("videos.domain.uploads.finishing.put_in_place", down)
        tus.client.raise_request_exception = False
        assert tus.patch(path, 0, mp4).status_code == 500
        tidy(timezone.now() + IDLE * 2)
    assert len(incoming()) == 1
    assert tus.head(path)["Content-Location"]


@pytest.fixture
def whole(tus, begun, mp4, monkeypatch) -> str:
    """Return the path of an upload whose bytes are all there, and which nobody has finished."""
    path = begun(len(mp4))
    with monkeypatch.context() as patch:
        patch.setattr("videos.domain.uploads.writing.finish", lambda *args: None)
        tus.patch(path, 0, mp4)
    return path


@pytest.mark.parametrize("there", ["no folder", "an empty folder", "the folder of another machine"])
@pytest.mark.parametrize("later", [MINUTE * 5, IDLE + timedelta(hours=1)])
def test_the_clock_of_another_machine_does_not_call_a_whole_upload_lost(
    tus, begun, mp4, settings, tmp_path, whole, there, later
):
    here, settings.INCOMING_DIR = settings.INCOMING_DIR, tmp_path / "elsewhere"
    if there == "an empty folder":
        settings.INCOMING_DIR.mkdir()
    if there == "the folder of another machine":
        begun(100)
    tidy(timezone.now() + later)
    settings.INCOMING_DIR = here
    tidy(timezone.now() + later)
    assert tus.head(whole)["Content-Location"]
    assert Video.objects.get().original.read() == mp4


def test_a_whole_upload_whose_bytes_went_from_its_own_folder_ends_after_a_day(tus, whole, incoming):
    for path in incoming():
        path.unlink()
    tidy(timezone.now() + IDLE - MINUTE)
    assert Upload.objects.get().state == "open"
    tidy(timezone.now() + IDLE + MINUTE)
    answer = tus.head(whole)
    assert (answer.status_code, Upload.objects.get().code) == (410, "expired")


def test_each_piece_gives_it_another_day(tus, begun, mp4):
    path = begun(len(mp4))
    soon = timezone.now() + timedelta(minutes=3)
    Upload.objects.update(expires_at=soon)
    tus.patch(path, 0, mp4[:500])
    tidy(soon + MINUTE)
    assert tus.head(path)["Upload-Offset"] == "500"


def test_how_it_ended_is_remembered_for_a_week(tus, begun, mp4):
    path = begun(len(mp4))
    tus.send("DELETE", path)
    tidy(timezone.now() + timedelta(days=6))
    assert tus.head(path).status_code == 410
    tidy(timezone.now() + timedelta(days=8))
    assert tus.head(path).status_code == 404
    assert not Upload.objects.exists()


def test_a_video_outlives_the_memory_of_its_upload(tus, begun, mp4):
    tus.patch(begun(len(mp4)), 0, mp4)
    tidy(timezone.now() + timedelta(days=30))
    assert not Upload.objects.exists()
    assert Video.objects.get().original.read() == mp4


def test_a_file_without_an_upload_goes_after_an_hour_and_nothing_else_does(tus, begun, mp4, settings, incoming):
    upload = row(tus.create(len(mp4)))
    stray, fresh = (path_of(name) for name in ("a-stray", "made-this-moment"))
    other = Path(settings.INCOMING_DIR) / "notes.txt"
    for path in (stray, fresh, other):
        path.write_bytes(b"x")
    old = (timezone.now() - clock.STRAY * 2).timestamp()
    for path in (stray, other, path_of(upload.pk)):
        os.utime(path, (old, old))
    tidy(timezone.now())
    assert set(incoming()) == {fresh, other, path_of(upload.pk)}


def test_a_whole_upload_that_cannot_be_finished_keeps_no_other_from_its_turn(tus, mp4, monkeypatch):
    first, second = (row(tus.create(len(mp4))) for _ in range(2))
    for upload in (first, second):
        path_of(upload.pk).write_bytes(mp4)
        Upload.objects.filter(pk=upload.pk).update(offset=len(mp4))
    look = clock.look

    def fails_once(upload):
        if upload.pk == first.pk:
            raise OSError(5, "Input/output error")
        return look(upload)

    monkeypatch.setattr(clock, "look", fails_once)
    tidy(timezone.now() + 2 * clock.LEFT_BEHIND)
    assert [Upload.objects.get(pk=one.pk).state for one in (first, second)] == ["open", "done"]


def test_finishing_what_is_large_does_not_hold_the_clock_up_and_is_done_one_at_a_time():
    began, go_on, done = threading.Event(), threading.Event(), []

    def slow():
        began.set()
        go_on.wait(10)
        done.append("first")

    aside(slow)
    assert began.wait(10)
    aside(lambda: done.append("second"))
    assert done == []
    go_on.set()
    assert clock._busy.acquire(timeout=10)
    clock._busy.release()
    assert done == ["first"]


def test_the_clock_looks_after_uploads():
    assert tidy in ticks._functions


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_an_account_that_goes_takes_its_uploads_along(tus, begun, mp4, athlete, method, incoming):
    path = begun(len(mp4))
    Upload.objects.filter(owner=athlete).delete()
    assert tus.send(method, path, Upload_Offset="0", Content_Type="application/offset+octet-stream").status_code == 404
    tidy(timezone.now() + 2 * clock.STRAY)
    assert incoming() == []


def happens(monkeypatch, event, module, name: str) -> None:
    """Have something happen right before one of the steps of a request."""
    step = getattr(module, name)

    def after_that(*args, **named):
        event()
        return step(*args, **named)

    monkeypatch.setattr(module, name, after_that)


@pytest.mark.parametrize(
    ("method", "module", "step"),
    [
        ("HEAD", writing, "held"),
        ("HEAD", finishing, "_look"),
        ("HEAD", finishing, "put_in_place"),
        ("PATCH", writing, "held"),
        ("PATCH", writing, "sync"),
        ("PATCH", finishing, "_look"),
        ("PATCH", finishing, "put_in_place"),
        ("DELETE", ending, "hold_version"),
    ],
)
def test_an_account_that_goes_in_the_middle_of_a_request_leaves_no_upload_and_no_file(
    tus, whole, begun, mp4, athlete, monkeypatch, nothing_kept, method, module, step
):
    path = begun(len(mp4)) if method == "PATCH" else whole
    happens(monkeypatch, User.objects.filter(pk=athlete.pk).delete, module, step)
    answer = tus.send(method, path, mp4 if method == "PATCH" else b"", Upload_Offset="0")
    assert answer.status_code == 404
    if method != "HEAD":
        assert answer.json() == tus.send(method, "/api/v1/uploads/unknown").json()
    tidy(timezone.now() + 2 * clock.STRAY)
    assert nothing_kept()


def test_a_video_that_is_deleted_while_its_client_asks_takes_the_upload_along(
    tus, begun, mp4, monkeypatch, nothing_kept
):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4)
    happens(monkeypatch, lambda: delete_video(Video.objects.get(), at=timezone.now()), writing, "held")
    answer = tus.patch(path, len(mp4), b"")
    assert (answer.status_code, answer.json()) == (404, tus.patch("/api/v1/uploads/unknown", 0, b"").json())
    assert nothing_kept()
