"""Clips of practice: over the API, on pages, in the feed; and what becomes of them."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drills.domain.library import delete_own_drill
from drills.domain.logs import delete_log, restore_log
from drills.models import DrillClip, DrillLog
from tests.drills.conftest import MONDAY
from tests.drills.words import text
from tests.videos.conftest import mp4
from tests.workouts.conftest import lifts, new_session, new_set, session
from videos.domain.intake import delete_video, take_in
from videos.models import Video
from workouts.domain.sets import delete_set, restore_set

__all__ = ["lifts", "mp4", "new_session", "new_set", "session"]

URL = "/api/v1/videos"


@pytest.fixture
def log(new_log):
    return new_log(20, clean_reps=20)


@pytest.fixture
def send(api, mp4):
    """Return a function that posts a clip to the API."""

    def post(**fields):
        return api.post(URL, {"file": SimpleUploadedFile("hinge.mp4", mp4, "video/mp4")} | fields, format="multipart")

    return post


@pytest.fixture
def video(athlete, mp4, log):
    upload = SimpleUploadedFile("hinge.mp4", mp4, "video/mp4")
    return take_in(upload, owner=athlete, recorded_at=MONDAY, subjects={"drill_log": log})


def shown(api, pk):
    return api.get(f"{URL}/{pk}").json()


def told(api, cursor=None):
    """Return the clips in the feed after a cursor, by id, and the next cursor."""
    page = api.get(f"/api/v1/changes?cursor={cursor}" if cursor else "/api/v1/changes").json()
    return {one["id"]: one["row"] for one in page["results"] if one["kind"] == "video"}, page["cursor"]


def test_a_clip_says_which_practice_it_shows_and_when_that_was(api, send, log):
    answer = send(drill_log=str(log.pk))
    assert answer.status_code == 201
    row = Video.objects.get()
    assert answer.json()["drill_log"] == shown(api, row.pk)["drill_log"] == str(log.pk)
    assert (answer.json()["set"], row.recorded_at) == (None, log.performed_at)
    assert DrillClip.objects.get().log == log
    assert [one["drill_log"] for one in api.get(URL).json()["results"]] == [str(log.pk)]


def test_a_clip_of_no_practice_says_so(api, send, log):
    pk = send().json()["id"]
    assert shown(api, pk)["drill_log"] is None and not DrillClip.objects.exists()


@pytest.mark.parametrize("which", ["unknown", "theirs", "deleted", "no id"])
def test_practice_that_is_not_there_for_the_person_is_refused_and_no_clip_kept(send, log, new_log, stranger, which):
    pk = {
        "unknown": lambda: uuid.uuid4(),
        "theirs": lambda: new_log(owner=stranger).pk,
        "deleted": lambda: delete_log(log, at=MONDAY).pk,
        "no id": lambda: "dowel-hinge",
    }[which]()
    answer = send(drill_log=str(pk))
    assert answer.status_code == 404 and list(answer.json()["errors"]) == ["drill_log"]
    assert not Video.objects.exists() and not DrillClip.objects.exists()


def test_a_clip_shows_one_thing(api, send, log, session, new_set):
    row = new_set(session)
    refused = send(drill_log=str(log.pk), set=str(row.pk))
    assert refused.status_code == 400 and "one thing" in refused.json()["errors"]["drill_log"][0]
    pk = send(drill_log=str(log.pk)).json()["id"]
    assert list(api.patch(f"{URL}/{pk}", {"set": str(row.pk)}, format="json").json()["errors"]) == ["set"]
    moved = api.patch(f"{URL}/{pk}", {"set": str(row.pk), "drill_log": None}, format="json").json()
    assert (moved["set"], moved["drill_log"]) == (str(row.pk), None) and not DrillClip.objects.exists()


def test_a_clip_of_a_set_forgets_deleted_practice_so_that_it_never_shows_two_things(api, video, log, session, new_set):
    delete_log(log, at=MONDAY)
    row = new_set(session)
    assert api.patch(f"{URL}/{video.pk}", {"set": str(row.pk)}, format="json").status_code == 200
    restore_log(log)
    assert (shown(api, video.pk)["set"], shown(api, video.pk)["drill_log"]) == (str(row.pk), None)


def test_a_clip_of_practice_forgets_a_deleted_set_so_that_it_never_shows_two_things(api, send, log, session, new_set):
    row = new_set(session)
    pk = send(set=str(row.pk)).json()["id"]
    delete_set(row, at=MONDAY)
    assert api.patch(f"{URL}/{pk}", {"drill_log": str(log.pk)}, format="json").status_code == 200
    restore_set(row)
    assert (shown(api, pk)["set"], shown(api, pk)["drill_log"]) == (None, str(log.pk))


def test_a_clip_that_shows_two_things_all_the_same_can_be_changed(api, video, session, new_set):
    Video.objects.filter(pk=video.pk).update(set=new_set(session))
    assert api.patch(f"{URL}/{video.pk}", {"trim_start_s": 0.5}, format="json").json()["trim_start_s"] == 0.5


def test_a_clip_moves_to_other_practice_and_away_from_it(api, video, new_log):
    other, path = new_log(), f"{URL}/{video.pk}"
    assert api.patch(path, {"drill_log": str(other.pk)}, format="json").json()["drill_log"] == str(other.pk)
    assert api.patch(path, {"trim_start_s": 0.5}, format="json").json()["drill_log"] == str(other.pk)
    assert api.put(path, {"trim_start_s": 0.5}, format="json").json()["drill_log"] is None
    assert shown(api, video.pk)["drill_log"] is None


def test_the_feed_tells_of_a_clip_when_what_it_shows_changes(api, video, log):
    rows, cursor = told(api)
    assert rows[str(video.pk)]["drill_log"] == str(log.pk)
    delete_log(log, at=MONDAY)
    rows, cursor = told(api, cursor)
    assert rows[str(video.pk)]["drill_log"] is None
    restore_log(log)
    rows, cursor = told(api, cursor)
    assert rows[str(video.pk)]["drill_log"] == str(log.pk)
    api.patch(f"{URL}/{video.pk}", {"drill_log": None}, format="json")
    assert told(api, cursor)[0][str(video.pk)]["drill_log"] is None


def test_what_a_client_has_read_is_not_read_again_until_the_practice_goes(api, video, log):
    Video.objects.update(status="ready")
    tag = api.get(f"{URL}/{video.pk}")["ETag"]
    assert api.get(f"{URL}/{video.pk}", headers={"If-None-Match": tag}).status_code == 304
    delete_log(log, at=MONDAY)
    assert api.get(f"{URL}/{video.pk}", headers={"If-None-Match": tag}).json()["drill_log"] is None


def test_a_deleted_clip_leaves_the_practice(athlete, video, log):
    delete_video(video, at=MONDAY)
    assert not DrillClip.objects.exists() and DrillLog.objects.for_user(athlete).get() == log


def test_practice_that_is_removed_for_good_leaves_the_clip(video, log):
    log.delete()
    assert Video.objects.get() == video and not DrillClip.objects.exists()


def test_clips_cost_the_same_however_many_show_practice(api, athlete, mp4, log):
    def cost():
        Video.objects.update(status="ready")
        with CaptureQueriesContext(connection) as queries:
            api.get(URL)
        return len(queries)

    take_in(SimpleUploadedFile("a.mp4", mp4), owner=athlete, recorded_at=MONDAY)
    alone = cost()
    for _ in range(3):
        take_in(SimpleUploadedFile("a.mp4", mp4), owner=athlete, recorded_at=MONDAY, subjects={"drill_log": log})
    assert cost() == alone <= 4


def test_the_page_of_practice_shows_its_clips_and_takes_another(page, video, log, mp4):
    said = page.get(f"/drills/logs/{log.pk}").text
    assert f'href="/videos/{video.pk}"' in said and f'action="/videos/of/drill_log/{log.pk}"' in said
    answer = page.post(f"/videos/of/drill_log/{log.pk}", {"file": SimpleUploadedFile("b.mp4", mp4)})
    assert answer["Location"] == f"/drills/logs/{log.pk}" and log.clips.count() == 2
    newest = Video.objects.exclude(pk=video.pk).get()
    assert newest.recorded_at == log.performed_at


def test_a_file_that_is_no_clip_is_refused_with_the_sentence(page, log):
    answer = page.post(f"/videos/of/drill_log/{log.pk}", {"file": SimpleUploadedFile("b.mp4", b"just words")})
    assert answer.status_code == 400 and "Clip of Dowel hip hinge" in text(answer) and not Video.objects.exists()


def test_nobody_adds_clips_to_anothers_practice_or_to_what_does_not_exist(page, log, new_log, stranger, mp4):
    theirs = new_log(owner=stranger)
    for path in (f"drill_log/{theirs.pk}", f"drill_log/{uuid.uuid4()}", f"session/{log.pk}"):
        answer = page.post(f"/videos/of/{path}", {"file": SimpleUploadedFile("b.mp4", mp4)})
        assert answer.status_code == 404
    assert not Video.objects.exists()


def test_a_clip_is_named_for_what_is_practised_and_leads_to_it(page, video, log, own_drill):
    assert "Dowel hip hinge" in text(page.get("/videos"))
    said = page.get(f"/videos/{video.pk}").text
    assert "Practice of 2 Mar" in said and f'href="/drills/logs/{log.pk}"' in said
    delete_log(log, at=MONDAY)
    assert "Dowel hip hinge" not in text(page.get("/videos")) and "hinge.mp4" in text(page.get("/videos"))


def test_a_clip_of_a_deleted_drill_keeps_its_name(page, athlete, mp4, new_log, own_drill):
    row = new_log(drill=own_drill)
    take_in(SimpleUploadedFile("a.mp4", mp4), owner=athlete, recorded_at=MONDAY, subjects={"drill_log": row})
    delete_own_drill(own_drill, at=MONDAY)
    assert "Towel hinge" in text(page.get("/videos"))
