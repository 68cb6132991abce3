"""Weighings of the API."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from core.day_range import DayRangeFilter
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from workouts.domain.bodyweight import delete_bodyweight, restore_bodyweight, save_bodyweight
from workouts.models import Bodyweight


class BodyweightSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Bodyweight]):
    """A weighing. `day` is the athlete's local date of it."""

    kept = ("measured_at",)
    schema_example = {"measured_at": "2026-11-22T06:30:00Z", "weight_kg": 71.5}

    class Meta:
        model = Bodyweight
        fields = ("id", "measured_at", "day", "weight_kg", "note", "created_at", "updated_at")
        read_only_fields = ("id", "day", "created_at", "updated_at")
        extra_kwargs = {"measured_at": {"required": False}}

    def create(self, validated_data: dict[str, Any]) -> Bodyweight:
        """Store a new weighing; without a time it is now."""
        return save_bodyweight(Bodyweight(**({"measured_at": timezone.now()} | validated_data)))

    def update(self, instance: Bodyweight, validated_data: dict[str, Any]) -> Bodyweight:
        """Store a changed weighing."""
        before = instance.measured_at
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_bodyweight(instance, moved=instance.measured_at != before)


class BodyweightFilter(DayRangeFilter):
    """Filters of the list of weighings; dates are the athlete's local ones."""

    class Meta:
        model = Bodyweight
        fields = ()


class BodyweightViewSet(RestoringMixin, OwnedViewSet):
    """Weighings, newest first."""

    model = Bodyweight
    serializer_class = BodyweightSerializer
    plain = True
    filterset_class = BodyweightFilter
    ordering = ("-measured_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the owner along: the local day needs the time zone."""
        rows = super().get_queryset()
        return rows if self.request and self.request.method == "GET" else rows.select_related("owner")

    def delete_row(self, row: Bodyweight) -> None:
        """Delete the weighing."""
        delete_bodyweight(row, at=timezone.now())

    def restore_row(self, row: Bodyweight) -> None:
        """Take the deletion of the weighing back."""
        restore_bodyweight(row)
