"""Cues on exercises, of the API."""

from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.problems import Conflict
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from cues.domain.attachments import AlreadyAttached, detach, restore_attachment, save_attachment
from cues.models import Cue, CueAttachment
from workouts.row_fields import ExerciseField, RowField

MAX_PLACE = 1000


@extend_schema_field(OpenApiTypes.STR)
class CueField(RowField):
    """A cue of the library or the person's own by its id."""

    missing = "There is no cue with this id. GET /api/v1/cues lists them."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Cue.objects.all(), **kwargs)

    def find(self, text: str) -> Cue | None:
        """Return the cue or None."""
        return None if "\0" in text else Cue.objects.available_to(self.user()).filter(pk=text).first()


class CueAttachmentSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[CueAttachment]):
    """A cue that is read before each set of an exercise. Without a position it stands behind the others."""

    kept = ("position",)
    schema_example = {"exercise": "deadlift", "cue": "bar-close"}

    exercise = ExerciseField()
    cue = CueField()

    class Meta:
        model = CueAttachment
        fields = ("id", "exercise", "cue", "position", "created_at", "updated_at")
        read_only_fields = ("id", "created_at", "updated_at")
        validators = ()  # one cue once on an exercise: asked again inside the transaction
        extra_kwargs = {"position": {"max_value": MAX_PLACE, "required": False}}

    def create(self, validated_data: dict[str, Any]) -> CueAttachment:
        """Put the cue on the exercise."""
        return _saved(CueAttachment(**validated_data), at_end="position" not in validated_data)

    def update(self, instance: CueAttachment, validated_data: dict[str, Any]) -> CueAttachment:
        """Store a changed attachment."""
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return _saved(instance, at_end=False)


def _saved(row: CueAttachment, *, at_end: bool) -> CueAttachment:
    try:
        return save_attachment(row, at_end=at_end)
    except AlreadyAttached:
        raise attached_already() from None


def attached_already() -> Conflict:
    """Return the refusal of a cue that is on the exercise under another id."""
    return Conflict("This cue is on this exercise already.", "attached_already")


class CueAttachmentFilter(django_filters.FilterSet):
    """Filters of the list of attachments."""

    exercise = django_filters.CharFilter("exercise_id")
    cue = django_filters.CharFilter("cue_id")

    class Meta:
        model = CueAttachment
        fields = ("exercise", "cue")


class CueAttachmentViewSet(RestoringMixin, OwnedViewSet):
    """Cues on exercises, newest first; `position` orders those of one exercise."""

    model = CueAttachment
    serializer_class = CueAttachmentSerializer
    plain = True
    filterset_class = CueAttachmentFilter
    ordering = ("-created_at", "-id")
    also_answers = (409,)

    def delete_row(self, row: CueAttachment) -> None:
        """Take the cue off the exercise."""
        detach(row, at=timezone.now())

    def own_rows(self) -> Any:
        """Leave out those whose cue is deleted: they come back with it."""
        return CueAttachment.objects.filter(cue__deleted_at=None)

    def restore_row(self, row: CueAttachment) -> None:
        """Put the cue back on the exercise."""
        try:
            restore_attachment(row)
        except AlreadyAttached:
            raise attached_already() from None
