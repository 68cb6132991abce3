"""Programmes of the API, with their phases and what these ask for: the library and own ones."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.catalogue_api import CatalogueViewSet, DeletingMixin
from core.problems import Refused
from core.strict import Key, StrictMixin, Weekdays, WholeMixin
from drills import gates
from drills.domain.plan import with_items
from drills.domain.programme_library import OF_ITEMS, whole_phase
from drills.domain.programmes import (
    HOW_MANY,
    MOST_ITEMS,
    MOST_PHASES,
    RESERVED,
    check_phases,
    create_programme,
    delete_programme,
    restore_programme,
    save_programme,
)
from drills.domain.refusal import Refusal
from drills.models import Phase, PhaseItem, Programme
from drills.models.planned_drill import When
from drills.row_fields import DrillField
from workouts.row_fields import ExerciseField, RowField

NO_GATE = "There is no gate {input}. GET /api/v1/gates lists them."
NOT_BLANK = {"type": "string", "pattern": r"\S"}
ONE_OF_THEM: dict[str, Any] = {
    "description": "An item is a drill with its days, or an exercise with the session that it belongs to.",
    "anyOf": [
        {
            "required": ["drill", "when"],
            "properties": {"drill": {"type": "string"}, "exercise": {"type": "null"}, "when": {"enum": When.values}},
        },
        {
            "required": ["exercise", "session"],
            "properties": {"exercise": {"type": "string"}, "drill": {"type": "null"}, "session": NOT_BLANK},
        },
    ],
}
HAS_A_DOSE: dict[str, Any] = {
    "description": "An item has reps or seconds.",
    "anyOf": [
        {"required": [name], "properties": {name: {"type": "integer"}}} for name in ("reps", "duration_s")
    ],
}  # fmt: skip


@extend_schema_field(OpenApiTypes.STR)
class ProgrammeField(RowField):
    """A programme of the library or the person's own by its id."""

    missing = "There is no programme with this id. GET /api/v1/programmes lists them."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Programme.objects.all(), **kwargs)

    def find(self, text: str) -> Programme | None:
        """Return the programme or None; a deleted one too, of which a device may not have heard."""
        if "\0" in text:
            return None
        return Programme.objects.filter(Q(owner=None) | Q(owner=self.user()), pk=text).first()


class PhaseItemSerializer(WholeMixin, StrictMixin, serializers.ModelSerializer[PhaseItem]):
    """What a phase asks for: a drill on its days, or an exercise in a session. `ours` marks a default of ours."""

    schema_rules = (ONE_OF_THEM, HAS_A_DOSE)

    drill = DrillField(required=False, allow_null=True)
    exercise = ExerciseField(required=False, allow_null=True)
    when = serializers.ChoiceField(When.choices, required=False, allow_blank=True)

    class Meta:
        model = PhaseItem
        fields = ("drill", "exercise", *OF_ITEMS)
        read_only_fields = ("ours",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot, and leave out what does not go with a drill, or with an exercise."""
        drill, exercise = attrs.get("drill"), attrs.get("exercise")
        if (drill is None) == (exercise is None):
            raise serializers.ValidationError({"drill": "Name a drill, or an exercise."})
        if drill and not attrs.get("when"):
            raise serializers.ValidationError({"when": "Say when the drill is due."})
        if exercise and not attrs.get("session"):
            raise serializers.ValidationError({"session": "Name the session that the exercise belongs to."})
        if not attrs.get("reps") and not attrs.get("duration_s"):
            raise serializers.ValidationError({"reps": "Give reps, or seconds."})
        attrs["session" if drill else "when"] = ""
        return attrs


class PhaseSerializer(WholeMixin, StrictMixin, serializers.ModelSerializer[Phase]):
    """So many weeks of one focus; `weeks` null: without an end, and then the last. `key` stays when others change."""

    key = Key(max_length=40, required=False)
    gates = serializers.ListField(
        child=serializers.ChoiceField(list(gates.registry), error_messages={"invalid_choice": NO_GATE}),
        required=False,
        max_length=10,
    )
    items = PhaseItemSerializer(many=True, required=False, max_length=MOST_ITEMS)  # type: ignore[call-arg]

    class Meta:
        model = Phase
        fields = ("key", "title", "focus", "weeks", "most_weeks", "gates", "items")

    def validate_gates(self, slugs: list[str]) -> list[str]:
        """Return each gate once."""
        return list(dict.fromkeys(slugs))


class ProgrammeSerializer(StrictMixin, serializers.ModelSerializer[Programme]):
    """A programme with its phases, which replace all there were. `id` is its slug."""

    schema_example = {
        "title": "Two weeks of practice",
        "training_days": [0, 3],
        "phases": [
            {
                "title": "Practice",
                "weeks": None,
                "items": [{"drill": "dowel-hinge", "when": "daily", "sets": 3, "reps": 15}],
            }
        ],
    }

    id = serializers.CharField(source="slug", read_only=True)
    training_days = Weekdays(required=False)
    phases = PhaseSerializer(  # type: ignore[call-arg]
        many=True,
        required=False,
        min_length=1,
        max_length=MOST_PHASES,
        error_messages={"min_length": HOW_MANY, "max_length": HOW_MANY},
    )
    copy_of = serializers.CharField(
        read_only=True, help_text="the library's programme that this is a copy of, or empty"
    )
    own = serializers.BooleanField(read_only=True, help_text="yours, and not the library's")

    class Meta:
        model = Programme
        fields = ("id", "title", "summary", "training_days", "phases", "copy_of", "own")

    def validate_phases(self, phases: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the phases as rows of the library, each with a key."""
        rows = [_as_row(phase) for phase in phases]
        taken = {row["key"] for row in rows}
        for place, row in enumerate(rows, start=1):
            while not row["key"]:
                key, place = f"phase-{place}", place + 1
                if key not in taken:
                    row["key"] = key
                    taken.add(key)
        if wrong := check_phases(rows):
            raise serializers.ValidationError(wrong)
        return rows

    def create(self, validated_data: dict[str, Any]) -> Programme:
        """Make an own programme, under an unused id unless the client chose one."""
        return create_programme(**validated_data)

    def update(self, instance: Programme, validated_data: dict[str, Any]) -> Programme:
        """Change an own programme; on PUT, what is left out goes back to its default, but for the phases."""
        phases = validated_data.pop("phases", None)
        if not self.partial:
            validated_data = {"summary": "", "training_days": []} | validated_data
        for name, value in validated_data.items():
            setattr(instance, name, value)
        return save_programme(instance, phases=phases)


def _as_row(phase: dict[str, Any]) -> dict[str, Any]:
    items = []
    for item in phase.get("items", []):
        keys = {name: item[name].pk if item.get(name) else None for name in ("drill", "exercise")}
        items.append(item | keys)
    return whole_phase({"key": ""} | phase | {"items": items})


class ProgrammeFilter(django_filters.FilterSet):
    """Filters of the list of programmes."""

    own = django_filters.BooleanFilter("owner", lookup_expr="isnull", exclude=True, label="yours alone, or the library")

    class Meta:
        model = Programme
        fields = ("own",)


class ProgrammeViewSet(DeletingMixin, CatalogueViewSet):
    """Programmes: the library and own ones."""

    model = Programme
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter
    reserved = RESERVED

    @property
    def also_answers(self) -> tuple[int, ...]:
        """Say that a programme which somebody is on is not deleted."""
        return (409,) if self.action == "destroy" else ()

    def read_along(self, rows: Any) -> Any:
        """Read the phases and their items along."""
        return rows.prefetch_related(with_items())

    def delete_row(self, row: Programme) -> None:
        """Delete the programme."""
        try:
            delete_programme(row, at=timezone.now())
        except Refusal as refusal:
            raise Refused(refusal.sentence, refusal.code, status=refusal.status) from refusal

    def restore_row(self, row: Programme) -> None:
        """Take the deletion back."""
        restore_programme(row)
