import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.uploads import UploadLimitMiddleware

MB = 2**20


@pytest.fixture
def small_server(settings):
    """Two threads, so one place for uploads, and videos of at most 5 MB."""
    settings.WEB_THREADS, settings.VIDEO_MAX_BYTES = 2, 5 * MB


def post(path="/api/v1/videos", length=0):
    request = RequestFactory().post(path, CONTENT_LENGTH=str(length), content_type="multipart/form-data; boundary=x")
    request.csp_nonce = "n"
    return request


def passed(request):
    return HttpResponse("passed")


def test_a_body_beyond_the_limit_is_refused_as_a_problem(small_server):
    response = UploadLimitMiddleware(passed)(post(length=7 * MB))
    body = json.loads(response.content)
    assert (response.status_code, body["code"]) == (413, "too_large")
    assert body["detail"] == "This file is larger than 5 MB, the most a video may have."


def test_a_body_beyond_the_limit_is_refused_as_a_page_with_the_sentence(small_server):
    response = UploadLimitMiddleware(passed)(post("/videos/new", length=7 * MB))
    assert response.status_code == 413
    assert "This file is larger than 5 MB" in response.text


def test_a_body_beyond_the_limit_is_never_read(small_server):
    request = post(length=7 * MB)
    request._stream = None  # reading it would be an AttributeError
    assert UploadLimitMiddleware(passed)(request).status_code == 413


def test_fields_around_a_file_of_the_largest_size_have_room(small_server):
    assert UploadLimitMiddleware(passed)(post(length=5 * MB + 1000)).content == b"passed"


def test_an_upload_beyond_half_of_the_threads_is_asked_to_come_back(small_server):
    inner = []

    def while_one_is_coming_in(request):
        inner.append(middleware(post(length=2 * MB)))
        return HttpResponse("passed")

    middleware = UploadLimitMiddleware(while_one_is_coming_in)
    assert middleware(post(length=2 * MB)).content == b"passed"
    assert (inner[0].status_code, inner[0]["Retry-After"]) == (503, "5")
    assert json.loads(inner[0].content)["code"] == "busy"


def test_a_person_who_is_asked_to_come_back_reads_a_page(small_server):
    inner = []

    def while_one_is_coming_in(request):
        inner.append(middleware(post("/videos/new", length=2 * MB)))
        return HttpResponse("passed")

    middleware = UploadLimitMiddleware(while_one_is_coming_in)
    middleware(post(length=2 * MB))
    assert "Try again in a few seconds" in inner[0].text
    assert inner[0]["Retry-After"] == "5"


def test_pages_and_small_bodies_pass_while_uploads_hold_their_places(small_server):
    inner = []

    def while_one_is_coming_in(request):
        if not inner:
            inner.append(None)
            inner[0] = middleware(post(length=1000))
        return HttpResponse("passed")

    middleware = UploadLimitMiddleware(while_one_is_coming_in)
    middleware(post(length=2 * MB))
    assert inner[0].content == b"passed"


def test_an_upload_that_fails_gives_its_place_back(small_server):
    outcomes = [ConnectionResetError(), HttpResponse("passed")]

    def fail_first(request):
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    middleware = UploadLimitMiddleware(fail_first)
    with pytest.raises(ConnectionResetError):
        middleware(post(length=2 * MB))
    assert middleware(post(length=2 * MB)).content == b"passed"


@pytest.mark.parametrize("length", ["", "abc", "-5"])
def test_a_length_that_is_none_counts_as_no_body(small_server, length):
    assert UploadLimitMiddleware(passed)(post(length=length)).content == b"passed"


def test_the_whole_site_stands_behind_the_limit(client, db, settings):
    response = client.post(
        "/api/v1/videos", b"x", content_type="video/mp4", CONTENT_LENGTH=str(settings.VIDEO_MAX_BYTES + 2 * MB)
    )
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


def test_a_large_body_without_a_file_is_refused_before_it_is_read_into_memory(small_server):
    request = RequestFactory().post("/api/v1/sets", CONTENT_LENGTH=str(3 * MB), content_type="application/json")
    response = UploadLimitMiddleware(passed)(request)
    assert (response.status_code, json.loads(response.content)["code"]) == (413, "too_large")


def test_the_upload_element_hears_the_sentence_as_a_problem(client, db, settings):
    length = str(settings.VIDEO_MAX_BYTES + 2 * MB)
    headers = {"Accept": "application/json"}
    response = client.post("/videos/new", {"file": "x"}, CONTENT_LENGTH=length, headers=headers)
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert "This file is larger than" in response.json()["detail"]


def test_a_piece_of_an_upload_may_be_as_large_as_a_video_and_no_larger(small_server):
    middleware = UploadLimitMiddleware(passed)
    for length, status in ((4 * MB, 200), (5 * MB, 200), (5 * MB + 1, 413)):
        request = RequestFactory().generic("PATCH", "/api/v1/uploads/x", b"x", "application/offset+octet-stream")
        request.META["CONTENT_LENGTH"] = str(length)
        assert middleware(request).status_code == status


def test_a_piece_takes_a_place_among_uploads_however_small_it_is(small_server):
    def piece(length):
        request = RequestFactory().generic("PATCH", "/api/v1/uploads/x", b"x", "application/offset+octet-stream")
        request.META["CONTENT_LENGTH"] = str(length)
        return request

    inner = []

    def while_one_is_coming_in(request):
        if not inner:
            inner.append(None)
            inner[:] = [middleware(piece(length)).status_code for length in (1, 0)]
        return HttpResponse("passed")

    middleware = UploadLimitMiddleware(while_one_is_coming_in)
    assert middleware(piece(1000)).content == b"passed"
    assert inner == [503, 200]
