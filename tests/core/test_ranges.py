import io

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory

from core.ranges import PIECE, file_response

BYTES = bytes(range(256)) * 4


def ask(method="GET", content=BYTES, **headers):
    file = io.BytesIO(content)
    request = RequestFactory().generic(method, "/clip", headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = file_response(request, file, size=len(content), etag="abc", content_type="video/mp4")
    return response, file


@pytest.fixture
def leave():
    """Close a response as the server does, which looks after database connections too: these tests have none."""
    request_finished.disconnect(close_old_connections)
    yield lambda response: response.close()
    request_finished.connect(close_old_connections)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_without_a_range_the_whole_file_comes():
    response, _ = ask()
    assert response.status_code == 200
    assert body(response) == BYTES
    assert response["Content-Length"] == "1024"
    assert "Content-Range" not in response
    assert response["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-1", 0, 2),
        ("bytes=100-199", 100, 200),
        ("bytes=1000-", 1000, 1024),
        ("bytes=0-", 0, 1024),
        ("bytes=1000-5000", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=-5000", 0, 1024),
        ("bytes=1023-1023", 1023, 1024),
        (" bytes=5-6 ", 5, 7),
    ],
)
def test_a_range_gives_those_bytes_and_no_others(asked, start, end):
    response, _ = ask(Range=asked)
    assert response.status_code == 206
    assert body(response) == BYTES[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/1024"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0", "bytes=999999999999999999-"])
def test_a_range_beyond_the_file_is_416_with_its_size(asked):
    response, file = ask(Range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"
    assert body(response) == b""
    assert file.closed


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "bytes=7-3",
        "bytes=-",
        "bytes=a-b",
        "bytes=",
        "seconds=0-1",
        "bytes=0x1-0x2",
        "bytes=١-٢",
        "bytes=" + "9" * 5000 + "-",
        "bytes=-" + "9" * 5000,
        "bytes=0-" + "9" * 5000,
    ],
)
def test_what_is_not_one_plain_range_is_answered_with_the_whole_file(asked):
    response, _ = ask(Range=asked)
    assert response.status_code == 200
    assert body(response) == BYTES


def test_a_range_of_the_same_version_is_served():
    response, _ = ask(Range="bytes=0-9", If_Range='"abc"')
    assert body(response) == BYTES[:10]


@pytest.mark.parametrize("condition", ['"old"', 'W/"abc"', "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_range_of_another_version_gets_the_whole_file(condition):
    response, _ = ask(Range="bytes=0-9", If_Range=condition)
    assert response.status_code == 200
    assert body(response) == BYTES


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"old", "abc"'])
def test_a_file_the_browser_has_is_not_sent_again(known):
    response, file = ask(If_None_Match=known)
    assert response.status_code == 304
    assert body(response) == b""
    assert response["ETag"] == '"abc"'
    assert file.closed


def test_a_file_the_browser_has_in_an_old_version_is_sent():
    response, _ = ask(If_None_Match='"old"')
    assert body(response) == BYTES


def test_head_says_how_long_the_file_is_and_sends_nothing():
    response, file = ask("HEAD")
    assert response["Content-Length"] == "1024"
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == b""
    assert file.closed


def test_a_file_longer_than_a_piece_comes_whole():
    content = b"fitness!" * (PIECE // 4)
    response, _ = ask(content=content, Range=f"bytes=3-{len(content) - 5}")
    assert body(response) == content[3:-4]


def test_a_file_that_became_shorter_ends_where_it_ends():
    file = io.BytesIO(b"12345")
    response = file_response(RequestFactory().get("/"), file, size=10, etag="a", content_type="video/mp4")
    assert body(response) == b"12345"


def test_the_file_is_closed_once_it_is_sent():
    response, file = ask()
    body(response)
    assert file.closed


def test_the_file_is_closed_when_the_client_leaves_half_way(leave):
    response, file = ask(content=b"x" * PIECE * 3)
    next(iter(response.streaming_content))
    leave(response)
    assert file.closed


def test_the_file_is_closed_when_the_client_leaves_before_the_first_byte(leave):
    response, file = ask()
    leave(response)
    assert file.closed


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-1"}, {"Range": "bytes=9999-"}, {"If_None_Match": '"abc"'}])
def test_no_answer_about_a_private_file_may_be_kept_by_others_or_run_as_a_page(headers):
    response, _ = ask(**headers)
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_who_has_whatever_there_is_gets_no_bytes():
    response, _ = ask(If_None_Match="*")
    assert (response.status_code, body(response), response["ETag"]) == (304, b"", '"abc"')
