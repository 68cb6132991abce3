"""Conditional requests (RFC 9110, section 13): what the client has is not sent again, what it has not seen not undone.

The tag of a row is its version, the tag of a list its owner's version: whole numbers that rise with each write.
"""

import hashlib
from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from core.render import to_json
from core.versions import version_of

CACHING = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}


class ChangedMeanwhile(APIException):
    """The row is not as the client knows it."""

    status_code = 412
    default_code = "changed_meanwhile"
    default_detail = "This was changed meanwhile. Read it again, then send your change with its new ETag."


class AlreadyThere(APIException):
    """The client wanted to create, and there is something."""

    status_code = 412
    default_code = "already_there"
    default_detail = "There is something under this id already. Send without If-None-Match to replace it."


def list_tag(request: Request, suffix: str = "") -> str:
    """Return the tag of anything that only the person's own rows make up: their version. At most one query.

    The token's lookup has read the version along; it is older than the rows then read, never newer.
    """
    user: Any = request.user
    known = getattr(user, "data_version", None)
    return f'"{version_of(user.pk) if known is None else known}{suffix}"'


def content_tag(content: Any) -> str:
    """Return the tag of an answer that has no version: a hash of what it says."""
    return f'"{hashlib.sha256(to_json(content)).hexdigest()[:32]}"'


def tagged(tag: str) -> dict[str, str]:
    """Return the headers of an answer with this tag: to be kept by this client alone, and asked about each time."""
    return CACHING | {"ETag": tag}


def not_modified(request: Request, tag: str) -> Response | None:
    """Return 304 where the client has the answer with this tag, else None."""
    known = request.headers.get("If-None-Match")
    if known is None or not _names(known, tag, weakly=True):
        return None
    return Response(status=304, headers=tagged(tag))


def check_unchanged(request: Request, tag: str | None) -> None:
    """Raise 412 where the client's If-Match or If-None-Match does not hold; `tag` is None where there is no row."""
    expected, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if expected is not None and (tag is None or not _names(expected, tag)):
        raise ChangedMeanwhile
    if unwanted is not None and tag is not None and _names(unwanted, tag, weakly=True):
        raise AlreadyThere


def _names(header: str, tag: str, *, weakly: bool = False) -> bool:
    tags = [part.strip() for part in header.split(",")]
    if weakly:
        tags = [part.removeprefix("W/") for part in tags]
    return "*" in tags or tag in tags
