"""Keep large request bodies from taking the server over."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.problems import problem_response, wants_problem

SMALL = 1 << 20  # bodies up to a mebibyte pass without waiting for a place
FORM_ALLOWANCE = 1 << 20  # what the fields and boundaries around a file may add


class UploadLimitMiddleware:
    """Refuse a body that is too large before reading it, and let uploads hold at most half of the threads.

    Without the second rule a handful of phones on slow lines would leave nobody to answer the pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.places = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 or 503 (with Retry-After), or pass the request on."""
        length = _content_length(request)
        if length <= SMALL:
            return self.get_response(request)
        has_file = request.headers.get("Content-Type", "").lower().startswith("multipart/form-data")
        if not has_file and length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            # Only files may be large: anything else is read into memory whole.
            return _refuse(request, 413, "too_large", "This is more than a request without a file may hold.")
        largest = settings.VIDEO_MAX_BYTES
        if length > largest + FORM_ALLOWANCE:
            return _refuse(
                request,
                413,
                "too_large",
                f"This file is larger than {largest // 2**20} MB, the most a video may have.",
            )
        if not self.places.acquire(blocking=False):
            sentence = "Many uploads are coming in right now. Try again in a few seconds."
            return _refuse(request, 503, "busy", sentence, {"Retry-After": "5"})
        try:
            return self.get_response(request)
        finally:
            self.places.release()


def _content_length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _refuse(
    request: HttpRequest, status: int, code: str, sentence: str, headers: dict[str, str] | None = None
) -> HttpResponse:
    if wants_problem(request):
        return problem_response(status, code, sentence, headers)
    # Not the page with navigation: this runs before the session is known.
    page = {"status": status, "title": "The upload was not taken", "advice": sentence}
    response = render(request, "core/error.html", page, status=status)
    for name, value in (headers or {}).items():
        response[name] = value
    return response
