"""Lists of the API: a keyset cursor, newest first, no count."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import ReturnList


class NewestFirst(CursorPagination):
    """`{results, next, previous}`; `limit` up to 500. A view names its own order in `ordering`."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 500
    ordering = "-id"

    def get_ordering(self, request, queryset, view):  # type: ignore[no-untyped-def]
        """Return the view's order; it ends in something unique, so that it is stable."""
        order = getattr(view, "ordering", self.ordering)
        return (order,) if isinstance(order, str) else tuple(order)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """Return one page; a cursor that was tampered with leads nowhere."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, OverflowError) as error:
            raise NotFound(self.invalid_cursor_message) from error

    def get_paginated_response(self, data: "ReturnList[Any]") -> Response:
        """Answer with the results first, and where to read on."""
        return Response({"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()})
