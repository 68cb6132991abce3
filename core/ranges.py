"""Private files with byte ranges (RFC 9110, section 14), which Django's own file response does not have."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

PIECE = 256 * 1024
SINGLE_RANGE = re.compile(
    r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE
)  # Python reads no number of thousands of digits


def file_response(
    request: HttpRequest, file: IO[bytes], *, size: int, etag: str, content_type: str, disposition: str = "inline"
) -> HttpResponseBase:
    """Return a private file, or the one range of it that the request asks for.

    `size` is in bytes, `etag` without quotes, `disposition` the whole header. A range that cannot be met is
    416; several ranges, or one for another version of the file (If-Range), are answered with the whole file, as the
    standard allows.
    """
    quoted = f'"{etag}"'
    known = request.headers.get("If-None-Match", "")
    if quoted in known or known.strip() == "*":
        file.close()
        return seal(HttpResponseNotModified(), quoted, disposition)
    asked = _asked_range(request, size, quoted)
    if asked is not None and asked[0] >= asked[1]:
        file.close()
        outside = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return seal(outside, quoted, disposition)
    start, end = asked or (0, size)
    body: Iterator[bytes] | list[bytes] = _pieces(file, start, end)
    if request.method == "HEAD":
        file.close()
        body = []
    response = StreamingHttpResponse(body, status=206 if asked else 200, content_type=content_type)
    response._resource_closers.append(file.close)  # type: ignore[attr-defined]  # closes a body never read, too
    response["Content-Length"] = str(end - start)
    if asked:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return seal(response, quoted, disposition)


def seal(response: HttpResponseBase, quoted_etag: str, disposition: str = "inline") -> HttpResponseBase:
    """Set what every answer about a private file carries."""
    response["ETag"] = quoted_etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"  # kept by the browser, asked for again at every use
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Content-Disposition"] = disposition
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _asked_range(request: HttpRequest, size: int, quoted_etag: str) -> tuple[int, int] | None:
    """Return the bytes asked for as [start, end); start >= end where they lie outside; None for the whole file.

    Ranges mean something for GET alone (RFC 9110, 14.2).
    """
    if request.method != "GET":
        return None
    match = SINGLE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not match or request.headers.get("If-Range", quoted_etag) != quoted_etag:
        return None
    first, last = match.groups()
    if first:
        if last and int(last) < int(first):
            return None
        return int(first), min(size, int(last) + 1) if last else size
    if last:
        return max(0, size - int(last)), size
    return None


def _pieces(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start
        while left > 0:
            piece = file.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
