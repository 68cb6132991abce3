import stat
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageChops

from core import jobs
from core.jobs import GAVE_UP, MAX_ATTEMPTS, LeaseLost
from core.ledger import Job, State
from tests.videos.conftest import work_on
from tests.videos.watching import lapse, watched
from videos.domain.intake import delete_video, save_video
from videos.domain.stills import STEPS, make_stills
from videos.models import Video


def stills_job():
    return Job.objects.get(kind="stills")


def picture(name):
    return Image.open(default_storage.open(name))


def names(on_disk):
    return {path.name for path in on_disk() if path.suffix != ".bin"}


def test_a_clip_becomes_ready_with_its_facts(ready):
    assert (ready.duration_s, ready.width, ready.height) == (2.4, 320, 200)
    assert (ready.reason, ready.warning) == ("", "")
    job = stills_job()
    assert (job.state, job.done, job.total, job.attempts) == (State.DONE, STEPS, STEPS, 1)


def test_the_poster_is_the_upright_picture_in_both_formats(ready):
    for ending, kind in (("webp", "WEBP"), ("jpg", "JPEG")):
        found = picture(f"{ready.poster}.{ending}")
        assert (found.format, found.size) == (kind, (320, 200))


def test_the_sprite_is_nine_frames_wide(ready):
    for ending in ("webp", "jpg"):
        assert picture(f"{ready.sprite}.{ending}").size == (9 * 240, 150)


def test_the_sprite_shows_the_movement(ready):
    strip = picture(f"{ready.sprite}.jpg").convert("L")
    frames = [strip.crop((n * 240, 0, n * 240 + 240, 150)) for n in range(9)]
    moved = [ImageChops.difference(a, b).getextrema()[1] > 100 for a, b in pairwise(frames)]
    assert sum(moved) >= 5


def test_stills_are_private(ready, on_disk):
    assert len(on_disk()) == 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in on_disk()} == {0o600}


def test_a_webm_gets_its_stills_too(film, webm):
    video = film(webm)
    work_on(video)
    assert (video.status, video.width, video.height) == ("ready", 160, 100)
    assert picture(f"{video.sprite}.webp").size == (9 * 160, 100)


def test_a_trimmed_clip_shows_the_trimmed_part(film, ready):
    trimmed = film(trim_start_s=1.7, trim_end_s=1.9)
    assert work_on(trimmed).status == "ready"
    whole, part = picture(f"{ready.sprite}.jpg").convert("L"), picture(f"{trimmed.sprite}.jpg").convert("L")
    assert ImageChops.difference(whole, part).getextrema()[1] > 100


def test_progress_moves_and_files_are_named_only_once_they_are_there(video, api):
    path, seen = f"/api/v1/videos/{video.pk}", []
    assert api.get(path).json()["progress"] == 0
    make_stills(watched(Job.objects.get(), lambda done: seen.append(api.get(path).json())))
    shares = [row["progress"] for row in seen]
    assert shares == sorted(set(shares))
    assert (shares[0], shares[-1]) == (0.0, 0.1)
    assert seen[1]["poster"] is None
    for row in seen[2:]:
        assert (row["status"], row["sprite"]) == ("processing", None)
        assert row["poster"] == f"{path}/poster"
    last = api.get(path).json()
    assert (last["status"], last["progress"], last["sprite"]) == ("processing", 0.1, f"{path}/sprite")


def test_the_poster_can_be_seen_before_the_sprite_is_made(video, api):
    answers = []

    def look(done):
        if done == 2:
            answers.append(api.get(f"/api/v1/videos/{video.pk}/poster").status_code)
            answers.append(api.get(f"/api/v1/videos/{video.pk}/sprite").status_code)

    make_stills(watched(Job.objects.get(), look))
    assert answers == [200, 404]


def test_a_video_that_the_decoder_refuses_fails_at_once_with_a_reason(film, hollow, on_disk):
    video = film(hollow)
    jobs.work(Job.objects.get().pk)
    video.refresh_from_db()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert (video.status, video.reason) == ("failed", job.reason)
    assert video.reason.endswith(".") and " " in video.reason
    assert "VideoRejected" in job.last_error
    assert [path.read_bytes() for path in on_disk()] == [hollow]
    assert jobs.reap(at=timezone.now() + timedelta(days=1)) == 0


def test_a_worker_killed_in_mid_job_leaves_exactly_one_result(video, on_disk):
    job = Job.objects.get()

    def killed(done):
        if done == 5:
            raise KeyboardInterrupt  # nothing of ours catches it, as nothing catches a kill

    with pytest.raises(KeyboardInterrupt):
        make_stills(watched(job, killed))
    assert names(on_disk) == {"poster-1.webp", "poster-1.jpg"}
    assert jobs.claim(job.pk) is None  # the lease still runs
    lapse(job)
    jobs.work(job.pk)

    video.refresh_from_db()
    assert video.poster == f"{video.folder}/poster-2"
    assert names(on_disk) == {"poster-2.webp", "poster-2.jpg", "sprite-2.webp", "sprite-2.jpg"}
    assert stills_job().attempts == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", [0, 1, 2, STEPS])
def test_a_worker_that_wakes_after_it_was_overtaken_changes_nothing(video, on_disk, step):
    job, after = Job.objects.get(), []

    def overtake():
        lapse(job)
        jobs.work(job.pk)
        after.append((Video.objects.values().get(), list(Job.objects.order_by("kind").values()), names(on_disk)))

    def stall(done):
        if done == step:
            transaction.on_commit(overtake)  # at the first moment at which the database lets another worker in

    with pytest.raises(LeaseLost):
        make_stills(watched(job, stall))
    [(row, ledger, files)] = after
    assert (row["status"], row["poster"]) == ("processing", f"{video.folder}/poster-2")
    assert [(one["kind"], one["state"]) for one in ledger] == [("rendition", State.QUEUED), ("stills", State.DONE)]
    assert (Video.objects.values().get(), list(Job.objects.order_by("kind").values())) == (row, ledger)
    assert names(on_disk) == {"poster-2.webp", "poster-2.jpg", "sprite-2.webp", "sprite-2.jpg"}
    assert files >= names(on_disk)


def test_a_worker_that_wakes_after_the_marks_were_moved_leaves_the_new_files(video, on_disk):
    def start_anew(done):
        if done == 3:
            row = Video.objects.get()
            row.trim_start_s = 1.5
            save_video(row)
            jobs.work(stills_job().pk)

    with pytest.raises(LeaseLost):
        make_stills(watched(Job.objects.get(), start_anew))
    video.refresh_from_db()
    assert video.poster == f"{video.folder}/poster-2"
    for stem in (video.poster, video.sprite):
        assert default_storage.exists(f"{stem}.webp") and default_storage.exists(f"{stem}.jpg")
    assert len(names(on_disk)) == 4


def test_a_poster_that_the_row_shows_outlives_the_worker_that_made_it(video, on_disk):
    job = Job.objects.get()

    def overtaken(done):
        if done == 2:
            lapse(job)
            jobs.claim(job.pk)

    with pytest.raises(LeaseLost):
        make_stills(watched(job, overtaken))
    video.refresh_from_db()
    assert default_storage.exists(f"{video.poster}.webp")


def test_three_dead_workers_fail_the_video_with_a_reason_people_can_read(video, api):
    job = Job.objects.get()
    for _ in range(MAX_ATTEMPTS):
        jobs.claim(job.pk)
        lapse(job)
    jobs.reap()
    shown = api.get(f"/api/v1/videos/{video.pk}").json()
    assert (shown["status"], shown["reason"], shown["progress"]) == ("failed", GAVE_UP, 0.0)


def test_a_file_that_cannot_be_opened_is_tried_three_times_then_given_up(video, on_disk):
    on_disk()[0].unlink()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        jobs.work(Job.objects.get().pk)
        assert Job.objects.get().attempts == attempt
    video.refresh_from_db()
    assert (video.status, video.reason) == ("failed", GAVE_UP)
    assert "FileNotFoundError" in Job.objects.get().last_error


@pytest.mark.parametrize("step", [0, 1, 2, STEPS])
def test_a_video_deleted_while_its_job_runs_leaves_nothing_on_the_disk(video, settings, step):
    def delete(done):
        if done == step:
            delete_video(Video.objects.get(), at=timezone.now())

    with pytest.raises((LeaseLost, FileNotFoundError)):
        make_stills(watched(Job.objects.get(), delete))
    assert not Video.objects.exists()
    assert not Job.objects.exists()
    assert list((settings.MEDIA_ROOT / "videos").iterdir()) == []


def test_a_job_whose_video_is_gone_is_forgotten(video, on_disk):
    job = Job.objects.get()
    Video.objects.all().delete()
    jobs.work(job.pk)
    assert not Job.objects.exists()
    assert names(on_disk) == set()
