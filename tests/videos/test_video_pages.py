from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import jobs
from core.ledger import Job
from tests.videos.conftest import work_on
from videos.models import Video

FILMED = "2026-03-01T10:00"


def file(content, name="clip.mp4"):
    return SimpleUploadedFile(name, content, "video/mp4")


def add(page, content, **fields):
    return page.post("/videos/new", {"file": file(content), "recorded_at": FILMED} | fields)


def test_a_clip_is_added_and_its_page_opens(page, mp4, athlete, library):
    response = add(page, mp4, exercise="romanian-deadlift", load_kg="62,5")
    video = Video.objects.get()
    assert response["Location"] == f"/videos/{video.pk}"
    assert (video.owner, video.exercise_id, video.load_kg) == (athlete, "romanian-deadlift", 62.5)
    assert video.recorded_at.isoformat() == "2026-03-01T09:00:00+00:00"  # ten o'clock in Berlin
    assert "62.5 kg" in page.get(response["Location"]).text


def test_a_load_is_typed_in_the_persons_unit(page, mp4, athlete):
    athlete.unit = "lb"
    athlete.save()
    add(page, mp4, load_kg="225")
    assert Video.objects.get().load_kg == 102.058


def test_a_broken_clip_is_refused_with_the_sentence_and_leaves_nothing(page, broken, nothing_kept):
    content, _, sentence = broken
    response = add(page, content)
    assert response.status_code == 400
    assert sentence in response.text
    assert "<form" in response.text
    assert nothing_kept()


def test_a_clip_beyond_the_limit_is_refused_with_the_sentence(page, mp4, nothing_kept, settings):
    settings.VIDEO_MAX_BYTES = 2**20
    response = add(page, mp4 + b"\0" * 2**20)
    assert response.status_code == 400
    assert "This file is larger than 1 MB" in response.text
    assert nothing_kept()


def test_a_clip_far_beyond_the_limit_is_refused_before_it_is_read(page, mp4, nothing_kept, settings):
    settings.VIDEO_MAX_BYTES = 2**20
    response = add(page, mp4 + b"\0" * 3 * 2**20)
    assert response.status_code == 413
    assert "This file is larger than 1 MB" in response.text
    assert nothing_kept()


def test_a_form_without_a_file_asks_for_one(page, nothing_kept):
    response = page.post("/videos/new", {"recorded_at": FILMED})
    assert response.status_code == 400
    assert "Choose a clip first." in response.text
    assert nothing_kept()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"load_kg": "99999"}, "A load lies between"),
        ({"load_kg": "heavy"}, "Enter a number"),
        ({"recorded_at": "0001-01-01T00:00"}, "between 1970 and 2200"),
        ({"recorded_at": "9999-12-31T23:59"}, "between 1970 and 2200"),
        ({"recorded_at": "soon"}, "Enter a date and a time"),
        ({"exercise": "no-such-lift"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(page, mp4, fields, sentence, nothing_kept):
    response = add(page, mp4, **fields)
    assert response.status_code == 400
    assert sentence in response.text
    assert nothing_kept()


def test_a_clip_of_a_set_goes_back_to_the_set(page, mp4, athlete, new_set):
    row = new_set(athlete)
    response = page.post(f"/sets/{row.pk}/videos", {"file": file(mp4)})
    assert response["Location"] == f"/sessions/{row.session_id}#set-{row.pk}"
    video = Video.objects.get()
    assert (video.set, video.recorded_at, video.load_kg) == (row, row.performed_at, 60.0)
    assert f"/videos/{video.pk}" in page.get(f"/sessions/{row.session_id}").text


def test_a_broken_clip_of_a_set_is_refused_on_its_page(page, athlete, new_set, broken, nothing_kept):
    content, _, sentence = broken
    response = page.post(f"/sets/{new_set(athlete).pk}/videos", {"file": file(content)})
    assert response.status_code == 400
    assert sentence in response.text
    assert nothing_kept()


def test_the_library_shows_clips_newest_first(page, film):
    old = film(recorded_at=timezone.now() - timedelta(days=2))
    new = film()
    text = page.get("/videos").text
    assert text.index(str(new.pk)) < text.index(str(old.pk))


def test_the_library_reads_on_where_the_page_ended_and_loses_none(page, film):
    newest = timezone.now()
    made = [film(recorded_at=newest - timedelta(minutes=number)) for number in range(26)]
    first = page.get("/videos")
    assert [str(video.pk) for video in made[:24]] == [str(video.pk) for video in first.context["videos"]]
    older = first.text.split('href="?before=')[1].split('"')[0].replace("&amp;", "&")
    second = page.get(f"/videos?before={older}")
    assert list(second.context["videos"]) == made[24:]
    assert "Older clips" not in second.text


def test_clips_filmed_at_the_same_moment_are_all_found(page, film):
    at = timezone.now()
    made = {film(recorded_at=at).pk for _ in range(26)}
    last = film(recorded_at=at - timedelta(days=1)).pk
    first = page.get("/videos")
    older = first.text.split('href="?before=')[1].split('"')[0]
    second = page.get(f"/videos?before={older}")
    seen = [video.pk for answer in (first, second) for video in answer.context["videos"]]
    assert len(seen) == 27
    assert set(seen) == made | {last}


@pytest.mark.parametrize(
    "before", ["2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x", "%00"]
)
def test_a_mistyped_place_in_the_library_shows_its_start(page, video, before):
    assert [row.pk for row in page.get(f"/videos?before={before}").context["videos"]] == [video.pk]


def test_an_empty_library_says_what_to_do(page):
    assert "Film a set from the side" in page.get("/videos").text


def test_the_library_costs_the_same_however_many_clips(page, film, django_assert_max_num_queries):
    for _ in range(12):
        film()
    with django_assert_max_num_queries(6):
        page.get("/videos")


def test_a_clip_at_work_shows_how_far_it_is_and_asks_again(page, video):
    jobs.claim(Job.objects.get().pk).beat(done=4, total=10)
    Video.objects.update(status="processing")
    text = page.get(f"/videos/{video.pk}/state").text
    assert '<progress max="1" value="0.04"' in text
    assert f'hx-get="/videos/{video.pk}/state"' in text


@pytest.mark.parametrize("place", ["", "?in=tile", "?in=chip"])
def test_a_finished_clip_is_not_asked_for_again(page, ready, place):
    text = page.get(f"/videos/{ready.pk}/state{place}").text
    assert "hx-get" not in text
    assert "<progress" not in text
    assert f"/api/v1/videos/{ready.pk}/poster" in text


def test_a_ready_clip_can_be_played_and_leafed_through(page, ready):
    text = page.get(f"/videos/{ready.pk}").text
    assert f'src="/api/v1/videos/{ready.pk}/rendition"' in text
    assert f'src="/api/v1/videos/{ready.pk}/sprite"' in text
    assert "320 × 200" in text


def test_a_failed_clip_says_why_and_offers_another_try(page, video):
    jobs.claim(Job.objects.get().pk).fail(reason="The video is longer than 10 minutes.", error="x")
    text = page.get(f"/videos/{video.pk}").text
    assert "The video is longer than 10 minutes." in text
    assert f'action="/videos/{video.pk}/retry"' in text
    assert "<video" not in text


def test_another_try_works(page, video, sent, django_capture_on_commit_callbacks):
    jobs.claim(Job.objects.get().pk).fail(reason="The disk was full.", error="x")
    with django_capture_on_commit_callbacks(execute=True):
        response = page.post(f"/videos/{video.pk}/retry")
    assert response["Location"] == f"/videos/{video.pk}"
    job = Job.objects.get()
    assert sent == [(job.pk, "stills")]
    work_on(video)
    assert "The disk was full." not in page.get(f"/videos/{video.pk}").text
    assert Video.objects.get().status == "ready"


def test_deleting_needs_more_than_a_link(page, video):
    assert page.get(f"/videos/{video.pk}/delete").status_code == 405
    assert page.get(f"/videos/{video.pk}/retry").status_code == 405
    assert Video.objects.exists()


def test_a_deleted_clip_is_gone_from_page_and_disk(page, ready, nothing_kept):
    response = page.post(f"/videos/{ready.pk}/delete", follow=True)
    assert "The video and its files are deleted." in response.text
    assert nothing_kept()
    assert page.get(f"/videos/{ready.pk}").status_code == 404


def test_the_name_of_a_file_is_shown_as_text(page, video):
    Video.objects.update(name='"><script>alert(1)</script>')
    text = page.get(f"/videos/{video.pk}").text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;" in text


def test_without_a_sign_in_the_pages_lead_to_it(client, db):
    for path in ("/videos", "/videos/new"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(("place", "said"), [("", "This video is gone"), ("?in=tile", ""), ("?in=chip", "")])
def test_a_clip_that_is_gone_is_not_asked_for_again(page, video, place, said):
    page.post(f"/videos/{video.pk}/delete")
    answer = page.get(f"/videos/{video.pk}/state{place}", headers={"HX-Request": "true"})
    assert answer.status_code == 286  # htmx stops asking
    assert said in answer.text
    assert bool(answer.text.strip()) == bool(said)
    assert page.get(f"/videos/{video.pk}/state{place}").status_code == 404


def test_somebody_elses_clip_is_gone_too(client, stranger, video):
    client.force_login(stranger)
    answer = client.get(f"/videos/{video.pk}/state", headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert str(video.pk) not in answer.text


def test_long_work_is_asked_for_less_often(page, video):
    assert 'hx-trigger="every 1s"' in page.get(f"/videos/{video.pk}/state").text
    Video.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert 'hx-trigger="every 5s"' in page.get(f"/videos/{video.pk}/state").text


def test_the_page_knows_the_largest_clip_before_it_is_sent(page, athlete, new_set, settings):
    settings.VIDEO_MAX_BYTES = 12345
    row = new_set(athlete)
    for path in ("/videos/new", f"/sets/{row.pk}", f"/sets/{row.pk}/videos", f"/sessions/{row.session_id}"):
        assert 'data-max-bytes="12345"' in page.get(path).text


@pytest.mark.parametrize("where", ["/videos/new", "/sets/{set}/videos"])
@pytest.mark.parametrize(("quota_mb", "said"), [(1, "There is no room for another clip"), (400, "are left"), (0, None)])
def test_who_adds_a_clip_is_told_in_time_that_the_room_ends(page, athlete, film, new_set, where, quota_mb, said):
    athlete.video_quota_mb = quota_mb
    athlete.save()
    Video.objects.filter(pk=film().pk).update(size=2**20)
    shown = page.get(where.format(set=new_set(athlete).pk)).text
    assert ("Make room" in shown) is (said is not None)
    assert said is None or said in shown


@pytest.mark.parametrize("where", ["tile", "chip"])
def test_what_is_asked_for_again_and_again_keeps_its_name_and_so_the_focus(page, film, where):
    row = film()
    asked = page.get(f"/videos/{row.pk}/state?in={where}").text
    assert f'id="{where}-{row.pk}"' in asked
    assert "hx-trigger" in asked
