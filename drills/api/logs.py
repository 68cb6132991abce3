"""Practice of the API."""

from typing import Any

import django_filters
from django.utils import timezone
from rest_framework import serializers

from core.day_range import DayRangeFilter
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from drills.domain.logs import check_log, delete_log, restore_log, save_log
from drills.models import DrillLog
from drills.row_fields import CuesField, DrillField
from workouts.faults import Felt

SAYS_WHAT_WAS_DONE: dict[str, Any] = {
    "description": "Practice says reps or time; clean reps are counted among the reps.",
    "anyOf": [
        {"required": ["reps"], "properties": {"reps": {"type": "integer"}}},
        {
            "required": ["duration_s"],
            "properties": {"duration_s": {"type": "number"}, "clean_reps": {"type": "null"}},
        },
    ],
}


class DrillLogSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[DrillLog]):
    """Practice: totals of all its sets. Clips count before what is said of the same reps; `day` is a local date."""

    kept = ("performed_at",)
    schema_rules = (SAYS_WHAT_WAS_DONE,)
    schema_example = {
        "drill": "dowel-hinge",
        "performed_at": "2026-11-22T06:30:00Z",
        "sets": 3,
        "reps": 45,
        "clean_reps": 42,
    }

    drill = DrillField()
    felt = serializers.ListField(child=serializers.ChoiceField(Felt.choices), required=False)
    cues = CuesField(required=False, max_length=20)

    class Meta:
        model = DrillLog
        fields = (
            "id", "drill", "performed_at", "day", "sets", "reps", "clean_reps", "reps_counted",
            "clean_counted", "load_kg", "distance_m", "side", "duration_s", "felt", "cues", "note", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = ("id", "day", "reps_counted", "clean_counted", "created_at", "updated_at")
        extra_kwargs = {"performed_at": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        stored = self.instance if self.partial else DrillLog()
        names = ("reps", "clean_reps", "duration_s")
        wrong = check_log({name: attrs.get(name, getattr(stored, name)) for name in names})
        if wrong:
            raise serializers.ValidationError(wrong)
        if "felt" in attrs:
            attrs["felt"] = list(dict.fromkeys(attrs["felt"]))
        return attrs

    def create(self, validated_data: dict[str, Any]) -> DrillLog:
        """Store new practice; without a time it is now."""
        return save_log(DrillLog(**({"performed_at": timezone.now()} | validated_data)))

    def update(self, instance: DrillLog, validated_data: dict[str, Any]) -> DrillLog:
        """Store changed practice."""
        before = instance.performed_at
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_log(instance, moved=instance.performed_at != before)


class DrillLogFilter(DayRangeFilter):
    """Filters of the list of practice; dates are the athlete's local ones."""

    drill = django_filters.CharFilter("drill_id", label="id of a drill")

    class Meta:
        model = DrillLog
        fields = ("drill",)


class DrillLogViewSet(RestoringMixin, OwnedViewSet):
    """Practice, newest first. It never counts as training volume."""

    model = DrillLog
    serializer_class = DrillLogSerializer
    plain = True
    filterset_class = DrillLogFilter
    ordering = ("-performed_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the owner along: the local day needs the time zone."""
        rows = super().get_queryset()
        return rows if self.request and self.request.method == "GET" else rows.select_related("owner")

    def delete_row(self, row: DrillLog) -> None:
        """Delete the practice."""
        delete_log(row, at=timezone.now())

    def restore_row(self, row: DrillLog) -> None:
        """Take the deletion of the practice back."""
        restore_log(row)
