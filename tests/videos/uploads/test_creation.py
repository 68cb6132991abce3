"""An upload begins: what can be known is checked before the first byte, and asking twice begins one upload."""

import pytest
from django.utils import timezone

from core.throttles import forget
from tests.videos.uploads.conftest import metadata, row
from videos.domain.intake import delete_video
from videos.models import Upload, Video


def problem(answer) -> tuple[int, str, list[str]]:
    body = answer.json()
    return answer.status_code, body["code"], list(body.get("errors", {}))


def test_room_on_the_disk_is_asked_for_all_that_is_still_to_come(tus, begun, mp4, monkeypatch):
    asked = []
    monkeypatch.setattr("videos.domain.quota.has_room", lambda folder, more: not asked.append(more))
    tus.patch(begun(5000), 0, mp4[:2000])
    begun(700)
    tus.send("DELETE", begun(10_000))
    begun(30)
    assert asked == [5000, 2000, 3000 + 700, 3700 + 10_000, 3700 + 30]


@pytest.mark.parametrize("said", [None, "", "-5", "a lot", "1e6", "5.0"])
def test_a_length_that_is_no_number_is_400(tus, said, incoming):
    assert problem(tus.create(0, Upload_Length=said)) == (400, "invalid", ["Upload-Length"])
    assert incoming() == []


def test_a_length_that_comes_later_is_refused_in_a_sentence(tus):
    answer = tus.create(0, Upload_Length=None, Upload_Defer_Length="1")
    assert problem(answer) == (400, "invalid", ["Upload-Defer-Length"])
    assert "how long the clip is" in answer.json()["detail"]
    assert not Upload.objects.exists()


def test_an_empty_clip_is_refused_at_once(tus):
    assert problem(tus.create(0))[:2] == (400, "empty_file")


def test_a_clip_beyond_the_limit_is_413_before_a_byte_is_sent(tus, settings, incoming):
    assert problem(tus.create(settings.VIDEO_MAX_BYTES + 1))[:2] == (413, "too_large")
    assert not Upload.objects.exists()
    assert incoming() == []


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"filename": ""}, "filename"),
        ({"filename": "a\0b.mp4"}, "filename"),
        ({"load_kg": "heavy"}, "load_kg"),
        ({"load_kg": "1e9"}, "load_kg"),
        ({"recorded_at": "yesterday"}, "recorded_at"),
        ({"recorded_at": "1066-10-14T12:00:00Z"}, "recorded_at"),
        ({"trim_start_s": "-1"}, "trim_start_s"),
        ({"trim_start_s": "5", "trim_end_s": "4"}, "trim_end_s"),
        ({"id": "seven"}, "id"),
    ],
)
def test_what_is_said_about_a_clip_is_checked_like_a_form(tus, about, field):
    assert problem(tus.create(100, about=about)) == (400, "invalid", [field])
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "said", ["filename", "filename !", "filename /w==", "é eA==", " ,", "filename eA==,filename eA=="]
)
def test_metadata_that_cannot_be_read_is_400(tus, said):
    assert tus.create(100, Upload_Metadata=said).status_code == 400
    assert not Upload.objects.exists()


def test_a_clip_needs_a_name(tus):
    assert problem(tus.create(100, Upload_Metadata=None)) == (400, "invalid", ["filename"])


def test_what_other_clients_add_is_kept_and_not_minded(tus):
    answer = tus.create(100, about={"filetype": "video/mp4", "relativePath": "null", "name": "x"})
    assert answer.status_code == 201
    assert row(answer).metadata == metadata(filetype="video/mp4", relativePath="null", name="x")


def test_a_set_or_exercise_of_somebody_else_is_404(tus, new_set, stranger, athlete):
    theirs = new_set(stranger)
    answer = tus.create(100, about={"set": str(theirs.pk)})
    assert problem(answer) == (404, "not_found", ["set"])
    assert problem(tus.create(100, about={"exercise": "no-such-lift"})) == (404, "not_found", ["exercise"])


def test_a_clip_of_a_set_shows_it_and_takes_its_time(tus, mp4, new_set, athlete):
    own = new_set(athlete)
    answer = tus.create(len(mp4), about={"set": str(own.pk), "exercise": "", "load_kg": ""})
    tus.patch(answer["Location"], 0, mp4)
    video = Video.objects.get()
    assert (video.set, video.exercise_id, video.load_kg) == (own, "romanian-deadlift", 60)
    assert video.recorded_at == own.performed_at


def test_a_clip_comes_in_though_its_set_was_deleted_meanwhile(tus, mp4, new_set, athlete):
    own = new_set(athlete)
    path = tus.create(len(mp4), about={"set": str(own.pk)})["Location"]
    own.delete()
    assert tus.patch(path, 0, mp4).status_code == 204
    assert Video.objects.get().set is None


def test_the_first_piece_may_come_with_the_beginning(tus, mp4):
    answer = tus.create(len(mp4), mp4[:700])
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "700")
    assert tus.patch(answer["Location"], 700, mp4[700:]).status_code == 204
    assert Video.objects.count() == 1


def test_a_whole_clip_may_come_with_the_beginning(tus, mp4):
    answer = tus.create(len(mp4), mp4)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, str(len(mp4)))
    assert answer["Content-Location"] == f"/api/v1/videos/{Video.objects.get().pk}"


def test_a_beginning_with_a_body_of_another_type_is_415_and_begins_nothing(tus, mp4):
    assert tus.create(len(mp4), mp4, Content_Type="video/mp4").status_code == 415
    assert not Upload.objects.exists()


def test_a_refused_first_piece_still_says_where_the_upload_is(tus, mp4):
    answer = tus.create(len(mp4), mp4[:100], Upload_Checksum="md5 " + "A" * 22 + "==")
    assert answer.status_code == 460
    assert tus.head(answer["Location"])["Upload-Offset"] == "0"


def test_the_video_gets_the_id_that_the_client_chose(tus, begun, mp4, new_id):
    tus.patch(begun(len(mp4), id=new_id), 0, mp4)
    assert str(Video.objects.get().pk) == new_id


def test_asking_again_after_a_lost_answer_finds_the_same_upload(tus, begun, mp4, new_id):
    path = begun(len(mp4), id=new_id)
    tus.patch(path, 0, mp4[:400])
    again = tus.create(len(mp4), mp4[:200], about={"id": new_id, "load_kg": "80"})
    assert (again.status_code, again["Location"], again["Upload-Offset"]) == (201, path, "400")
    tus.patch(path, 400, mp4[400:])
    assert Video.objects.get().load_kg == 80
    done = tus.create(len(mp4), about={"id": new_id})
    assert (done["Location"], done["Upload-Offset"]) == (path, str(len(mp4)))
    assert Upload.objects.count() == 1


def test_an_id_on_which_another_clip_is_coming_is_409(tus, begun, mp4, new_id, stranger):
    begun(len(mp4), id=new_id)
    assert problem(tus.create(len(mp4) + 1, about={"id": new_id}))[:2] == (409, "id_taken")


def test_an_id_of_a_video_is_409_also_of_somebody_elses(tus, film, stranger):
    for video in (film(), film(owner=stranger)):
        assert problem(tus.create(500, about={"id": str(video.pk)}))[:2] == (409, "id_taken")


def test_an_id_that_was_deleted_is_410(tus, video):
    pk = str(video.pk)
    delete_video(video, at=timezone.now())
    assert problem(tus.create(500, about={"id": pk}))[:2] == (410, "deleted")


def test_beginnings_count_as_clips_and_pieces_do_not(tus, mp4, settings):
    settings.UPLOADS_PER_HOUR = 2
    forget()
    paths = [tus.create(len(mp4))["Location"] for _ in range(2)]
    answer = tus.create(len(mp4))
    assert (answer.status_code, "2 clips an hour" in answer.json()["detail"]) == (429, True)
    for start in range(0, 500, 100):
        assert tus.patch(paths[0], start, mp4[start : start + 100]).status_code == 204
    forget()


def test_ids_of_uploads_are_never_the_same(tus):
    assert len({row(tus.create(100)).pk for _ in range(20)}) == 20
