"""Reading on where a list ended: by the keys of its last row, so that rows of one instant are never skipped."""

import base64
import json
from typing import Any, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import ReturnList
from rest_framework.utils.urls import replace_query_param

from core.owned import read_id

M = TypeVar("M", bound=Model)


def beyond(order: tuple[str, ...], keys: list[Any]) -> Q:
    """Return the condition for rows that come after the one with these keys, in this order of fields."""
    condition, same = Q(), Q()
    for field, key in zip(order, keys, strict=True):
        name = field.lstrip("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": key})
        same &= Q(**{name: key})
    return condition


def turned(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the opposite order."""
    return tuple(field[1:] if field.startswith("-") else f"-{field}" for field in order)


def older_page(rows: QuerySet[M], *, by: str, before: str, size: int) -> tuple[list[M], Any]:
    """Return a page of rows, the latest first by the field `by`, and the id to read on before, None at the end.

    `before` is the id of the last row seen; one that is not there any more leads to the first page.
    """
    order = (f"-{by}", "-id")
    mark = rows.filter(pk=read_id(before)).first() if before else None
    if mark is not None:
        rows = rows.filter(beyond(order, [getattr(mark, by), mark.pk]))
    found = list(rows.order_by(*order)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


class NewestFirst(CursorPagination):
    """`{results, next, previous}`; `limit` up to 500. A view names its order in `ordering`, ending in a unique field.

    REST framework's own cursor counts rows of one instant by offset and loses its way among many; this one holds
    the keys of the row it stands at.
    """

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 500

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return one page; a cursor that was tampered with leads nowhere."""
        self.request, self.order = request, tuple(view.ordering)
        size = self.get_page_size(request) or self.page_size
        back, keys = self._read_cursor(request)
        order = turned(self.order) if back else self.order
        try:
            rows = queryset.filter(beyond(order, keys)) if keys else queryset
            found = list(rows.order_by(*order)[: size + 1])
        except (ValidationError, ValueError, TypeError, OverflowError, FieldError) as error:
            raise NotFound(self.invalid_cursor_message) from error
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

    def get_paginated_response(self, data: "ReturnList[Any]") -> Response:
        """Answer with the results first, and where to read on."""
        return Response({"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()})

    def _link(self, row: Any, *, back: bool) -> str:
        keys = [getattr(row, field.lstrip("-")) for field in self.order]
        plain = [key.isoformat() if hasattr(key, "isoformat") else str(key) for key in keys]
        cursor = base64.urlsafe_b64encode(json.dumps([back, *plain]).encode()).decode()
        return replace_query_param(self.request.build_absolute_uri(), self.cursor_query_param, cursor)

    def _read_cursor(self, request: Request) -> tuple[bool, list[str]]:
        encoded = request.query_params.get(self.cursor_query_param)
        if not encoded:
            return False, []
        try:
            back, *keys = json.loads(base64.urlsafe_b64decode(encoded.encode()))
        except (ValueError, TypeError, RecursionError) as error:
            raise NotFound(self.invalid_cursor_message) from error
        sound = isinstance(back, bool) and len(keys) == len(self.order) and all(isinstance(key, str) for key in keys)
        if not sound or any("\0" in key for key in keys):
            raise NotFound(self.invalid_cursor_message)
        return back, keys
