import hashlib
import stat
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from core import jobs
from core.ledger import Job, State
from core.owned import Tombstone, new_id
from core.versions import UserVersion
from tests.videos.conftest import upload, work_on
from videos.domain.files import remove_files
from videos.domain.intake import delete_video, retry_video, save_video, take_in
from videos.domain.sniff import Rejected
from videos.domain.stills import input_of
from videos.forms import WordsForm
from videos.models import Video


def test_a_clip_becomes_a_row_a_file_and_a_job(film, mp4, on_disk):
    video = film()
    row, job, [path] = Video.objects.get(), Job.objects.get(), on_disk()
    assert row == video
    assert (row.status, row.size, row.container) == ("uploaded", len(mp4), "video/mp4")
    assert row.sha256 == job.input_hash == hashlib.sha256(mp4).hexdigest()
    assert (job.kind, job.subject, job.state) == ("stills", row.pk, State.QUEUED)
    assert path.read_bytes() == mp4


def test_the_message_goes_out_after_the_commit(film, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        film()
        assert sent == []
    assert sent == [(Job.objects.get().pk, "stills")]


def test_a_file_is_private_and_lies_where_the_server_chose(film, on_disk):
    video = film()
    [path] = on_disk()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent.name == str(video.pk)
    assert "clip" not in path.name


def test_a_large_upload_is_private_too(athlete, mp4, on_disk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    file = TemporaryUploadedFile("clip.mp4", "video/mp4", len(mp4), None)
    file.write(mp4)
    file.seek(0)
    take_in(file, owner=athlete, recorded_at=timezone.now())
    file.close()  # as the request does at its end
    [path] = on_disk()
    assert path.read_bytes() == mp4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_refused_file_leaves_nothing(film, broken, nothing_kept):
    content, code, _ = broken
    with pytest.raises(Rejected) as caught:
        film(content)
    assert caught.value.code == code
    assert nothing_kept()


def test_a_file_beyond_the_limit_leaves_nothing(film, mp4, nothing_kept, settings):
    settings.VIDEO_MAX_BYTES = len(mp4) - 1
    with pytest.raises(Rejected) as caught:
        film()
    assert caught.value.code == "too_large"
    assert nothing_kept()


def test_a_file_of_exactly_the_limit_is_taken(film, mp4, settings):
    settings.VIDEO_MAX_BYTES = len(mp4)
    film()
    assert Video.objects.count() == 1


def test_a_row_that_cannot_be_written_leaves_no_file_of_its_own(film, video, on_disk):
    before = on_disk()
    with pytest.raises(IntegrityError), transaction.atomic():
        film(pk=video.pk)
    assert on_disk() == before
    assert Job.objects.count() == 1


@pytest.fixture
def answer_lost(monkeypatch):
    """Have the database commit a clip, and its connection break before it can say so."""
    commit, told = connection.commit, []

    def commit_and_break():
        commit()
        if not told and Video.objects.exists():
            told.append(True)
            raise OperationalError("the connection is gone")

    monkeypatch.setattr(connection, "commit", commit_and_break)
    return told


@pytest.mark.django_db(transaction=True)
def test_a_clip_whose_commit_nobody_was_told_of_keeps_its_file_and_may_be_sent_again(api, mp4, answer_lost):
    path = f"/api/v1/videos/{new_id()}"
    api.raise_request_exception = False
    sent = [api.put(path, {"file": upload(mp4)}, format="multipart").status_code for _ in range(2)]
    assert (sent, answer_lost) == ([500, 200], [True])
    assert b"".join(api.get(f"{path}/original").streaming_content) == mp4


@pytest.mark.django_db(transaction=True)
def test_a_file_of_which_no_database_can_tell_whether_a_row_names_it_stays(film, on_disk, mp4, answer_lost):
    def gone(execute, *query):
        if answer_lost:
            raise OperationalError("the connection is gone")
        return execute(*query)

    with connection.execute_wrapper(gone), pytest.raises(OperationalError):
        film()
    assert [path.read_bytes() for path in on_disk()] == [mp4]
    assert on_disk()[0].name == Video.objects.get().original.name.rpartition("/")[2]


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_did_not_happen_leaves_nothing(film, nothing_kept, monkeypatch):
    def broken():
        monkeypatch.undo()
        raise OperationalError("the connection is gone")

    monkeypatch.setattr(connection, "commit", broken)
    with pytest.raises(OperationalError):
        film()
    assert nothing_kept()


def test_a_broken_connection_leaves_nothing(athlete, mp4, nothing_kept, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path

    class Cut(BytesIO):
        def read(self, *args):
            raise ConnectionResetError

    file = TemporaryUploadedFile("clip.mp4", "video/mp4", len(mp4), None)
    file.file = Cut()
    with pytest.raises(ConnectionResetError):
        take_in(file, owner=athlete, recorded_at=timezone.now())
    assert nothing_kept()


def test_the_same_clip_may_be_sent_twice(film, on_disk):
    assert film().sha256 == film().sha256
    assert len(on_disk()) == 2


def test_a_clip_of_a_set_copies_what_was_lifted(film, athlete, new_set):
    video = film(set=new_set(athlete))
    assert (video.exercise_id, video.load_kg) == ("romanian-deadlift", 60.0)


def test_a_write_takes_the_owners_next_version(film, athlete):
    first, second = film(), film()
    assert (first.v, second.v) == (1, 2)
    assert UserVersion.objects.get(user=athlete).v == 2


def test_words_do_not_undo_what_a_worker_wrote_meanwhile(video):
    stale = Video.objects.get()
    work_on(video)
    stale.load_kg = 80.0
    save_video(stale)
    row = Video.objects.get()
    assert (row.status, row.load_kg) == ("ready", 80.0)
    assert row.poster


def test_words_and_marks_that_two_pages_save_at_the_same_moment_both_stay(ready):
    first, second = Video.objects.get(), Video.objects.get()
    first.trim_start_s, first.trim_end_s = 0.5, 1.5
    save_video(first)
    form = WordsForm({"load_kg": "70", "recorded_at": "2026-03-01T10:00"}, video=second)
    assert form.is_valid()
    form.save()
    row = Video.objects.get()
    assert (row.load_kg, row.trim_start_s, row.trim_end_s) == (70, 0.5, 1.5)
    assert Job.objects.get(kind="stills").input_hash == input_of(row)


def test_a_deleted_video_leaves_nothing_but_its_tombstone(ready, settings, on_disk):
    pk, before = ready.pk, ready.v
    delete_video(ready, at=timezone.now())
    assert not Video.objects.exists()
    assert not Job.objects.exists()
    assert on_disk() == []
    assert list((settings.MEDIA_ROOT / "videos").iterdir()) == []
    stone = Tombstone.objects.get()
    assert (stone.id, stone.v) == (pk, before + 1)


def test_deleting_one_video_leaves_the_others(film, on_disk):
    first, second = film(), film()
    delete_video(first, at=timezone.now())
    assert Video.objects.get() == second
    assert Job.objects.get().subject == second.pk
    assert [path.parent.name for path in on_disk()] == [str(second.pk)]


def test_a_video_whose_files_are_gone_can_still_be_deleted(video, on_disk):
    on_disk()[0].unlink()
    delete_video(video, at=timezone.now())
    assert not Video.objects.exists()


def test_removing_files_that_never_were_does_nothing(db, nothing_kept):
    remove_files("videos/never")
    assert nothing_kept()


def test_a_failed_video_is_worked_on_anew_from_its_first_attempt(video, sent, django_capture_on_commit_callbacks):
    jobs.claim(Job.objects.get().pk).fail(reason="It would not.", error="x")
    video.refresh_from_db()
    assert (video.status, video.reason) == ("failed", "It would not.")
    with django_capture_on_commit_callbacks(execute=True):
        retry_video(video)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.QUEUED, 0)
    assert sent == [(job.pk, "stills")]
    work_on(video)
    assert (video.status, video.reason) == ("ready", "")
