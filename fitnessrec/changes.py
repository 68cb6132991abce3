"""Everything of a person's that changed or was deleted since a cursor, the oldest change first.

The order is that of the versions (core.versions), then of kinds and ids, since rows of one write share a version. A
page asks each kind for its next keys, through the index that begins with owner and version, and reads only the rows
that it shows: what a page costs does not grow with what is stored.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.requests import person
from core.columns import plain_columns, show_columns
from core.conditional import not_modified, own_tag, person_version, tagged
from core.pagination import BadCursor, read_limit
from core.prepared import Prepared
from fitnessrec.kinds import KINDS, Kind

MOST = 500
CURSOR = re.compile(r"([0-9]{1,30})(?:\.([a-z-]+)\.([-a-zA-Z0-9_]{1,80}))?", re.ASCII)


class Place(NamedTuple):
    """A place in the order of changes: that of a row, or with an empty kind and key that before a whole version."""

    v: int
    kind: str = ""
    key: Any = ""


class StartOver(APIException):
    """The client has seen what this server never held, or does not hold any more."""

    status_code = 410
    default_code = "start_over"
    default_detail = "This cursor is newer than the data here. Drop what you keep, and ask again without one."


def read_cursor(text: str, *, top: int) -> Place:
    """Return the place after which to read on; BadCursor, or StartOver where it lies beyond the version `top`."""
    if not text:
        return Place(0)
    match = CURSOR.fullmatch(text)
    if not match or (match[2] and match[2] not in KINDS):
        raise BadCursor
    v = int(match[1])
    if v > top:
        raise StartOver
    if not match[2]:
        return Place(v + 1)
    try:
        return Place(v, match[2], KINDS[match[2]].read_key(match[3]))
    except ValueError as error:
        raise BadCursor from error


def read_page(owner: Any, after: Place, *, top: int, limit: int) -> tuple[list[Place], str, bool]:
    """Return the places of the next changes, the cursor after them, and whether there are more now.

    `top` was read before: what is written meanwhile stands behind it and comes later, so nothing is skipped between
    one kind and the next.
    """
    if after.v > top:
        return [], str(top), False
    found = _places(owner, after, top=top, most=limit + 1)
    page, rest = found[:limit], found[limit:]
    if not rest:
        return page, str(top), False
    last = page[-1]
    whole = rest[0].v > last.v  # nothing more of the last version: its number says it all
    return page, str(last.v) if whole else f"{last.v}.{last.kind}.{last.key}", True


def _places(owner: Any, after: Place, *, top: int, most: int) -> list[Place]:
    sources = [
        [Place(v, kind.name, key) for v, key in _keys(kind, place, owner, after, top=top, most=most)]
        for kind in KINDS.values()
        for place in range(kind.count)
    ]
    return list(islice(merge(*sources), most))


def _keys(kind: Kind, source: int, owner: Any, after: Place, *, top: int, most: int) -> list[tuple[int, Any]]:
    """Return the next versions and ids of one kind. One query; two where the last page ended within this kind."""
    if kind.name != after.kind:
        first = after.v if kind.name > after.kind else after.v + 1
        return list(_between(kind.name, source, most).rows(owner.pk, first, top))
    rows, key = kind.keys(source, owner.pk)
    found = list(rows.filter(v=after.v, **{f"{key}__gt": after.key})[:most])
    if len(found) < most:
        found += _between(kind.name, source, most).rows(owner.pk, after.v + 1, top)
    return found[:most]


@lru_cache(maxsize=256)
def _between(kind: str, source: int, most: int) -> Prepared:
    def build(owner: int, first: int, top: int) -> Any:
        rows, _ = KINDS[kind].keys(source, owner)
        return rows.filter(v__gte=first, v__lte=top)[:most]

    return Prepared(build, -1, 2**40, 2**40 + 1)


def show(owner: Any, page: list[Place], context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes at these places with their rows; what has changed again since is left to its new place."""
    told: dict[Place, dict[str, Any]] = {}
    for name in {place.kind for place in page}:
        places = {place.key: place for place in page if place.kind == name}
        for fact in _facts(KINDS[name], owner, list(places), context):
            if fact.v == places[fact.key].v:
                row = None if fact.deleted_at else fact.row
                told[places[fact.key]] = {"deleted_at": fact.deleted_at, "row": row}
    return [{"kind": place.kind, "id": place.key, "v": place.v} | told[place] for place in page if place in told]


class _Fact(NamedTuple):
    key: Any
    v: int
    deleted_at: datetime | None
    row: Any


def _facts(kind: Kind, owner: Any, keys: list[Any], context: dict[str, Any]) -> Iterator[_Fact]:
    live, *graves = kind.sources(owner)
    rows = live.filter(**{f"{kind.key}__in": keys})
    if kind.plain:
        columns = plain_columns(kind.serializer)
        beside = ("v", kind.deletion) if kind.deletion else ("v",)
        found = list(rows.values(*{kind.key, *columns.values(), *beside}))
        for values, row in zip(found, show_columns(found, columns), strict=True):
            yield _Fact(values[kind.key], values["v"], values.get(kind.deletion), row)
    else:
        instances = list(rows)
        shown = kind.serializer(instances, many=True, context=context).data
        for one, row in zip(instances, shown, strict=True):
            yield _Fact(getattr(one, kind.key), one.v, getattr(one, "deleted_at", None), row)
    for buried in graves:
        for key, v, deleted_at in buried.filter(id__in=keys).values_list("id", "v", "deleted_at"):
            yield _Fact(key, v, deleted_at, None)


class ChangeSerializer(serializers.Serializer[Any]):
    """One change: a row as it is now, or when it was deleted."""

    id = serializers.CharField(help_text="as the resource has it; a slug for exercises and their settings")
    v = serializers.IntegerField(min_value=0, help_text="the version of your data at this row's last write")
    deleted_at = serializers.DateTimeField(allow_null=True, help_text="when it was deleted; null while it is there")


def _change_of(kind: Kind) -> type[ChangeSerializer]:
    """Return what describes a change of one kind."""
    name = "".join(word.capitalize() for word in kind.name.split("-"))
    constant = type("KindField", (serializers.CharField,), {})
    extend_schema_field({"type": "string", "const": kind.name})(constant)
    row = kind.serializer(allow_null=True, help_text="as its resource shows it; null once it is deleted")
    about = {"__doc__": f"A change of kind {kind.name}: the row as it is now, or when it was deleted."}
    return type(f"{name}ChangeSerializer", (ChangeSerializer,), about | {"kind": constant(), "row": row})


@extend_schema_field(
    PolymorphicProxySerializer(
        "Change", {kind.name: _change_of(kind) for kind in KINDS.values()}, resource_type_field_name="kind"
    )
)
class ChangeField(serializers.DictField):
    """A change of any kind."""


class ChangesSerializer(serializers.Serializer[Any]):
    """Changes, the oldest first."""

    results = serializers.ListField(child=ChangeField())
    cursor = serializers.CharField(help_text="what to ask with the next time, also where there was nothing new")
    next = serializers.URLField(allow_null=True, help_text="where more is to be had now; null when that was all")


class ChangesView(APIView):
    """What is new for a device that works without a connection."""

    conditional = True
    also_answers = (410,)

    @extend_schema(
        parameters=[
            OpenApiParameter("cursor", OpenApiTypes.STR, description="from the last answer; left out: everything"),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "default": MOST},
                description=f"How many changes at most; more than {MOST} counts as {MOST}.",
            ),
        ],
        responses=ChangesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return own rows that changed or were deleted after the cursor, the oldest change first."""
        top = person_version(request)
        tag = own_tag(request, top)
        after = read_cursor(request.query_params.get("cursor", ""), top=top)
        limit = read_limit(request, default=MOST, most=MOST)
        if known := not_modified(request, tag):
            return known
        owner = person(request)
        page, cursor, more = read_page(owner, after, top=top, limit=limit)
        results = show(owner, page, {"request": request, "view": self})
        url = replace_query_param(request.build_absolute_uri(), "cursor", cursor) if more else None
        return Response({"results": results, "cursor": cursor, "next": url}, headers=tagged(tag))
