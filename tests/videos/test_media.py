import io

import pytest
from PIL import Image

URL = "/api/v1/videos"


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def original(video):
    return f"{URL}/{video.pk}/original"


def test_the_original_is_the_bytes_that_were_sent(api, original, mp4):
    response = api.get(original)
    assert body(response) == mp4
    assert (response["Content-Type"], response["Content-Length"]) == ("video/mp4", str(len(mp4)))
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_type_of_a_file_is_what_its_bytes_showed(api, film, webm):
    video = film(webm)
    assert api.get(f"{URL}/{video.pk}/original")["Content-Type"] == "video/webm"


def test_a_range_gives_those_bytes(api, original, mp4):
    response = api.get(original, headers={"Range": "bytes=100-199"})
    assert (response.status_code, response["Content-Range"]) == (206, f"bytes 100-199/{len(mp4)}")
    assert body(response) == mp4[100:200]


def test_an_open_range_gives_the_rest(api, original, mp4):
    assert body(api.get(original, headers={"Range": f"bytes={len(mp4) - 10}-"})) == mp4[-10:]


def test_a_suffix_gives_the_end(api, original, mp4):
    assert body(api.get(original, headers={"Range": "bytes=-10"})) == mp4[-10:]


def test_a_range_beyond_the_file_is_416(api, original, mp4):
    response = api.get(original, headers={"Range": f"bytes={len(mp4)}-"})
    assert (response.status_code, response["Content-Range"], body(response)) == (416, f"bytes */{len(mp4)}", b"")


def test_several_ranges_give_the_whole(api, original, mp4):
    response = api.get(original, headers={"Range": "bytes=0-1,5-6"})
    assert response.status_code == 200
    assert body(response) == mp4


def test_pieces_put_together_are_the_file(api, original, mp4):
    step, pieces = 5000, []
    for start in range(0, len(mp4), step):
        pieces.append(body(api.get(original, headers={"Range": f"bytes={start}-{start + step - 1}"})))
    assert b"".join(pieces) == mp4


def test_if_range_with_the_tag_goes_on_and_with_another_starts_over(api, original, mp4):
    tag = api.get(original)["ETag"]
    assert body(api.get(original, headers={"Range": "bytes=5-9", "If-Range": tag})) == mp4[5:10]
    assert body(api.get(original, headers={"Range": "bytes=5-9", "If-Range": '"other"'})) == mp4


def test_a_known_file_is_not_sent_again(api, original):
    response = api.get(original, headers={"If-None-Match": api.get(original)["ETag"]})
    assert (response.status_code, body(response)) == (304, b"")


def test_head_says_the_length_and_sends_nothing(api, original, mp4):
    response = api.head(original)
    assert (response["Content-Length"], response["Accept-Ranges"], body(response)) == (str(len(mp4)), "bytes", b"")


@pytest.mark.parametrize("which", ["poster", "sprite"])
@pytest.mark.parametrize(
    ("accept", "content_type", "kind"),
    [
        ("image/avif,image/webp,*/*", "image/webp", "WEBP"),
        ("image/jpeg", "image/jpeg", "JPEG"),
        ("*/*", "image/jpeg", "JPEG"),
        ("", "image/jpeg", "JPEG"),
        ("application/json", "image/jpeg", "JPEG"),
    ],
)
def test_a_still_comes_in_the_format_that_the_reader_takes(api, ready, which, accept, content_type, kind):
    response = api.get(f"{URL}/{ready.pk}/{which}", headers={"Accept": accept})
    assert response["Content-Type"] == content_type
    assert Image.open(io.BytesIO(body(response))).format == kind
    assert "Accept" in response["Vary"]


def test_the_formats_of_a_still_have_tags_of_their_own(api, ready):
    webp, jpeg = (
        api.get(f"{URL}/{ready.pk}/poster", headers={"Accept": kind})["ETag"] for kind in ("image/webp", "image/jpeg")
    )
    assert webp != jpeg
    response = api.get(f"{URL}/{ready.pk}/poster", headers={"Accept": "image/jpeg", "If-None-Match": webp})
    assert response.status_code == 200


@pytest.mark.parametrize("which", ["poster", "sprite"])
def test_a_still_that_is_not_made_yet_is_not_found(api, video, which):
    response = api.get(f"{URL}/{video.pk}/{which}", headers={"Accept": "image/webp"})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_file_that_is_lost_is_not_found(api, video, on_disk, original):
    on_disk()[0].unlink()
    response = api.get(original)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_after_the_delete_nothing_is_served(api, ready):
    paths = [f"{URL}/{ready.pk}/{which}" for which in ("poster", "sprite", "original")]
    assert [api.get(path).status_code for path in paths] == [200, 200, 200]
    api.delete(f"{URL}/{ready.pk}")
    assert [api.get(path).status_code for path in paths] == [404, 404, 404]


def test_the_page_plays_with_the_session_alone(page, ready, mp4):
    assert body(page.get(f"{URL}/{ready.pk}/original")) == mp4


def test_files_are_not_written_to(api, original, on_disk, mp4):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(api, method)(original).status_code == 405
    assert [path.read_bytes() for path in on_disk()] == [mp4]
