"""Each way of sending a clip's files asks who may have them, and says under which name to keep them."""

import pytest
from django.db.models import Q
from django.test import Client

from core import grants
from videos.models import Video

URL = "/api/v1/videos"


@pytest.fixture
def rendered(ready):
    """Return a clip with its web version, whatever this test's machine made of it."""
    assert ready.rendition
    return ready


def test_the_web_version_is_served_with_a_tag_of_its_own_making(api, rendered):
    answer = api.get(f"{URL}/{rendered.pk}/rendition", headers={"Range": "bytes=4-7"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"ftyp")
    assert answer["ETag"] == f'"{rendered.rendition.rpartition("/")[2]}"'
    assert answer["Content-Type"] == "video/mp4"


def test_a_clip_without_a_web_version_has_none_to_serve(api, video):
    assert api.get(f"{URL}/{video.pk}/rendition").status_code == 404
    assert api.get(f"{URL}/{video.pk}").json()["rendition"] is None


def test_a_download_bears_the_persons_name_with_an_ending_that_is_true(api, rendered):
    Video.objects.filter(pk=rendered.pk).update(name="Kreuzheben ü.html")
    said = {
        which: api.get(f"{URL}/{rendered.pk}/{which}?download")["Content-Disposition"]
        for which in ("original", "rendition")
    }
    assert said["original"] == "attachment; filename*=utf-8''Kreuzheben%20%C3%BC.html.mp4"
    assert said["rendition"] == "attachment; filename*=utf-8''Kreuzheben%20%C3%BC.mp4"


def test_behind_nginx_access_is_asked_before_the_way_is_told(settings, page, stranger, video):
    settings.X_ACCEL_PREFIX = "/protected/"
    path = f"{URL}/{video.pk}/original"
    assert page.get(path)["X-Accel-Redirect"] == f"/protected/{video.original.name}"
    other = Client()
    other.force_login(stranger)
    refused = other.get(path)
    assert refused.status_code == 404
    assert "X-Accel-Redirect" not in refused


def test_access_that_ends_ends_with_the_next_request(stranger, video):
    def provider(viewer, model):
        return Q(pk=video.pk) if viewer == stranger and model is Video else None

    other, path = Client(), f"{URL}/{video.pk}/original"
    other.force_login(stranger)
    grants.register(provider)
    try:
        assert other.get(path, headers={"Range": "bytes=0-9"}).status_code == 206
    finally:
        grants.unregister(provider)
    assert other.get(path, headers={"Range": "bytes=10-19"}).status_code == 404
