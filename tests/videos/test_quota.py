"""Nobody's clips take more room than they may, whichever way they come."""

import pytest

from tests.videos.uploads.conftest import Tus
from videos.domain.quota import check_room, in_words, quota_bytes, used_bytes
from videos.domain.sniff import Rejected
from videos.models import Upload, Video


@pytest.fixture
def tus(api) -> Tus:
    return Tus(api)


def test_a_quota_is_the_servers_unless_a_person_has_another(athlete, settings):
    settings.VIDEO_QUOTA_BYTES = 5 * 2**20
    assert quota_bytes(athlete) == 5 * 2**20
    athlete.video_quota_mb = 7
    assert quota_bytes(athlete) == 7 * 2**20
    athlete.video_quota_mb = 0
    check_room(athlete, 10**15)


def test_originals_that_are_kept_versions_for_browsers_and_what_is_coming_count(athlete, stranger, film, mp4, tus):
    film()
    second = film()
    film(owner=stranger)
    assert used_bytes(athlete) == 2 * len(mp4)
    Video.objects.filter(pk=second.pk).update(rendition_size=1000, original="")
    assert used_bytes(athlete) == len(mp4) + 1000
    path = tus.create(5000)["Location"]
    assert used_bytes(athlete) == len(mp4) + 6000
    tus.send("DELETE", path)
    assert used_bytes(athlete) == len(mp4) + 1000


def test_an_upload_counts_once_before_and_after_it_becomes_a_video(athlete, mp4, tus):
    path = tus.create(len(mp4))["Location"]
    assert used_bytes(athlete) == len(mp4)
    tus.patch(path, 0, mp4)
    assert used_bytes(athlete) == len(mp4)


def test_an_upload_over_the_quota_is_413_and_says_how_much_there_is(athlete, tus, settings):
    settings.VIDEO_QUOTA_BYTES = 3 * 2**20
    assert tus.create(2 * 2**20).status_code == 201
    answer = tus.create(2 * 2**20)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (413, "quota_exceeded")
    assert "clip of 2.0 MB: your videos take 2.0 MB of 3.0 MB" in body["detail"]
    assert Upload.objects.count() == 1


def test_a_form_over_the_quota_is_413_and_leaves_nothing(send, mp4, athlete, settings, nothing_kept):
    settings.VIDEO_QUOTA_BYTES = len(mp4) - 1
    answer = send(mp4)
    assert (answer.status_code, answer.json()["code"]) == (413, "quota_exceeded")
    assert nothing_kept()


def test_of_two_forms_at_once_the_second_is_refused_though_both_had_room(film, mp4, settings, monkeypatch, on_disk):
    settings.VIDEO_QUOTA_BYTES = len(mp4) + 10
    asked = []

    def one_comes_between(owner, more):
        asked.append(more)
        if len(asked) == 1:
            monkeypatch.setattr("videos.domain.intake.check_room", check_room)
            film()

    monkeypatch.setattr("videos.domain.intake.check_room", one_comes_between)
    with pytest.raises(Rejected) as caught:
        film()
    assert caught.value.code == "quota_exceeded"
    assert Video.objects.count() == len(on_disk()) == 1


def test_sizes_are_said_as_people_say_them():
    assert [in_words(size) for size in (1, 5 * 2**20, 3 * 2**30)] == ["0.0 MB", "5.0 MB", "3.0 GB"]
