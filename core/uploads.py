"""Keep large request bodies from taking the server over, and say so in a sentence where the disk is full."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.disk import DISK_FULL, has_room, is_full
from core.problems import problem_response, wants_problem
from core.stored import storage_has_room

SMALL = 1 << 20  # bodies up to a mebibyte pass without waiting for a place
FORM_ALLOWANCE = 1 << 20  # what the fields and boundaries around a file may add
PIECES = "application/offset+octet-stream"  # a part of an upload (tus 1.0), which is never held in memory


class UploadLimitMiddleware:
    """Refuse a body that is too large before reading it, and let uploads hold at most half of the threads.

    Without the second rule a handful of phones on slow lines would leave nobody to answer the pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.places = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413, 503 (with Retry-After) or 507, or pass the request on."""
        length = _content_length(request)
        is_piece = length > 0 and request.content_type == PIECES  # however small: a slow one holds a thread for long
        if length <= SMALL and not is_piece:
            return self.get_response(request)
        is_form = _is_form(request)
        if not is_form and request.content_type != PIECES and length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            # Only files may be large: anything else is read into memory whole.
            return _refuse(request, 413, "too_large", "This is more than a request without a file may hold.")
        largest = settings.VIDEO_MAX_BYTES
        if length > largest + (FORM_ALLOWANCE if is_form else 0):
            return _refuse(
                request,
                413,
                "too_large",
                f"This file is larger than {largest // 2**20} MB, the most a video may have.",
            )
        if is_form and not (has_room(settings.FILE_UPLOAD_TEMP_DIR, length) and storage_has_room(length)):
            return _disk_full(request)
        if not self.places.acquire(blocking=False):
            sentence = "Many uploads are coming in right now. Try again in a few seconds."
            return _refuse(request, 503, "busy", sentence, {"Retry-After": "5"})
        try:
            return self.get_response(request)
        finally:
            self.places.release()

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponse | None:
        """Read a page's form before the check for forged ones does, which would make an error of a full disk."""
        if request.method == "POST" and _is_form(request) and not getattr(view, "csrf_exempt", False):
            try:
                request.POST  # noqa: B018 -- reads the form
            except OSError as error:
                return self.process_exception(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 507 where the disk is full; what else went wrong is somebody else's."""
        return _disk_full(request) if is_full(error) else None


def _is_form(request: HttpRequest) -> bool:
    return request.headers.get("Content-Type", "").lower().startswith("multipart/form-data")


def _content_length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _disk_full(request: HttpRequest) -> HttpResponse:
    return _refuse(request, 507, "disk_full", DISK_FULL)


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
