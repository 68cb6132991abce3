"""Filters of lists, built only for requests that name one."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def is_filtered(request: Request, view: Any) -> bool:
    """Tell whether a request names a filter of the view."""
    filters = getattr(view, "filterset_class", None)
    return filters is not None and not request.query_params.keys().isdisjoint(filters.base_filters)


class Filters(DjangoFilterBackend):
    """django-filter, which otherwise builds a form for each request, whether it filters or not."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Return the rows that the parameters ask for; 400 where one cannot be read."""
        filters = self.get_filterset_class(view, queryset)
        if filters is None or request.query_params.keys().isdisjoint(filters.base_filters):
            return queryset
        _check_values(request, filters)
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found


def _check_values(request: Request, filters: type[django_filters.FilterSet]) -> None:
    """Refuse what a form would take for nothing: a list must not be longer than its reader thinks."""
    for name, field in filters.base_filters.items():
        value = request.query_params.get(name)
        if value is None or type(field) is django_filters.CharFilter:
            continue
        if not value:
            raise ValidationError({name: ["This is empty. Leave it out where it does not matter."]})
        if isinstance(field, django_filters.BooleanFilter) and value.lower() not in ("true", "false"):
            raise ValidationError({name: ["This is true or false."]})
