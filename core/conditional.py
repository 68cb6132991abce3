"""Conditional requests (RFC 9110, section 13): what the client has is not sent again, what it has not seen not undone.

The tag of a row is its version, a whole number that rises with each write. What different people ask for at the same
address, such as a list, has a tag that names the person too: a browser sends the tag that it knows of an address,
whoever is signed in by then, and shows what it kept when it hears 304.
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


def person_version(request: Request) -> int:
    """Return the version of the person's rows; rows that are read then may be newer, never older. At most one query.

    The token's lookup has read it along.
    """
    user: Any = request.user
    known: int | None = getattr(user, "data_version", None)
    return version_of(user.pk) if known is None else known


def own_tag(request: Request, version: int, suffix: str = "") -> str:
    """Return the tag of what stands for each person at the same address, at this version of it."""
    return f'"{version}-{request.user.pk}{suffix}"'


def list_tag(request: Request, suffix: str = "") -> str:
    """Return the tag of anything that only the person's own rows make up. At most one query."""
    return own_tag(request, person_version(request), suffix)


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
