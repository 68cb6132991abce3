"""Drills of the API: the library and own ones."""

from typing import Any

import django_filters
from django.utils import timezone
from rest_framework import serializers

from core.catalogue_api import CatalogueViewSet, DeletingMixin
from core.strict import StrictMixin, Text
from drills.domain.library import (
    FIELDS,
    RESERVED,
    change_own_drill,
    check_drill,
    create_own_drill,
    delete_own_drill,
    described_by,
    restore_own_drill,
)
from drills.models import Drill
from drills.models.drill import DrillKind, Equipment, Level
from workouts.faults import Fault
from workouts.row_fields import ExerciseField

SAYS_ITS_DOSE: dict[str, Any] = {
    "description": "A drill has reps, or seconds where its measure is time.",
    "anyOf": [
        {
            "required": ["reps"],
            "properties": {"reps": {"type": "integer"}, "measure": {"const": "reps"}},
        },
        {
            "required": ["measure", "hold_s"],
            "properties": {"measure": {"const": "time"}, "hold_s": {"type": "integer"}},
        },
    ],
}
SHOWN = tuple(name for name in FIELDS if name != "exercise_id")


class DrillSerializer(StrictMixin, serializers.ModelSerializer[Drill]):
    """A drill. `id` is its slug; `dose_source` says whether the article gives the dose or we do."""

    schema_rules = (SAYS_ITS_DOSE,)
    schema_example = {"name": "Towel hinge", "level": "bodyweight", "sets": 2, "reps": 10, "faults": ["rounded-back"]}

    id = serializers.CharField(source="slug", read_only=True)
    equipment = serializers.ListField(child=serializers.ChoiceField(Equipment.choices), required=False)
    steps = serializers.ListField(child=Text(max_length=300), required=False, max_length=12)
    faults = serializers.ListField(child=serializers.ChoiceField(Fault.choices), required=False)
    exercise = ExerciseField(required=False, allow_null=True)
    copy_of = serializers.CharField(read_only=True, help_text="the library's drill that this is a copy of, or empty")
    own = serializers.BooleanField(read_only=True, help_text="yours, and not the library's")

    class Meta:
        model = Drill
        fields = (
            "id", "name", "summary", "kind", "level", "equipment", "setup", "steps", "benefit", "progression",
            "measure", "sets", "reps", "hold_s", "hold_max_s", "per_side", "often", "dose_source", "distance",
            "loadable", "faults", "exercise", "figure", "copy_of", "own",
        )  # fmt: skip
        read_only_fields = ("dose_source",)

    def validate_equipment(self, kinds: list[str]) -> list[str]:
        """Return each kind once."""
        return list(dict.fromkeys(kinds))

    def validate_faults(self, codes: list[str]) -> list[str]:
        """Return each fault once."""
        return list(dict.fromkeys(codes))

    def to_representation(self, instance: Drill) -> dict[str, Any]:
        """Show the drill; field by field, as REST framework does it, a library takes five times as long."""
        stored = {name: getattr(instance, name) for name in (*SHOWN, "dose_source", "copy_of")}
        shown = {"id": instance.slug, "own": instance.own, "exercise": instance.exercise_id} | stored
        return {name: shown[name] for name in self.Meta.fields}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        stored = self.instance if self.partial else Drill()
        names = ("measure", "reps", "hold_s", "hold_max_s")
        wrong = check_drill({name: attrs.get(name, getattr(stored, name)) for name in names})
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Drill:
        """Make an own drill, under an unused id unless the client chose one."""
        return create_own_drill(**validated_data)

    def update(self, instance: Drill, validated_data: dict[str, Any]) -> Drill:
        """Change an own drill; on PUT, what is left out goes back to its default."""
        if not self.partial:
            blank = Drill()
            validated_data = {name: getattr(blank, name) for name in FIELDS if name != "name"} | validated_data
            validated_data.setdefault("exercise", None)
            validated_data.pop("exercise_id")
        return change_own_drill(instance, **validated_data)


class DrillFilter(django_filters.FilterSet):
    """Filters of the drill list."""

    search = django_filters.CharFilter(method="by_search", label="words of the name or the summary")
    kind = django_filters.ChoiceFilter(choices=DrillKind.choices)
    level = django_filters.ChoiceFilter(choices=Level.choices)

    class Meta:
        model = Drill
        fields = ("search", "kind", "level")

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        """Keep what the words describe."""
        return described_by(rows, value)


class DrillViewSet(DeletingMixin, CatalogueViewSet):
    """The library and the person's own drills, which alone can be changed."""

    model = Drill
    serializer_class = DrillSerializer
    filterset_class = DrillFilter
    reserved = RESERVED

    def delete_row(self, row: Drill) -> None:
        """Delete the drill."""
        delete_own_drill(row, at=timezone.now())

    def restore_row(self, row: Drill) -> None:
        """Take the deletion of the drill back."""
        restore_own_drill(row)
