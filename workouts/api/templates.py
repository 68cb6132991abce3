"""Templates of the API, each with its lines."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from core.strict import StrictMixin, Weekdays, WholeMixin
from workouts.domain.outline import with_lines
from workouts.domain.templates import check_lines, delete_template, placed, restore_template, save_template
from workouts.models import Exercise, Template, TemplateLine
from workouts.models.set import MAX_PLACE
from workouts.row_fields import ExerciseField


class LineExerciseField(ExerciseField):
    """An exercise by its slug, from those that the template read at once; other names are looked up."""

    def find(self, text: str) -> Exercise | None:
        """Return the exercise or None."""
        known: dict[str, Exercise] = self.context.get("known_exercises", {})
        return known.get(text) or super().find(text)


class TemplateLineSerializer(WholeMixin, StrictMixin, serializers.ModelSerializer[TemplateLine]):
    """So many equal sets of an exercise. What is null is taken from last time."""

    exercise = LineExerciseField()

    class Meta:
        model = TemplateLine
        fields = (
            "exercise", "block", "superset", "position", "kind", "sets", "reps", "load_kg", "side", "duration_s",
            "distance_m", "rest_s",
        )  # fmt: skip
        extra_kwargs = {name: {"max_value": MAX_PLACE} for name in ("block", "superset", "position")}


class TemplateSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Template]):
    """A template. Lines, where given, replace all there were; without a place they stand in the order given."""

    schema_example = {
        "title": "Lower A",
        "weekdays": [0, 3],
        "lines": [{"exercise": "deadlift", "sets": 3, "reps": 5, "load_kg": 100}],
    }
    kept = ("lines",)  # they are rows of their own, replaced in `update`

    weekdays = Weekdays(required=False)
    lines = TemplateLineSerializer(many=True, required=False)

    class Meta:
        model = Template
        fields = ("id", "title", "note", "weekdays", "lines", "created_at", "updated_at")
        read_only_fields = ("id", "created_at", "updated_at")

    def to_internal_value(self, data: Any) -> Any:
        """Read the exercises of all lines at once."""
        lines = data.get("lines") if isinstance(data, dict) else None
        rows = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
        slugs = {
            row["exercise"] for row in rows if isinstance(row.get("exercise"), str) and "\0" not in row["exercise"]
        }
        mine = Exercise.objects.available_to(self.context["request"].user)
        context: dict[str, Any] = self.context  # type: ignore[assignment]
        context["known_exercises"] = mine.in_bulk(list(slugs)) if slugs else {}
        return super().to_internal_value(data)

    def validate_lines(self, rows: list[dict[str, Any]]) -> list[TemplateLine]:
        """Return the lines in their places."""
        lines = placed(rows)
        wrong = check_lines(lines)
        if wrong:
            raise serializers.ValidationError(wrong)
        return lines

    def create(self, validated_data: dict[str, Any]) -> Template:
        """Store a new template."""
        lines = validated_data.pop("lines", [])
        return save_template(Template(**validated_data), lines=lines)

    def update(self, instance: Template, validated_data: dict[str, Any]) -> Template:
        """Store a changed template."""
        lines = validated_data.pop("lines", None if self.partial else [])
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_template(instance, lines=lines)


class TemplateViewSet(RestoringMixin, OwnedViewSet):
    """Templates, newest first."""

    model = Template
    serializer_class = TemplateSerializer
    ordering = ("-created_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the lines along."""
        return with_lines(super().get_queryset())

    def delete_row(self, row: Template) -> None:
        """Delete the template; sessions that came from it stay."""
        delete_template(row, at=timezone.now())

    def restore_row(self, row: Template) -> None:
        """Take the deletion back."""
        restore_template(row)
