"""Reading on where a list ended: by the keys of its last row, so that rows of one instant are never skipped."""

import base64
import json
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import FieldError
from django.core.exceptions import ValidationError as InvalidValue
from django.db.models import Model, Q, QuerySet
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import ReturnList

M = TypeVar("M", bound=Model)
Read = Callable[[tuple[str, ...], list[str], int], list[Any]]


def beyond(order: tuple[str, ...], keys: list[Any]) -> Q:
    """Return the condition for rows that come after the one with these keys, in this order of fields.

    The bound on the first field says nothing new: it is what lets a database begin in the middle of an index.
    """
    condition, same = Q(), Q()
    for field, key in zip(order, keys, strict=True):
        name = field.lstrip("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": key})
        same &= Q(**{name: key})
    first = order[0]
    return Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": keys[0]}) & condition


def turned(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the opposite order."""
    return tuple(field[1:] if field.startswith("-") else f"-{field}" for field in order)


def older_page(rows: QuerySet[M], *, by: str, before: str, size: int) -> tuple[list[M], Any]:
    """Return a page of rows, the latest first by the field `by`, and the id to read on before, None at the end.

    `before` is the id of the last row seen; one that is not there any more leads to the first page.
    """
    order = (f"-{by}", "-id")
    mark = rows.filter(pk=_read_key(rows.model, before)).first() if before else None
    if mark is not None:
        rows = rows.filter(beyond(order, [getattr(mark, by), mark.pk]))
    found = list(rows.order_by(*order)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def _read_key(model: type[Model], text: str) -> Any:
    """Return the key that the text is, or None, under which no row is found."""
    try:
        return model._meta.pk.to_python(text)
    except InvalidValue:
        return None


class BadCursor(APIException):
    """The cursor cannot be read."""

    status_code = 400
    default_code = "bad_cursor"
    default_detail = "This cursor cannot be read. Start again without one, and follow `next` as it is given."


def read_limit(request: Request, *, default: int, most: int) -> int:
    """Return how many rows are asked for in `limit`: more than the most counts as the most; 400 for no number."""
    text = request.query_params.get("limit")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise ValidationError({"limit": [f"A limit is a whole number from 1 to {most}."]})
    return min(int(text[:10]), most)


class NewestFirst(CursorPagination):
    """`{results, next, previous}`; `limit` up to 500. A view names its order in `ordering`, ending in a unique field.

    REST framework's own cursor counts rows of one instant by offset and loses its way among many; this one holds
    the keys of the row it stands at.
    """

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 500

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return one page of rows; 400 for a cursor that was tampered with."""

        def read(order: tuple[str, ...], keys: list[str], most: int) -> list[Any]:
            rows = queryset.filter(beyond(order, keys)) if keys else queryset
            return list(rows.order_by(*order)[:most])

        return self.paginate(read, request, view)

    def paginate(self, read: Read, request: Request, view: Any) -> list[Any]:
        """Return one page of what `read` gives for an order, the keys to begin after, and a number of rows."""
        self.request, self.order = request, tuple(view.ordering)
        size = read_limit(request, default=self.page_size, most=self.max_page_size)
        back, keys = self._read_cursor(request)
        try:
            found = read(turned(self.order) if back else self.order, keys, size + 1)
        except (InvalidValue, ValueError, TypeError, OverflowError, FieldError) as error:
            raise BadCursor from error
        self.page = found[:size]
        more = len(found) > size
        if back:
            self.page.reverse()
        self.has_next, self.has_previous = (bool(keys), more) if back else (more, bool(keys))
        return self.page

    def get_next_link(self) -> str | None:
        """Return where the rows after this page are."""
        return self._link(self.page[-1], back=False) if self.has_next and self.page else None

    def get_previous_link(self) -> str | None:
        """Return where the rows before this page are."""
        return self._link(self.page[0], back=True) if self.has_previous and self.page else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        found = {"results": {"type": "array", "items": schema["items"]}, "next": link, "previous": link}
        return {"type": "object", "required": list(found), "properties": found}

    def get_paginated_response(self, data: "ReturnList[Any]") -> Response:
        """Answer with the results first, and where to read on."""
        return Response({"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()})

    def _link(self, row: Any, *, back: bool) -> str:
        names = [field.lstrip("-") for field in self.order]
        keys = [row[name] if isinstance(row, dict) else getattr(row, name) for name in names]
        plain = [key.isoformat() if hasattr(key, "isoformat") else str(key) for key in keys]
        cursor = base64.urlsafe_b64encode(json.dumps([back, *plain]).encode()).decode()
        asked = [(name, value) for name, values in self.request.query_params.lists() for value in values]
        query = urlencode([pair for pair in asked if pair[0] != "cursor"] + [("cursor", cursor)])
        return f"{self.request.build_absolute_uri(self.request.path)}?{query}"

    def _read_cursor(self, request: Request) -> tuple[bool, list[str]]:
        encoded = request.query_params.get(self.cursor_query_param)
        if not encoded:
            return False, []
        try:
            back, *keys = json.loads(base64.urlsafe_b64decode(encoded.encode()))
        except (ValueError, TypeError, RecursionError) as error:
            raise BadCursor from error
        sound = isinstance(back, bool) and len(keys) == len(self.order) and all(isinstance(key, str) for key in keys)
        if not sound or any("\0" in key for key in keys):
            raise BadCursor
        return back, keys
