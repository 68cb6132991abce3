"""How a private file of the storage reaches whoever may have it. Who that is was asked before.

Behind nginx the bytes are nginx's work (`X_ACCEL_PREFIX`), from an object store they come by an address that is signed
for minutes, and else this program sends them itself, in byte ranges.
"""

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from core.ranges import file_response, seal

SIGNED_FOR_S = 300
LONGEST_NAME = 150


def deliver(
    request: HttpRequest | Any, *, name: str, etag: str, content_type: str, download_as: str = ""
) -> HttpResponseBase:
    """Answer with the file of this storage name, or the way to it; 404 where there is none.

    `etag` is without quotes and changes with the file. With `download_as` it is a file to keep, under that name.
    """
    disposition = content_disposition_header(bool(download_as), download_as) or "inline"
    if not name:
        raise Http404
    signed_url = getattr(default_storage, "signed_url", None)
    if signed_url is not None and request.method == "HEAD":
        return _described(name, f'"{etag}"', content_type, disposition)
    if signed_url is not None:
        there = signed_url(name, seconds=SIGNED_FOR_S, content_type=content_type, disposition=disposition)
        return HttpResponse(status=302, headers={"Location": there, "Cache-Control": "private, no-store"})
    if settings.X_ACCEL_PREFIX:
        if not default_storage.exists(name):
            raise Http404
        there = f"/{settings.X_ACCEL_PREFIX.strip('/')}/{quote(name)}"
        response = HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": there})
        return seal(response, f'"{etag}"', disposition)
    try:
        file = default_storage.open(name)
    except FileNotFoundError:  # it went this moment
        raise Http404 from None
    return file_response(request, file, size=file.size, etag=etag, content_type=content_type, disposition=disposition)


def _described(name: str, quoted_etag: str, content_type: str, disposition: str) -> HttpResponseBase:
    """Say of a file in an object store what it is: a script of a page may not follow to where it lies."""
    try:
        size = default_storage.size(name)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content_type=content_type, headers={"Content-Length": str(size)})
    return seal(response, quoted_etag, disposition)


def safe_file_name(said: str, *, endings: tuple[str, ...], otherwise: str) -> str:
    """Return a person's name for a file as one to save it under: one line, no folders, and with one of these endings.

    The first ending is added where it has another; `otherwise` is the name of what has none.
    """
    shown = "".join(letter for letter in said if letter.isprintable() and letter not in '\\/:*?"<>|').strip(" .")
    path = PurePath(shown or otherwise)
    stem, ending = (path.stem, path.suffix) if path.suffix.lower() in endings else (path.name, endings[0])
    return f"{stem[:LONGEST_NAME].strip(' .') or otherwise}{ending}"
