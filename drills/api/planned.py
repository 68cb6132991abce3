"""Planned drills of the API."""

from typing import Any

import django_filters
from django.utils import timezone
from rest_framework import serializers

from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from drills.domain.planned import (
    ASKS,
    change_planned,
    check_change,
    check_planned,
    delete_planned,
    restore_planned,
    save_planned,
)
from drills.models import PlannedDrill
from drills.models.planned_drill import When
from drills.row_fields import DrillField


class PlannedDrillSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[PlannedDrill]):
    """A drill to do beside what the programme asks for; with `off`, one to leave out of that time."""

    kept = ("starts_on",)
    schema_example = {"drill": "toes-up-hinge", "when": "daily", "sets": 2, "reps": 10, "reason": "Weight on toes"}

    drill = DrillField()

    class Meta:
        model = PlannedDrill
        fields = (
            "id", "drill", "when", "off", "sets", "reps", "hold_s", "distance_m", "starts_on", "ends_on", "reason",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("id", "created_at", "updated_at")
        extra_kwargs = {"starts_on": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot. The days before today stay as they were: no change reaches back to them."""
        today, stored = self._today(), self.instance
        if stored is None:
            values = {"starts_on": today, "ends_on": None, "off": False, "when": When.DAILY} | attrs
        else:
            given = self.replaced(stored, attrs)
            values = {name: given.get(name, getattr(stored, name)) for name in (*ASKS, "starts_on", "ends_on")}
            values["starts_on"] = max(values["starts_on"], min(stored.starts_on, today))
            attrs = attrs | {"starts_on": values["starts_on"]}
        wrong = check_planned(values | {"drill": values["drill"].pk})
        if stored is not None and not wrong:
            wrong = check_change(stored, values, on=today)
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs

    def create(self, validated_data: dict[str, Any]) -> PlannedDrill:
        """Store a new planned drill; without a first day it starts today."""
        return save_planned(PlannedDrill(**({"starts_on": self._today()} | validated_data)))

    def update(self, instance: PlannedDrill, validated_data: dict[str, Any]) -> PlannedDrill:
        """Store a changed planned drill, which counts from today on, as on the pages."""
        return change_planned(instance, on=self._today(), **self.replaced(instance, validated_data))

    def _today(self) -> Any:
        return self.context["request"].user.local_date(timezone.now())


class PlannedDrillFilter(django_filters.FilterSet):
    """Filters of the list of planned drills."""

    drill = django_filters.CharFilter("drill_id", label="id of a drill")
    when = django_filters.ChoiceFilter(choices=When.choices)

    class Meta:
        model = PlannedDrill
        fields = ("drill", "when")


class PlannedDrillViewSet(RestoringMixin, OwnedViewSet):
    """Planned drills, the newest first."""

    model = PlannedDrill
    serializer_class = PlannedDrillSerializer
    plain = True
    filterset_class = PlannedDrillFilter
    ordering = ("-created_at", "-id")

    def delete_row(self, row: PlannedDrill) -> None:
        """Delete the planned drill."""
        delete_planned(row, at=timezone.now())

    def restore_row(self, row: PlannedDrill) -> None:
        """Take the deletion of the planned drill back."""
        restore_planned(row)
