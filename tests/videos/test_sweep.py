"""Both ways between storage and database: what belongs to nobody goes, and rows whose files are gone say so."""

import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from core import jobs, ticks
from core.ledger import Job
from cues.models import Cue
from videos.domain.missing import MISSING
from videos.domain.sweep import SUBJECT, SWEEP, sweep, want_daily_sweep
from videos.models import Upload, Video

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(settings, tmp_path):
    """Keep uploads on their way and temporary files to the test."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "tmp"
    for place in (settings.FILE_UPLOAD_TEMP_DIR, settings.INCOMING_DIR):
        place.mkdir(parents=True)
    return settings


def later():
    """Return a moment at which what lies there now has lain for more than a day."""
    return timezone.now() + timedelta(days=1, minutes=1)


def swept(**more):
    return {one.what: one.said for one in sweep(at=later(), **more)}


def put(name):
    return default_storage.save(name, ContentFile(b"x" * 10))


def run_everything():
    while waiting := list(Job.objects.filter(state="queued").values_list("pk", flat=True)):
        for pk in waiting:
            jobs.work(pk)


def test_files_that_no_row_names_go_and_those_of_rows_stay(places, ready, on_disk):
    kept = on_disk()
    gone = f"videos/{'0' * 8}-0000-7000-8000-{'0' * 12}"
    names = {put(f"{ready.folder}/poster-99.webp"), put(f"{ready.folder}/half.tmp"), put(f"{gone}/clip.bin")}
    assert swept().keys() == names
    assert on_disk() == kept
    assert swept() == {}


def test_what_is_younger_than_a_day_stays(places, video):
    name = put(f"{video.folder}/left.bin")
    assert list(sweep(at=timezone.now() + timedelta(hours=23))) == []
    assert default_storage.exists(name)


def test_what_is_not_called_as_ours_are_stays(places):
    names = [put("videos/README.txt"), put("videos/notes/a.txt"), put("backup/clip.bin"), put("cues/mine/photo.jpg")]
    assert swept() == {}
    assert all(map(default_storage.exists, names))


def test_a_dry_run_finds_the_same_and_changes_nothing(places, ready):
    name = put(f"{ready.folder}/left.bin")
    ready.original.storage.delete(ready.original.name)
    before = Video.objects.values().get()
    found = swept(dry_run=True)
    assert default_storage.exists(name)
    assert Video.objects.values().get() == before
    assert found == swept()


def test_pictures_of_cues_stay_while_a_cue_names_them(places, athlete):
    kept, left = (put(f"cues/brace/{letter * 32}.webp") for letter in "ab")
    Cue.objects.create(slug="brace", owner=athlete, text="Brace", phase="start", picture=kept)
    assert swept().keys() == {left}
    assert default_storage.exists(kept)


def test_bytes_of_uploads_that_ended_go_and_those_of_open_ones_stay(places, athlete):
    about = {"owner": athlete, "length": 10, "expires_at": timezone.now()}
    is_open = Upload.objects.create(**about)
    done = Upload.objects.create(state=Upload.State.DONE, **about)
    files = {pk: Path(places.INCOMING_DIR) / f"{pk}.part" for pk in (is_open.pk, done.pk, "nobodys")}
    for path in files.values():
        path.write_bytes(b"x")
    assert swept().keys() == {str(files[done.pk]), str(files["nobodys"])}
    assert [path.name for path in places.INCOMING_DIR.iterdir()] == [f"{is_open.pk}.part"]


def test_temporary_files_that_were_left_behind_go(places):
    left = Path(places.FILE_UPLOAD_TEMP_DIR) / "source-abc"
    left.write_bytes(b"x")
    assert swept().keys() == {str(left)}
    assert not left.exists()


def test_links_are_not_followed_out_of_the_storage(places, tmp_path, video):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "clip.bin").write_bytes(b"x")
    folder = Path(default_storage.path("videos"))
    (folder / f"{'1' * 8}-0000-7000-8000-{'0' * 12}").symlink_to(outside)
    assert swept() == {}
    assert (outside / "clip.bin").exists()


def test_a_clip_without_any_file_says_so_and_works_again_once_they_are_back(places, ready, api):
    Path(default_storage.path(ready.folder)).rename(Path(default_storage.path("backup")))
    v = ready.v
    assert swept() == {f"video {ready.pk}": "all its files are gone: its page says so now"}
    shown = api.get(f"/api/v1/videos/{ready.pk}").json()
    assert (shown["status"], shown["reason"]) == ("failed", MISSING)
    assert Video.objects.get().v > v
    assert swept() == {f"video {ready.pk}": "all its files are still gone"}
    Path(default_storage.path("backup")).rename(Path(default_storage.path(ready.folder)))
    assert swept() == {f"video {ready.pk}": "files are there again"}
    assert Video.objects.get().status == "ready"
    assert swept() == {}


def test_a_lost_original_is_no_loss_where_the_web_version_is_there(places, ready, api):
    default_storage.delete(ready.original.name)
    before = Video.objects.values().get()
    for _ in range(2):
        assert swept() == {f"video {ready.pk}": "the original is gone, the web version plays"}
    assert Video.objects.values().get() == before
    assert api.get(f"/api/v1/videos/{ready.pk}").json()["status"] == "ready"
    assert api.get(f"/api/v1/videos/{ready.pk}/original").status_code == 404
    assert api.get(f"/api/v1/videos/{ready.pk}/rendition").status_code == 200


def test_an_original_that_comes_back_from_a_backup_after_the_rest_stays(places, ready, mp4):
    backup = Path(default_storage.path("backup"))
    Path(default_storage.path(ready.folder)).rename(backup)
    swept()
    name = ready.original.name.rpartition("/")[2]
    original = (backup / name).read_bytes()
    (backup / name).unlink()
    backup.rename(Path(default_storage.path(ready.folder)))
    assert "files are there again" in swept()[f"video {ready.pk}"]
    Path(ready.original.path).write_bytes(original)
    assert swept() == {}
    assert Video.objects.get().original.read() == mp4


def test_old_jobs_of_videos_that_are_gone_all_go_in_one_sweep(places, db, monkeypatch):
    monkeypatch.setattr("videos.domain.sweep.BATCH", 2)
    for _ in range(5):
        jobs.enqueue(kind="stills", subject=uuid.uuid4(), input_hash="x")
    assert len(swept(dry_run=True)) == 5
    assert len(swept()) == 5
    assert not Job.objects.exists()


def test_a_lost_web_version_is_made_anew_from_the_original(places, ready):
    before = ready.rendition
    default_storage.delete(before)
    assert swept() == {f"video {ready.pk}": "the web version is gone and made anew"}
    run_everything()
    row = Video.objects.get()
    assert (row.status, default_storage.exists(row.rendition)) == ("ready", True)
    assert row.rendition != before
    assert swept() == {}


def test_lost_pictures_are_made_anew_from_what_is_there(places, ready):
    default_storage.delete(f"{ready.poster}.webp")
    assert swept() == {f"video {ready.pk}": "pictures are gone and made anew"}
    run_everything()
    row = Video.objects.get()
    assert (row.status, default_storage.exists(f"{row.poster}.webp")) == ("ready", True)


def test_a_web_version_that_is_not_whole_is_made_anew(places, ready):
    broken = Path(ready.original.storage.path(ready.rendition))
    broken.write_bytes(broken.read_bytes()[:-1])
    assert swept() == {f"video {ready.pk}": "the web version is gone and made anew"}
    run_everything()
    row = Video.objects.get()
    assert (row.status, default_storage.size(row.rendition)) == ("ready", ready.rendition_size)
    assert row.rendition != ready.rendition
    assert swept() == {}


def test_a_clip_whose_only_file_is_not_whole_says_so(places, ready):
    Video.objects.update(original="")
    default_storage.delete(ready.original.name)
    Path(default_storage.path(ready.rendition)).write_bytes(b"half of it")
    assert swept() == {f"video {ready.pk}": "all its files are gone: its page says so now"}
    assert Video.objects.values_list("status", "reason").get() == ("failed", MISSING)


@pytest.mark.parametrize("name", ["poster", "sprite"])
def test_empty_pictures_are_made_anew(places, ready, name):
    Path(default_storage.path(f"{getattr(ready, name)}.jpg")).write_bytes(b"")
    assert swept() == {f"video {ready.pk}": "pictures are gone and made anew"}
    run_everything()
    assert default_storage.size(f"{getattr(Video.objects.get(), name)}.jpg") > 0
    assert swept() == {}


def test_a_clip_that_is_being_worked_on_is_left_to_its_worker(places, video):
    default_storage.delete(video.original.name)
    assert swept() == {}


def test_the_command_prints_what_it_did(places, ready):
    put(f"{ready.folder}/left.bin")
    said = StringIO()
    call_command("sweep_media", dry_run=True, stdout=said)
    assert said.getvalue() == "0 files (0 bytes) would be removed; 0 videos with missing files.\n"


def test_one_sweep_a_day_is_asked_for_however_many_programs_tick(places, sent, django_capture_on_commit_callbacks):
    noon = timezone.now().replace(hour=12)
    assert want_daily_sweep in ticks._functions
    with django_capture_on_commit_callbacks(execute=True):
        for minute in range(3):
            want_daily_sweep(noon + timedelta(minutes=minute))
    assert [kind for _, kind in sent] == ["sweep"]
    run_everything()
    want_daily_sweep(noon + timedelta(hours=1))
    assert Job.objects.get().state == "done"
    want_daily_sweep(noon + timedelta(days=1))
    job = Job.objects.get()
    assert (job.kind, job.subject, job.state) == (SWEEP.name, SUBJECT, "queued")


def test_what_was_found_stands_in_the_log(places, video, caplog, monkeypatch):
    name = put(f"{video.folder}/left.bin")
    monkeypatch.setattr("videos.domain.sweep.OLD", timedelta(seconds=-60))
    want_daily_sweep(timezone.now())
    jobs.work(Job.objects.get(kind="sweep").pk)
    assert f"{name}: removed: no row names it" in caplog.text
    assert not default_storage.exists(name)


def test_trying_again_works_once_the_files_are_back_without_waiting_for_the_sweep(places, ready, page):
    Path(default_storage.path(ready.folder)).rename(Path(default_storage.path("backup")))
    swept()
    Path(default_storage.path("backup")).rename(Path(default_storage.path(ready.folder)))
    page.post(f"/videos/{ready.pk}/retry")
    run_everything()
    row = Video.objects.get()
    assert (row.status, row.reason) == ("ready", "")
