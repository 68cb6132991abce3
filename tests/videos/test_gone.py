"""Deleted means gone: after it, nothing of a clip is left in the storage or in any table."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from core import jobs
from core.ledger import Job
from core.owned import Tombstone
from videos.api.videos import VideoViewSet
from videos.domain import rendition, stills
from videos.domain.intake import delete_video
from videos.domain.sweep import sweep
from videos.domain.viewings import note_viewing
from videos.models import Upload, Video


@pytest.fixture
def places(settings, tmp_path):
    """Keep temporary files to the test."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "tmp"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings


@pytest.fixture
def traces(places, on_disk):
    """Return a way to list what is left: files, temporary ones included, and rows that hold the clip's id or name."""

    def find(pk, name="clip.mp4"):
        left = [str(path) for path in [*on_disk(), *Path(places.FILE_UPLOAD_TEMP_DIR).iterdir()]]
        for model in apps.get_models():
            columns = [field.attname for field in model._meta.concrete_fields]
            for row in model.objects.values(*columns) if model is not Tombstone else ():
                said = " ".join(map(str, row.values()))
                left += [f"{model._meta.label}: {row}"] * (str(pk) in said or pk.hex in said or name in said)
        return left

    return find


def test_a_clip_that_is_deleted_leaves_its_tombstone_alone(traces, ready, stranger, athlete):
    note_viewing(ready, by=stranger, what="watched")
    about = {"length": ready.size, "offset": ready.size, "state": "done", "expires_at": timezone.now()}
    Upload.objects.create(owner=athlete, video=ready.pk, metadata="filename clip.mp4", **about)
    pk = ready.pk
    assert len(traces(pk)) > 8
    delete_video(ready, at=timezone.now())
    assert traces(pk) == []
    assert Tombstone.objects.holds(Video, pk)


@pytest.mark.parametrize(
    ("module", "reader", "kind"), [(stills, "read_stills", "stills"), (rendition, "read_frames", "rendition")]
)
def test_a_worker_in_the_middle_of_its_work_leaves_nothing_of_a_deleted_clip(
    traces, video, monkeypatch, module, reader, kind
):
    pk, read = video.pk, getattr(module, reader)
    if kind == "rendition":
        jobs.work(Job.objects.get(kind="stills").pk)

    def deleted_meanwhile(*args, **more):
        for place, found in enumerate(read(*args, **more)):
            if place == 3:
                delete_video(Video.objects.get(pk=pk), at=timezone.now())
            yield found

    monkeypatch.setattr(module, reader, deleted_meanwhile)
    jobs.work(Job.objects.get(kind=kind).pk)
    assert not Video.objects.exists()
    assert traces(pk) == []


def test_a_deletion_that_is_undone_at_its_end_costs_no_file(api, ready, on_disk, monkeypatch):
    def fail_late(view, row):
        delete_row(view, row)
        raise RuntimeError("the connection to the database is gone")

    before, delete_row = on_disk(), VideoViewSet.delete_row
    monkeypatch.setattr(VideoViewSet, "delete_row", fail_late)
    api.raise_request_exception = False
    assert api.delete(f"/api/v1/videos/{ready.pk}").status_code == 500
    assert Video.objects.get() == ready
    assert on_disk() == before


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_storage_that_fails_after_the_rows_are_gone_is_no_error_and_the_sweep_removes_the_files(
    way, page, api, ready, traces, monkeypatch, caplog
):
    def down(name):
        raise ConnectionError("the storage does not answer")

    pk = ready.pk
    with monkeypatch.context() as patch:
        patch.setattr("videos.domain.files.default_storage.delete", down)
        if way == "page":
            assert page.post(f"/videos/{pk}/delete").status_code == 302
        else:
            assert api.delete(f"/api/v1/videos/{pk}").status_code == 204
    assert Tombstone.objects.holds(Video, pk)
    assert "could not be removed" in caplog.text
    assert traces(pk) != []
    list(sweep(at=timezone.now() + timedelta(days=1, minutes=1)))
    assert traces(pk) == []


def test_of_a_person_who_goes_the_daily_sweep_leaves_nothing(traces, places, ready, athlete):
    Path(places.INCOMING_DIR).mkdir(parents=True, exist_ok=True)
    coming = Upload.objects.create(owner=athlete, length=10, metadata="clip.mp4", expires_at=timezone.now())
    (Path(places.INCOMING_DIR) / f"{coming.pk}.part").write_bytes(b"x")
    pk = ready.pk
    athlete.delete()
    list(sweep(at=timezone.now() + timedelta(days=1, minutes=1)))
    assert traces(pk) == []


def test_a_set_that_is_deleted_keeps_its_clip_with_what_was_lifted_in_it(api, film, new_set, athlete, on_disk):
    row = new_set(athlete)
    clip = film(set=row)
    kept = on_disk()
    api.delete(f"/api/v1/sets/{row.pk}")
    shown = api.get(f"/api/v1/videos/{clip.pk}").json()
    assert (shown["set"], shown["exercise"], shown["load_kg"]) == (None, "romanian-deadlift", 60)
    assert on_disk() == kept
