"""The words of tus 1.0 (resumable uploads): what its headers say, and how each trouble is told.

https://tus.io/protocols/resumable-upload, with its extensions creation, creation-with-upload, expiration, checksum and
termination.
"""

import base64
import binascii
import re
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.problems import CONTENT_TYPE, exception_handler, phrase, problem
from core.uploads import PIECES
from videos.api.videos import REFUSALS
from videos.domain.sniff import Rejected
from videos.domain.uploads.trouble import Busy, DiskFull, Elsewhere, Ended, IdTaken, TooMuch, WrongChecksum, WrongOffset
from videos.domain.uploads.writing import Checksum
from videos.models import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
ALGORITHMS = {"sha1": 20, "sha256": 32, "md5": 16}  # with the length of their digests
WHOLE = re.compile(r"[0-9]{1,15}")
STATUSES = REFUSALS | {"id_taken": 409, "deleted": 410}


class WrongVersion(APIException):
    """The client speaks another version of the protocol, or none."""

    status_code = 412
    default_code = "wrong_version"
    default_detail = f"This address speaks tus {VERSION}: send the header `Tus-Resumable: {VERSION}`."


class WrongType(APIException):
    """The body is not said to be a piece of a file."""

    status_code = 415
    default_code = "unsupported_media_type"
    default_detail = f"Pieces of a clip come as `{PIECES}`."


class NoLength(APIException):
    """The body does not say how long it is."""

    status_code = 411
    default_code = "length_required"
    default_detail = "Say with `Content-Length` how long the body is."


def speaks_our_version(request: Request) -> bool:
    """Tell whether the client says that it speaks this protocol."""
    return bool(request.headers.get("Tus-Resumable") == VERSION)


def whole_number(request: Request, name: str) -> int:
    """Return the number in a header; 400 where there is none."""
    said = request.headers.get(name, "")
    if not WHOLE.fullmatch(said):
        raise ValidationError({name: [f"Send `{name}` as a whole number of bytes."]})
    return int(said)


def body_length(request: Request) -> int:
    """Return how long the body is; 411 where it does not say so."""
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        raise NoLength
    try:
        return max(0, int(request.headers.get("Content-Length") or 0))
    except ValueError:
        raise NoLength from None


def check_type(request: Request) -> None:
    """Refuse a body of another type than pieces have; 415."""
    if request._request.content_type != PIECES:
        raise WrongType


def read_checksum(request: Request) -> Checksum | None:
    """Return what the body must add up to, None where nothing is said; 400 where it cannot be read."""
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return None
    algorithm, _, encoded = said.partition(" ")
    if algorithm not in ALGORITHMS:
        raise ValidationError({"Upload-Checksum": [f"Known algorithms are {', '.join(ALGORITHMS)}."]})
    with suppress(binascii.Error, ValueError):
        digest = base64.b64decode(encoded, validate=True)
        if len(digest) == ALGORITHMS[algorithm]:
            return Checksum(algorithm, digest)
    raise ValidationError({"Upload-Checksum": [f"Send a {algorithm} digest in base64 after the algorithm's name."]})


def read_metadata(said: str) -> dict[str, str]:
    """Return what `Upload-Metadata` says, by key; 400 where it cannot be read."""
    found: dict[str, str] = {}
    for pair in said.split(",") if said.strip() else ():
        key, _, encoded = pair.strip().partition(" ")
        if not key or not key.isascii() or key in found:
            raise ValidationError({"Upload-Metadata": ["Send each key once, with its value in base64 after a space."]})
        try:
            found[key] = base64.b64decode(encoded, validate=True).decode()
        except ValueError:
            raise ValidationError({key: ["This value is not UTF-8 in base64."]}) from None
    return found


def place(upload: Upload) -> str:
    """Return the path of an upload."""
    return reverse("api-upload", args=[upload.pk])


def progress(upload: Upload) -> dict[str, str]:
    """Return the headers that say how far an upload is, and what became of it."""
    headers = {"Upload-Offset": str(upload.offset)}
    if upload.state == Upload.State.OPEN:
        headers["Upload-Expires"] = format_datetime(upload.expires_at.astimezone(UTC), usegmt=True)
    if upload.state == Upload.State.DONE:
        headers["Content-Location"] = reverse("api-video-detail", args=[upload.video])
    return headers


def abilities() -> dict[str, str]:
    """Return the headers that say what this server can do."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.VIDEO_MAX_BYTES),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def told(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what was in the way of an upload into a problem; None lets a bug be a bug."""
    if isinstance(error, WrongVersion):
        answer = exception_handler(error, context)
        assert answer is not None
        answer["Tus-Version"] = VERSION
        return answer
    if isinstance(error, Upload.DoesNotExist):  # it went with its video or its account, after the request had found it
        error = Http404()
    found = _problem(error)
    if found is None:
        return exception_handler(error, context)
    status, code, sentence = found
    headers = {423: {"Retry-After": "1"}, 503: {"Retry-After": "30"}}.get(status, {})
    if isinstance(error, WrongOffset):
        headers["Upload-Offset"] = str(error.offset)
    if isinstance(error, Ended) and error.upload.state == Upload.State.DONE:
        headers |= progress(error.upload)
    return answered(status, code, sentence, headers)


def answered(status: int, code: str, sentence: str, headers: dict[str, str]) -> Response:
    """Return a problem with the headers of the protocol."""
    answer = Response(problem(status, code, sentence), status=status, headers=headers, content_type=CONTENT_TYPE)
    answer.reason_phrase = phrase(status)
    return answer


def _problem(error: Exception) -> tuple[int, str, str] | None:
    """Return status, code and sentence for what was in the way."""
    if isinstance(error, Rejected):
        return STATUSES.get(error.code, 400), error.code, error.reason
    if isinstance(error, Ended):
        if error.upload.state == Upload.State.DONE:
            return 410, "done", "This upload has become a video, which can be deleted by itself."
        return 410, error.upload.code, error.upload.reason
    if isinstance(error, IdTaken):
        if error.deleted:
            return 410, "deleted", "The video of this id was deleted. Send the clip under another id."
        return 409, "id_taken", "This id is taken. Send the clip under another id."
    if isinstance(error, Busy):
        return 423, "busy", "Another request sends to this upload right now. Ask for its offset in a moment."
    for kind, found in TROUBLES.items():
        if type(error) is kind:
            return found
    return None


TROUBLES: dict[type[Exception], tuple[int, str, str]] = {
    Elsewhere: (503, "elsewhere", "What has arrived of this clip cannot be reached right now. Try again in a minute."),
    WrongOffset: (409, "wrong_offset", "The upload does not end there. Ask for its offset, and go on from it."),
    TooMuch: (413, "too_much", "This is more than was announced with `Upload-Length`."),
    WrongChecksum: (460, "wrong_checksum", "What arrived is not what was sent. Send this piece again."),
    DiskFull: (507, "disk_full", "The server's disk is full. What has arrived is kept; go on when there is room."),
}
