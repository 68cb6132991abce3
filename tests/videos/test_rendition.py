"""The version of a clip that plays everywhere."""

import os
import stat
import time
from fractions import Fraction
from pathlib import Path

import av
import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import OperationalError, connection
from django.utils import timezone

from core import jobs
from core.jobs import GAVE_UP, MAX_ATTEMPTS, LeaseLost
from core.ledger import Job, State
from tests.biomech.numbered import read_number, write_numbered
from tests.videos.conftest import work_on
from tests.videos.watching import lapse, watched
from videos.domain import rendition
from videos.domain.intake import delete_video
from videos.domain.rendition import make_rendition
from videos.models import Video


def job_of(video):
    return Job.objects.get(subject=video.pk, kind="rendition")


def stored(video):
    """Return the rendition's bytes."""
    with default_storage.open(video.rendition) as file:
        return file.read()


def files(on_disk):
    return {path.name for path in on_disk() if path.name.startswith("rendition") or path.suffix == ".bin"}


@pytest.fixture
def seen(video) -> Video:
    """Return a video of Ada's whose pictures are there, and whose rendition is still to be made."""
    jobs.work(Job.objects.get(subject=video.pk).pk)
    video.refresh_from_db()
    assert (video.status, bool(video.poster)) == ("processing", True)
    return video


def test_a_clip_is_ready_when_its_rendition_is_there(seen, api):
    shown = api.get(f"/api/v1/videos/{seen.pk}").json()
    assert (shown["status"], shown["rendition"], shown["frame_rate"]) == ("processing", None, None)
    work_on(seen)
    shown = api.get(f"/api/v1/videos/{seen.pk}").json()
    assert (shown["status"], shown["progress"]) == ("ready", 1.0)
    assert shown["rendition"] == f"/api/v1/videos/{seen.pk}/rendition"
    assert (shown["frame_rate"], shown["frame_count"]) == (30.0, 72)
    assert seen.rendition_size == len(stored(seen))
    assert seen.rendition == f"videos/{seen.pk}/rendition-1.mp4"


def test_it_is_private(ready, on_disk):
    [path] = [path for path in on_disk() if path.suffix == ".mp4"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_plays_everywhere_and_steps_exactly(ready):
    data = stored(ready)
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(default_storage.path(ready.rendition)) as container:
        [stream] = container.streams
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.codec_context.has_b_frames, stream.average_rate, stream.start_time) == (False, 30, 0)
        assert (stream.codec_context.color_primaries, stream.codec_context.color_trc) == (1, 1)
        packets = [packet for packet in container.demux(stream) if packet.size]
    frame = Fraction(1, 30) / packets[0].time_base
    assert [packet.pts for packet in packets] == [n * frame for n in range(72)]
    assert [packet.dts for packet in packets] == [packet.pts for packet in packets]
    keys = [n for n, packet in enumerate(packets) if packet.is_keyframe]
    assert max(b - a for a, b in zip(keys, [*keys[1:], 72], strict=True)) <= 30


def test_nothing_is_told_of_place_device_or_sound(film, tmp_path):
    told = {
        "location": "+47.3769+008.5417/", "com.apple.quicktime.location.ISO6709": "+47.3769+008.5417+408.000/",
        "com.apple.quicktime.make": "Apple", "comment": "leg day", "creation_time": "2026-07-01T10:00:00Z",
    }  # fmt: skip
    path = write_numbered(tmp_path / "a.mov", frames=12, metadata=told, sound=True)
    secrets = (b"47.3769", b"Apple", b"leg day")
    assert all(secret in path.read_bytes() for secret in secrets)
    video = work_on(film(path.read_bytes()))
    data = stored(video)
    assert not any(secret in data for secret in secrets)
    with av.open(default_storage.path(video.rendition)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        assert not {"creation_time", "location", "encoder", "comment"} & (
            container.metadata.keys() | container.streams[0].metadata.keys()
        )


@pytest.mark.parametrize("rotation_deg", [90, 270])
def test_a_clip_filmed_upright_is_upright_frame_for_frame(film, tmp_path, rotation_deg):
    path = write_numbered(tmp_path / "a.mov", size_px=(96, 160), frames=24, rate=24, rotation_deg=rotation_deg)
    video = work_on(film(path.read_bytes()))
    with av.open(default_storage.path(video.rendition)) as container:
        frames = list(container.decode(video=0))
    assert {(frame.width, frame.height, frame.rotation) for frame in frames} == {(96, 160, 0)}
    assert [read_number(frame.to_ndarray(format="gray")) for frame in frames] == list(range(1, 25))
    assert (video.frame_rate_num, video.frame_rate_den, video.frame_count) == (24, 1, 24)


def test_progress_moves_with_the_frames(seen, api):
    shares = []
    claim = watched(job_of(seen), lambda done: shares.append(api.get(f"/api/v1/videos/{seen.pk}").json()["progress"]))
    make_rendition(claim)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.1, 1.0)
    assert len(set(shares)) > 50


def test_working_files_are_gone_afterwards(ready, settings):
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_a_message_that_comes_twice_changes_nothing(ready, on_disk):
    before = (Video.objects.values().get(), on_disk())
    jobs.work(job_of(ready).pk)
    assert (Video.objects.values().get(), on_disk()) == before


def test_a_worker_killed_in_mid_job_leaves_one_rendition(seen, on_disk, settings):
    def killed(done):
        if done == 40:
            raise KeyboardInterrupt  # nothing of ours catches it, as nothing catches a kill

    left = settings.FILE_UPLOAD_TEMP_DIR / f"rendition-{job_of(seen).pk}-0.mp4"
    left.write_bytes(b"by one that was killed a minute ago")
    os.utime(left, (time.time() - 60,) * 2)
    with pytest.raises(KeyboardInterrupt):
        make_rendition(watched(job_of(seen), killed))
    lapse(job_of(seen))
    jobs.work(job_of(seen).pk)
    seen.refresh_from_db()
    assert (seen.status, seen.rendition) == ("ready", f"{seen.folder}/rendition-2.mp4")
    assert len(files(on_disk)) == 2
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


@pytest.mark.parametrize("frame", [0, 40, 72])
def test_a_worker_that_was_overtaken_changes_nothing_and_leaves_nothing(seen, on_disk, frame):
    after = []

    def overtaken(done):
        if done == frame and not after:
            lapse(job_of(seen))
            jobs.work(job_of(seen).pk)
            after.append(Video.objects.values().get())

    with pytest.raises(LeaseLost):
        make_rendition(watched(job_of(seen), overtaken))
    assert Video.objects.values().get() == after[0]
    assert after[0]["rendition"].endswith("/rendition-2.mp4")
    assert "rendition-1.mp4" not in files(on_disk)


@pytest.mark.parametrize("frame", [0, 40, 72])
def test_a_video_deleted_meanwhile_leaves_nothing_on_the_disk(seen, settings, frame):
    def delete(done):
        if done == frame:
            delete_video(Video.objects.get(), at=timezone.now())

    with pytest.raises(LeaseLost):
        make_rendition(watched(job_of(seen), delete))
    assert not Video.objects.exists()
    assert not Job.objects.exists()
    assert list((settings.MEDIA_ROOT / "videos").iterdir()) == []
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_an_original_stays_until_the_rendition_is_stored(seen, monkeypatch, on_disk):
    Video.objects.update(keeps_original=False)

    def refuse(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)
    work_on(seen)
    assert (seen.status, bool(seen.original)) == ("failed", True)
    assert len(files(on_disk)) == 1


def test_a_rendition_whose_row_could_not_be_written_goes(seen, monkeypatch, on_disk):
    monkeypatch.setattr(rendition, "next_version", lambda owner: 1 / 0)
    jobs.work(job_of(seen).pk)
    assert job_of(seen).last_error.startswith("ZeroDivisionError")
    assert files(on_disk) == {Path(seen.original.name).name}


@pytest.mark.django_db(transaction=True)
def test_a_rendition_whose_commit_nobody_was_told_of_stays(seen, monkeypatch):
    commit = connection.commit

    def commit_and_break():
        is_last = Video.objects.filter(status="ready").exists()
        commit()
        if is_last:
            monkeypatch.undo()
            raise OperationalError("the connection is gone")

    monkeypatch.setattr(connection, "commit", commit_and_break)
    jobs.work(job_of(seen).pk)
    seen.refresh_from_db()
    assert (seen.status, default_storage.size(seen.rendition)) == ("ready", seen.rendition_size)


def test_it_is_not_copied_within_a_disk(seen, settings):
    written = []

    def look(done):
        if done == 40:
            written.extend(path.stat().st_ino for path in settings.FILE_UPLOAD_TEMP_DIR.iterdir())

    make_rendition(watched(job_of(seen), look))
    seen.refresh_from_db()
    assert [Path(default_storage.path(seen.rendition)).stat().st_ino] == written


def test_three_failures_fail_the_video_and_another_try_makes_it_ready(seen, page, on_disk, monkeypatch):
    monkeypatch.setattr(rendition, "_encode", lambda *args: 1 / 0)
    for _ in range(MAX_ATTEMPTS):
        jobs.work(job_of(seen).pk)
    seen.refresh_from_db()
    assert (seen.status, seen.reason, bool(seen.poster)) == ("failed", GAVE_UP, True)
    assert len(files(on_disk)) == 1
    monkeypatch.undo()
    page.post(f"/videos/{seen.pk}/retry")
    seen.refresh_from_db()
    assert (seen.status, seen.reason, job_of(seen).attempts) == ("processing", "", 0)
    assert Job.objects.get(kind="stills").state == State.DONE
    assert work_on(seen).status == "ready"


def test_a_clip_that_takes_too_long_is_refused_and_not_tried_again(seen, monkeypatch):
    monkeypatch.setattr(rendition, "LONGEST_S", -1)
    work_on(seen)
    assert (seen.status, seen.reason) == ("failed", rendition.TOO_SLOW)
    assert (job_of(seen).attempts, job_of(seen).verdict) == (1, True)
