"""Filters of the video list."""

from datetime import date
from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema_field

from core.validators import between
from videos.models import Status, Video
from workouts.models.set import LOAD_SAID, MAX_LOAD_KG

LOAD = {"type": "number", "minimum": -MAX_LOAD_KG, "maximum": MAX_LOAD_KG}


@extend_schema_field(LOAD)
class LoadFilter(django_filters.NumberFilter):
    """A load in kg that can be lifted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID), **options)


class VideoFilter(django_filters.FilterSet):
    """Filters of the video list; what a clip shows counts, so a set's own exercise and load while there is a set."""

    set = django_filters.UUIDFilter("set_id")
    exercise = django_filters.CharFilter(method="by_exercise", label="slug of what is lifted")
    status = django_filters.ChoiceFilter(choices=Status.choices)
    load_min = LoadFilter(method="by_least", label="the least load, kg")
    load_max = LoadFilter(method="by_most", label="the greatest load, kg")
    start = django_filters.DateFilter(method="by_first", label="first of the athlete's local days")
    end = django_filters.DateFilter(method="by_last", label="last of the athlete's local days")

    class Meta:
        model = Video
        fields = ("set", "exercise", "status")

    @classmethod
    def get_filters(cls):  # type: ignore[no-untyped-def]
        """Name the days `from` and `to`, which Python does not let a class body do."""
        filters = super().get_filters()
        if "start" in filters:
            filters["from"], filters["to"] = filters.pop("start"), filters.pop("end")
        return filters

    def by_exercise(self, rows: Any, name: str, value: str) -> Any:
        """Keep the clips of an exercise."""
        return rows.of_exercise(value)

    def by_least(self, rows: Any, name: str, value: Any) -> Any:
        """Keep the clips with this load or more."""
        return rows.with_load(least=float(value))

    def by_most(self, rows: Any, name: str, value: Any) -> Any:
        """Keep the clips with this load or less."""
        return rows.with_load(most=float(value))

    def by_first(self, rows: Any, name: str, value: date) -> Any:
        """Keep the clips that were filmed on this day or later."""
        return rows.filmed(self.request.user.zone, first=value)

    def by_last(self, rows: Any, name: str, value: date) -> Any:
        """Keep the clips that were filmed on this day or before."""
        return rows.filmed(self.request.user.zone, last=value)
