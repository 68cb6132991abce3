"""Sets of the API."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.utils import timezone
from rest_framework import serializers

from core.problems import NotYours
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from workouts.api.set_rules import SET_EXAMPLE, SET_RULES
from workouts.domain.sets import add_set, check_set, delete_set, restore_set, save_set
from workouts.faults import Fault, Felt
from workouts.models import Session, Set
from workouts.models.set import MAX_PLACE, Kind
from workouts.row_fields import ExerciseField, OwnSessionField, read_named


class SetSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Set]):
    """A set. What the client leaves out the server fills in: the place in the session and the time."""

    kept = ("block", "superset", "position", "performed_at")
    schema_rules, schema_example = SET_RULES, SET_EXAMPLE

    session = OwnSessionField()
    exercise = ExerciseField()
    faults = serializers.ListField(child=serializers.ChoiceField(Fault.choices), required=False)
    felt = serializers.ListField(child=serializers.ChoiceField(Felt.choices), required=False)

    class Meta:
        model = Set
        fields = (
            "id", "session", "exercise", "block", "superset", "position", "kind", "load_kg", "reps",
            "planned_reps", "rpe", "rir", "side", "duration_s", "distance_m", "rest_s", "done", "note", "form_rating",
            "faults", "felt", "pain", "pain_place", "performed_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("id", "created_at", "updated_at")
        validators = ()  # no two fields are unique together; REST framework looks for such each time otherwise
        extra_kwargs = {"performed_at": {"required": False}} | {
            name: {"max_value": MAX_PLACE} for name in ("block", "superset", "position")
        }

    def to_internal_value(self, data: Any) -> Any:
        """Read the session and the exercise that are named at once."""
        if isinstance(data, Mapping):
            context: dict[str, Any] = self.context  # type: ignore[assignment]
            context["named"] = read_named(context["request"].user, data.get("session"), data.get("exercise"))
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        stored = self.instance if self.partial else Set()
        names = ("reps", "duration_s", "distance_m", "kind", "done", "pain", "pain_place")
        wrong = check_set({name: attrs.get(name, getattr(stored, name)) for name in names})
        if wrong:
            raise serializers.ValidationError(wrong)
        for name in ("faults", "felt"):
            if name in attrs:
                attrs[name] = list(dict.fromkeys(attrs[name]))
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Set:
        """Store a new set."""
        row = Set(**validated_data)
        if "performed_at" not in validated_data:
            row.performed_at = _when(row.session)
        try:
            return add_set(row, at_end="block" not in validated_data, position=validated_data.get("position"))
        except Session.DoesNotExist:
            raise NotYours("session", OwnSessionField.missing) from None

    def update(self, instance: Set, validated_data: dict[str, Any]) -> Set:
        """Store a changed set."""
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_set(instance)


def _when(session: Session) -> Any:
    """Return when a set without a time was done: now, or when its session was, if that is over."""
    now = timezone.now()
    if session.finished_at:
        return session.finished_at
    return now if session.owner.local_date(now) == session.day else session.started_at


class SetFilter(django_filters.FilterSet):
    """Filters of the set list."""

    session = django_filters.UUIDFilter("session_id")
    exercise = django_filters.CharFilter("exercise_id")
    kind = django_filters.ChoiceFilter(choices=Kind.choices)

    class Meta:
        model = Set
        fields = ("session", "exercise", "kind", "done")


class SetViewSet(RestoringMixin, OwnedViewSet):
    """Sets, newest first."""

    model = Set
    serializer_class = SetSerializer
    plain = True
    filterset_class = SetFilter
    ordering = ("-performed_at", "-id")

    def delete_row(self, row: Set) -> None:
        """Delete the set."""
        delete_set(row, at=timezone.now())

    def own_rows(self) -> Any:
        """Leave out sets whose session is deleted: they come back with it."""
        return Set.objects.filter(session__deleted_at=None).select_related("session")

    def restore_row(self, row: Set) -> None:
        """Take the deletion of the set back."""
        restore_set(row)
