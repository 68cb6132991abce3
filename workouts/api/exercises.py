"""Exercises of the API: the library and own ones."""

from typing import Any

import django_filters
from rest_framework import mixins, serializers, viewsets

from accounts.requests import person
from core.pagination import NewestFirst
from workouts.access import exercise_read
from workouts.domain.library import create_own_exercise
from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import MAX_REST_S, Equipment, Muscle, Pattern


class ByName(NewestFirst):
    """Exercises by their id, which is their name."""

    page_size = 200


class ExerciseSerializer(serializers.ModelSerializer[Exercise]):
    """An exercise. `id` is its slug."""

    id = serializers.CharField(source="slug", read_only=True)
    aliases = serializers.ListField(child=serializers.CharField(max_length=80), required=False, max_length=20)
    primary = serializers.ListField(child=serializers.ChoiceField(Muscle.choices), required=False)
    secondary = serializers.ListField(child=serializers.ChoiceField(Muscle.choices), required=False)
    own = serializers.SerializerMethodField()

    class Meta:
        model = Exercise
        fields = (
            "id", "name", "aliases", "pattern", "equipment", "primary", "secondary", "load", "measure",
            "unilateral", "rest_s", "summary", "own",
        )  # fmt: skip
        extra_kwargs = {"rest_s": {"max_value": MAX_REST_S}}

    def get_own(self, exercise: Exercise) -> bool:
        """Tell own exercises from the library's."""
        return exercise.owner_id is not None

    def to_representation(self, instance: Exercise) -> dict[str, Any]:
        """Show the muscles as two lists."""
        role = ExerciseMuscle.Role
        muscles = list(instance.muscles.all())
        instance.primary = [row.muscle for row in muscles if row.role == role.PRIMARY]  # type: ignore[attr-defined]
        instance.secondary = [row.muscle for row in muscles if row.role == role.SECONDARY]  # type: ignore[attr-defined]
        return super().to_representation(instance)

    def create(self, validated_data: dict[str, Any]) -> Exercise:
        """Make an own exercise under an unused slug."""
        fields = {"primary": [], "secondary": []} | validated_data
        return create_own_exercise(owner=self.context["request"].user, **fields)


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


class ExerciseViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    viewsets.GenericViewSet[Exercise],
):
    """The library and the person's own exercises."""

    serializer_class = ExerciseSerializer
    filterset_class = ExerciseFilter
    pagination_class = ByName
    lookup_value_regex = "[-a-z0-9_]+"
    ordering = ("slug",)  # type: ignore[assignment]

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return what this person can log."""
        if getattr(self, "swagger_fake_view", False):
            return Exercise.objects.none()
        return Exercise.objects.available_to(self.request.user).prefetch_related("muscles")

    def get_object(self) -> Exercise:
        """Return the exercise by its id or another of its names."""
        return exercise_read(person(self.request), self.kwargs["pk"])
