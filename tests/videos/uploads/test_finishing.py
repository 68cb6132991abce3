"""The last byte is there. Whatever dies in which moment, there is one video with one job, or an upload that goes on."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core import jobs
from core.jobs import publish as really_publish  # the fixture `sent` replaces it in the module
from core.ledger import Job
from core.versions import UserVersion
from tests.videos.uploads.conftest import Killed, Line, die, row
from videos.domain import intake
from videos.domain.intake import delete_video
from videos.domain.uploads import clock, finishing, place, writing
from videos.domain.uploads.ending import give_up
from videos.domain.uploads.trouble import Ended
from videos.domain.uploads.writing import look, receive
from videos.models import Upload, Video


@pytest.fixture
def upload(tus, mp4) -> Upload:
    return row(tus.create(len(mp4)))


def one_video_with_one_job(mp4: bytes, on_disk) -> None:
    video = Video.objects.get()
    assert Job.objects.get().subject == video.pk
    assert [path.read_bytes() for path in on_disk()] == [mp4]
    assert video.sha256 == hashlib.sha256(mp4).hexdigest()
    assert hashlib.sha256(video.original.read()).hexdigest() == video.sha256
    assert Upload.objects.get().state == "done"


def break_at(monkeypatch, moment: str) -> None:
    """Have the process die right before one of the steps."""
    where = {
        "the file is hashed": (finishing, "_look"),
        "it is put in place": (finishing, "put_in_place"),
        "the rows are written": (finishing, "_store"),
        "the job is written": (intake.jobs, "enqueue"),
        "the row of the video is stamped": (finishing, "add_video"),
        "its first name goes": (finishing, "remove_file"),
        "the upload is finished at all": (writing, "finish"),
    }[moment]
    monkeypatch.setattr(*where, lambda *_, **__: die())


MOMENTS = [
    "the upload is finished at all", "the file is hashed", "it is put in place", "the rows are written",
    "the row of the video is stamped", "the job is written", "its first name goes",
]  # fmt: skip


@pytest.mark.parametrize("healer", ["its client asks how far it is", "its client sends an empty piece", "the clock"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_death_before_any_step_leaves_an_upload_that_is_finished_once(
    tus, upload, mp4, moment, healer, monkeypatch, on_disk, incoming
):
    with monkeypatch.context() as patch:
        break_at(patch, moment)
        with pytest.raises(Killed):
            receive(upload, Line(mp4), offset=0, length=len(mp4))
    path, later = f"/api/v1/uploads/{upload.pk}", timezone.now() + clock.STRAY * 2
    if healer == "its client asks how far it is":
        assert tus.head(path)["Content-Location"] == f"/api/v1/videos/{Video.objects.get().pk}"
    elif healer == "its client sends an empty piece":
        assert tus.patch(path, len(mp4), b"").status_code == 204
    clock.tidy(later)
    clock.tidy(later)
    assert incoming() == []
    one_video_with_one_job(mp4, on_disk)


def test_finishing_twice_changes_nothing(tus, upload, mp4, on_disk):
    path = f"/api/v1/uploads/{upload.pk}"
    tus.patch(path, 0, mp4)
    v = UserVersion.objects.get().v
    assert tus.patch(path, len(mp4), b"").status_code == 204
    assert tus.patch(path, 0, mp4).status_code == 409
    assert look(upload).state == "done"
    assert UserVersion.objects.get().v == v
    one_video_with_one_job(mp4, on_disk)


def test_an_upload_given_up_at_the_last_moment_becomes_no_video(upload, mp4, monkeypatch, nothing_kept):
    store = finishing._store

    def too_late(*args, **named):
        give_up(Upload.objects.get(pk=upload.pk))
        return store(*args, **named)

    monkeypatch.setattr(finishing, "_store", too_late)
    with pytest.raises(Ended):
        receive(upload, Line(mp4), offset=0, length=len(mp4))
    assert nothing_kept()


def test_the_broker_may_be_down_and_the_job_is_kept(upload, mp4, monkeypatch, django_capture_on_commit_callbacks):
    def no_broker(*args, **named):
        raise ConnectionRefusedError

    monkeypatch.setattr(jobs, "publish", really_publish)
    monkeypatch.setattr("celery.Celery.send_task", no_broker)
    with django_capture_on_commit_callbacks(execute=True):
        receive(upload, Line(mp4), offset=0, length=len(mp4))
    job = Job.objects.get()
    assert (job.subject, job.state) == (Video.objects.get().pk, "queued")


def test_two_uploads_of_the_same_bytes_to_one_id_make_one_video(tus, begun, mp4, new_id, on_disk):
    first = begun(len(mp4), id=new_id)
    other = row(tus.create(len(mp4)))
    other.about["id"] = new_id  # two requests began at the same moment
    other.save()
    tus.patch(first, 0, mp4)
    assert tus.patch(f"/api/v1/uploads/{other.pk}", 0, mp4).status_code == 204
    assert Video.objects.count() == Job.objects.count() == len(on_disk()) == 1


def test_an_id_that_was_given_away_meanwhile_refuses_other_bytes(tus, upload, mp4, webm, film, on_disk):
    video = film(webm)
    upload.about["id"] = str(video.pk)
    upload.save()
    answer = tus.patch(f"/api/v1/uploads/{upload.pk}", 0, mp4)
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert [path.read_bytes() for path in on_disk()] == [webm]


def test_an_id_that_was_deleted_meanwhile_is_refused(tus, upload, mp4, film, nothing_kept):
    video = film()
    upload.about["id"] = str(video.pk)
    upload.save()
    delete_video(video, at=timezone.now())
    answer = tus.patch(f"/api/v1/uploads/{upload.pk}", 0, mp4)
    assert (answer.status_code, answer.json()["code"]) == (410, "deleted")
    assert nothing_kept()


def test_a_half_written_copy_of_a_crash_is_no_hindrance(upload, mp4, on_disk):
    default_storage.save(place.place_of(upload), ContentFile(b"half"))
    receive(upload, Line(mp4), offset=0, length=len(mp4))
    one_video_with_one_job(mp4, on_disk)


def test_a_disk_without_links_gets_a_copy(upload, mp4, monkeypatch, on_disk):
    def no_links(*args, **named):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(place.os, "link", no_links)
    receive(upload, Line(mp4), offset=0, length=len(mp4))
    one_video_with_one_job(mp4, on_disk)


def test_a_full_disk_at_the_last_step_keeps_the_upload(tus, upload, mp4, monkeypatch, on_disk):
    def full(*args, **named):
        raise OSError(28, "No space left on device")

    path = f"/api/v1/uploads/{upload.pk}"
    with monkeypatch.context() as patch:
        patch.setattr(place.os, "link", full)
        answer = tus.patch(path, 0, mp4)
    assert (answer.status_code, answer["Upload-Offset"]) == (507, str(len(mp4)))
    assert not Video.objects.exists()
    assert tus.head(path)["Content-Location"]
    one_video_with_one_job(mp4, on_disk)


def test_the_place_of_the_file_does_not_tell_the_secret_of_its_upload(upload, mp4):
    receive(upload, Line(mp4), offset=0, length=len(mp4))
    assert upload.pk not in Video.objects.get().original.name
