"""What a clip shows beside a set or an exercise, in JSON and forms: a field for each registered subject."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.owned import read_id
from videos.domain.subjects import Subject, subject_id, subjects
from videos.models import Video
from workouts.row_fields import RowField


@extend_schema_field(OpenApiTypes.UUID)
class SubjectField(RowField):
    """A row of the person's own that a clip shows."""

    def __init__(self, subject: Subject, **kwargs: Any) -> None:
        self.subject, self.missing = subject, subject.missing
        super().__init__(queryset=Video.objects.none(), **kwargs)

    def find(self, text: str) -> Any:
        """Return the row or None."""
        return self.subject.find(self.user(), read_id(text))

    def get_attribute(self, instance: Video) -> UUID | None:
        """Return the id of the row that the clip shows."""
        return subject_id(instance, self.subject.field)

    def to_representation(self, value: Any) -> Any:
        """Show the id."""
        return str(value)


def check_one_subject(given: dict[str, Any], stored: Video | None) -> None:
    """Refuse a clip of two things; `stored` is the clip that is changed in part. What says neither passes."""
    names: list[str] = []
    if given.get("set", stored and stored.live_set):
        names.append("set")
    for one in subjects():
        if given[one.field] if one.field in given else stored and subject_id(stored, one.field):
            names.append(one.field)
    field = next((name for name in reversed(names) if name in given), None)
    if len(names) > 1 and field:
        raise serializers.ValidationError({field: "A clip shows one thing: a set, or practice."})


def take_subjects(values: dict[str, Any]) -> dict[str, Any]:
    """Take the rows that a clip shows beside its set out of the values, by field.

    Whoever names one thing drops the others for good, deleted ones too: brought back, they would stand beside it.
    """
    found = {one.field: values.pop(one.field) for one in subjects() if one.field in values}
    if values.get("set"):
        return {one.field: None for one in subjects()} | found
    if any(found.values()):
        values["set"] = None
    return found
