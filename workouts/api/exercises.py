"""Exercises of the API: the library and own ones."""

from typing import Any

import django_filters
from rest_framework import serializers

from accounts.requests import person
from core.catalogue_api import CatalogueViewSet
from core.strict import StrictMixin, Text
from workouts.access import exercise_read
from workouts.domain.library import RESERVED, change_own_exercise, create_own_exercise
from workouts.models import Exercise
from workouts.models.exercise import MAX_REST_S, Equipment, Muscle, Pattern

STORED = ("name", "aliases", "pattern", "equipment", "load", "measure", "unilateral", "rest_s", "summary")
OPTIONAL = ("aliases", "load", "measure", "unilateral", "rest_s", "summary")


class ExerciseSerializer(StrictMixin, serializers.ModelSerializer[Exercise]):
    """An exercise. `id` is its slug."""

    schema_example = {"name": "Landmine hinge", "pattern": "hinge", "equipment": "barbell", "primary": ["glutes"]}

    id = serializers.CharField(source="slug", read_only=True)
    aliases = serializers.ListField(child=Text(max_length=80), required=False, max_length=20)
    primary = serializers.ListField(child=serializers.ChoiceField(Muscle.choices), required=False)
    secondary = serializers.ListField(child=serializers.ChoiceField(Muscle.choices), required=False)
    own = serializers.BooleanField(read_only=True, help_text="yours, and not the library's")

    class Meta:
        model = Exercise
        fields = (
            "id", "name", "aliases", "pattern", "equipment", "primary", "secondary", "load", "measure",
            "unilateral", "rest_s", "summary", "own",
        )  # fmt: skip
        extra_kwargs = {"rest_s": {"max_value": MAX_REST_S}}

    def to_representation(self, instance: Exercise) -> dict[str, Any]:
        """Show the exercise; field by field, as REST framework does it, a library takes five times as long."""
        stored = {name: getattr(instance, name) for name in STORED}
        muscles = {name: self._muscles(instance, name) for name in ("primary", "secondary")}
        shown = {"id": instance.slug, "own": instance.owner_id is not None} | stored | muscles
        return {name: shown[name] for name in self.Meta.fields}

    def create(self, validated_data: dict[str, Any]) -> Exercise:
        """Make an own exercise, under an unused slug unless the client chose one."""
        return create_own_exercise(**({"primary": [], "secondary": []} | validated_data))

    def update(self, instance: Exercise, validated_data: dict[str, Any]) -> Exercise:
        """Change an own exercise; on PUT, what is left out goes back to its default."""
        muscles = {name: self._muscles(instance, name) for name in ("primary", "secondary")}
        if not self.partial:
            blank = Exercise()
            muscles = {"primary": [], "secondary": []}
            validated_data = {name: getattr(blank, name) for name in OPTIONAL} | validated_data
        return change_own_exercise(instance, **(muscles | validated_data))

    def _muscles(self, exercise: Exercise, role: str) -> list[str]:
        return [row.muscle for row in exercise.muscles.all() if row.role == role]


class ExerciseFilter(django_filters.FilterSet):
    """Filters of the exercise list."""

    search = django_filters.CharFilter(method="by_search", label="words of the name or of another name")
    pattern = django_filters.ChoiceFilter(choices=Pattern.choices)
    equipment = django_filters.ChoiceFilter(choices=Equipment.choices)
    muscle = django_filters.ChoiceFilter(choices=Muscle.choices, method="by_muscle", label="a muscle it trains")

    class Meta:
        model = Exercise
        fields = ("search", "pattern", "equipment", "muscle")

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        """Keep what the words describe."""
        return rows.search(value)

    def by_muscle(self, rows: Any, name: str, value: str) -> Any:
        """Keep what trains the muscle, as primary or secondary."""
        return rows.filter(muscles__muscle=value)


class ExerciseViewSet(CatalogueViewSet):
    """The library and the person's own exercises, which alone can be changed."""

    model = Exercise
    serializer_class = ExerciseSerializer
    filterset_class = ExerciseFilter
    reserved = RESERVED

    def read_along(self, rows: Any) -> Any:
        """Read the muscles along."""
        return rows.prefetch_related("muscles")

    def get_object(self) -> Exercise:
        """Return the exercise by its id or another of its names."""
        return exercise_read(person(self.request), self.kwargs["pk"])
