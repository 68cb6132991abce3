"""Own rest and step for an exercise, of the API."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import check_unchanged, not_modified, own_tag, tagged
from core.strict import StrictMixin
from core.versions import hold_version
from workouts.access import exercise_read
from workouts.domain.exercise_settings import save_settings, settings_of
from workouts.models import ExerciseSettings


class ExerciseSettingsSerializer(StrictMixin, serializers.ModelSerializer[ExerciseSettings]):
    """Own settings; null leaves the exercise's rest and the profile's step."""

    schema_example = {"rest_s": 180, "step_kg": 2.5}

    id = serializers.CharField(source="exercise_id", read_only=True)

    class Meta:
        model = ExerciseSettings
        fields = ("id", "rest_s", "step_kg")


class ExerciseSettingsView(APIView):
    """What a person set for one exercise."""

    conditional = True

    @extend_schema(responses=ExerciseSettingsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Answer with the settings, null where nothing was set."""
        row = settings_of(person(request), exercise_read(person(request), slug))
        return not_modified(request, own_tag(request, row.v)) or _answer(request, row)

    @extend_schema(request=ExerciseSettingsSerializer, responses=ExerciseSettingsSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Replace the settings; what is left out goes back to null."""
        return self._write(request, slug, {"rest_s": None, "step_kg": None})

    @extend_schema(request=ExerciseSettingsSerializer, responses=ExerciseSettingsSerializer)
    def patch(self, request: Request, slug: str) -> Response:
        """Change some of the settings."""
        return self._write(request, slug, {})

    def _write(self, request: Request, slug: str, kept: dict[str, Any]) -> Response:
        owner, exercise = person(request), exercise_read(person(request), slug)
        body = ExerciseSettingsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        with transaction.atomic():
            hold_version(owner.pk)
            row = settings_of(owner, exercise)
            check_unchanged(request, own_tag(request, row.v))
            values = {"rest_s": row.rest_s, "step_kg": row.step_kg} | kept | body.validated_data
            save_settings(owner=owner, exercise=exercise, **values)
        return _answer(request, settings_of(owner, exercise))


def _answer(request: Request, row: ExerciseSettings) -> Response:
    return Response(ExerciseSettingsSerializer(row).data, headers=tagged(own_tag(request, row.v)))
