"""Exercises of the API: the library and own ones."""

from typing import Any

import django_filters
from django.db import IntegrityError, transaction
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import person
from core.conditional import check_unchanged, content_tag, not_modified, tagged
from core.pagination import NewestFirst
from core.problems import Conflict
from core.puts import id_for_key, written_meanwhile
from core.strict import StrictMixin, Text
from core.versions import hold_version
from workouts.access import exercise_read, exercise_write
from workouts.domain.library import RESERVED, change_own_exercise, create_own_exercise
from workouts.models import Exercise
from workouts.models.exercise import MAX_REST_S, Equipment, Muscle, Pattern

STORED = ("name", "aliases", "pattern", "equipment", "load", "measure", "unilateral", "rest_s", "summary")
OPTIONAL = ("aliases", "load", "measure", "unilateral", "rest_s", "summary")
MAX_SLUG = 80


class ByName(NewestFirst):
    """Exercises by their id, which is their name."""

    page_size = 200


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
        fields = {"primary": [], "secondary": []} | validated_data
        return create_own_exercise(owner=self.context["request"].user, **fields)

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


class ExerciseViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    viewsets.GenericViewSet[Exercise],
):
    """The library and the person's own exercises, which alone can be changed."""

    conditional = keyed = True
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

    def list(self, request: Request) -> Response:
        """Return a page of exercises; 304 while none of them has changed."""
        answer = super().list(request)
        return self._unless_known(answer, content_tag(answer.data))

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one exercise; 304 where the client has it as it is."""
        row = self.get_object()
        answer = Response(self.get_serializer(row).data)
        return self._unless_known(answer, _tag(row) if row.owner_id else content_tag(answer.data))

    def create(self, request: Request) -> Response:
        """Make an own exercise under an unused id; with an Idempotency-Key, once."""
        key = request.headers.get("Idempotency-Key")
        slug = f"own-{id_for_key('exercise', person(request), key)}" if key else None
        if slug and (row := Exercise.objects.filter(pk=slug, owner=person(request)).first()):
            return self._answer(row)
        return self._answer(self._store_new(request.data, {"slug": slug} if slug else {}), 201)

    def update(self, request: Request, pk: str) -> Response:
        """Make an own exercise under an id that nobody has, or replace the person's own."""
        body, row = request.data, Exercise.objects.filter(pk=pk).first()
        if row is not None:
            if row.owner_id != person(request).pk:
                raise Conflict
            return self._change(body, pk, partial=False)
        if pk in RESERVED or len(pk) > MAX_SLUG:
            raise Conflict
        check_unchanged(request, None)
        return self._answer(self._store_new(body, {"slug": pk}), 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change some fields of an own exercise."""
        return self._change(request.data, pk, partial=True)

    def _store_new(self, body: Any, given: dict[str, Any]) -> Exercise:
        serializer = self.get_serializer(data=body)
        serializer.is_valid(raise_exception=True)
        try:
            row: Exercise = serializer.save(**given)
        except IntegrityError:  # another request was faster with the id
            if given:
                raise written_meanwhile() from None
            row = serializer.save()  # somebody else made one of this name: the next free id is another now
        return row

    def _change(self, body: Any, slug: str, *, partial: bool) -> Response:
        with transaction.atomic():
            hold_version(person(self.request).pk)
            row = exercise_write(person(self.request), slug)
            check_unchanged(self.request, _tag(row))
            serializer = self.get_serializer(row, data=body, partial=partial)
            serializer.is_valid(raise_exception=True)
            serializer.save()
        return self._answer(row)

    def _answer(self, row: Exercise, status: int = 200) -> Response:
        fresh = self.get_queryset().get(pk=row.pk)  # with its muscles as they are stored now
        return Response(self.get_serializer(fresh).data, status=status, headers=tagged(_tag(fresh)))

    def _unless_known(self, answer: Response, tag: str) -> Response:
        for name, value in tagged(tag).items():
            answer[name] = value
        return not_modified(self.request, tag) or answer


def _tag(row: Exercise) -> str:
    return f'"{row.v}"'
