"""Filters of lists, built only for requests that name one."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request


class Filters(DjangoFilterBackend):
    """django-filter, which otherwise builds a form for each request, whether it filters or not."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Return the rows that the parameters ask for; 400 where one cannot be read."""
        filters = self.get_filterset_class(view, queryset)
        if filters is None or request.query_params.keys().isdisjoint(filters.base_filters):
            return queryset
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found
