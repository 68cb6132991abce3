"""Sessions of the API."""

import re
from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.day_range import DayRangeFilter
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from workouts.domain.sessions import check_session, delete_session, restore_session, save_session
from workouts.models import Session
from workouts.row_fields import OwnTemplateField

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@extend_schema_field(
    {
        "type": "object",
        "description": "What became of each suggested load, by exercise.",
        "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
        "additionalProperties": {"type": "string", "enum": ["taken", "ignored"]},
    }
)
class SuggestionsField(serializers.DictField):
    """What became of each suggestion, by the exercise's id."""


class SessionSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Session]):
    """A session. `day` is the athlete's local date at its start."""

    kept = ("started_at",)
    schema_example = {"title": "Lower A", "started_at": "2026-11-22T17:30:00Z", "bodyweight_kg": 71.5}

    template = OwnTemplateField(required=False, allow_null=True)
    suggestions = SuggestionsField(child=serializers.ChoiceField(["taken", "ignored"]), required=False)

    class Meta:
        model = Session
        fields = (
            "id",
            "title",
            "started_at",
            "finished_at",
            "day",
            "note",
            "bodyweight_kg",
            "template",
            "suggestions",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("id", "day", "created_at", "updated_at")
        extra_kwargs = {"started_at": {"required": False}}

    def validate_suggestions(self, answers: dict[str, str]) -> dict[str, str]:
        """Refuse what is no exercise's id; the answers are kept under it."""
        if not all(SLUG.fullmatch(slug) for slug in answers):
            raise serializers.ValidationError("Name each exercise by its id.")
        return answers

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        row = self.instance
        values = {
            "started_at": getattr(row, "started_at", None) or timezone.now(),
            "finished_at": getattr(row, "finished_at", None) if self.partial else None,
        } | attrs
        wrong = check_session(values)
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Session:
        """Store a new session; without a start it starts now."""
        return save_session(Session(**({"started_at": timezone.now()} | validated_data)))

    def update(self, instance: Session, validated_data: dict[str, Any]) -> Session:
        """Store a changed session."""
        start = instance.started_at
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_session(instance, moved=instance.started_at != start)


class SessionFilter(DayRangeFilter):
    """Filters of the session list; dates are the athlete's local ones."""

    finished = django_filters.BooleanFilter("finished_at", "isnull", exclude=True, label="finished or running")

    class Meta:
        model = Session
        fields = ("finished",)


class SessionViewSet(RestoringMixin, OwnedViewSet):
    """Sessions, newest first."""

    model = Session
    serializer_class = SessionSerializer
    plain = True
    filterset_class = SessionFilter
    ordering = ("-started_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the owner along: the local day needs the time zone."""
        rows = super().get_queryset()
        return rows if self.request and self.request.method == "GET" else rows.select_related("owner")

    def delete_row(self, row: Session) -> None:
        """Delete the session with its sets."""
        delete_session(row, at=timezone.now())

    def restore_row(self, row: Session) -> None:
        """Take the deletion of the session back, with the sets that went with it."""
        restore_session(row)
