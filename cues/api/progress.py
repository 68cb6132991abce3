"""Which cue was in use when form was better, of the API: columns, or CSV by `Accept: text/csv`."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import list_tag, not_modified, tagged
from core.csv_renderer import CsvRenderer
from core.day_query import DayRangeQuery
from core.problems import NotYours
from core.render import JSONRenderer
from core.spreadsheets import csv_answer
from core.strict import Text
from cues.domain.in_use import ENOUGH, cues_in_use
from workouts.domain.library import find_exercise
from workouts.row_fields import ExerciseField


class CuesQuery(DayRangeQuery):
    """An exercise, a range of days."""

    exercise = Text(help_text="id of the exercise, or another name it goes by")


class CuesInUseSerializer(serializers.Serializer[Any]):
    """One line a cue that was ticked off, the one in most sets first; all lists are of one length.

    A set counts where it was done, was no warm-up, and its form was rated. Form held where the rating is 4 or 5 and no
    fault was named. These are counts: they do not say that the cue was the reason.
    """

    exercise = serializers.CharField(help_text="id of the exercise")
    enough_from = serializers.IntegerField(
        help_text="rated sets with a cue, and without it, before counts say anything"
    )
    cue = serializers.ListField(child=serializers.CharField(), help_text="id of the cue")
    rated = serializers.ListField(child=serializers.IntegerField(), help_text="sets with it")
    held = serializers.ListField(child=serializers.IntegerField(), help_text="those of them in which form held")
    rated_without = serializers.ListField(child=serializers.IntegerField(), help_text="sets without it")
    held_without = serializers.ListField(child=serializers.IntegerField(), help_text="those of them in which form held")
    enough = serializers.ListField(child=serializers.BooleanField(), help_text="false: cannot tell yet")
    sets = serializers.ListField(
        child=serializers.ListField(child=serializers.UUIDField()), help_text="the sets with it, oldest first"
    )


class CuesInUseView(APIView):
    """Form with each cue in mind and without it."""

    conditional = names_rows = True
    renderer_classes = (JSONRenderer, CsvRenderer)

    @extend_schema(
        parameters=[CuesQuery],
        responses={(200, "application/json"): CuesInUseSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> Any:
        """Answer with a line for each cue that was ticked off on the exercise."""
        query = CuesQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        as_csv = request.accepted_renderer.format == "csv"  # type: ignore[attr-defined]
        tag = list_tag(request, "-csv" if as_csv else "")
        if known := not_modified(request, tag):
            return known
        owner = person(request)
        exercise = find_exercise(asked.pop("exercise"), user=owner)
        if exercise is None:
            raise NotYours("exercise", ExerciseField.missing)
        columns = _columns(cues_in_use(owner=owner, exercise=exercise.pk, **asked))
        if as_csv:
            cells = [
                [" ".join(map(str, cell)) if isinstance(cell, list) else cell for cell in column]
                for column in columns.values()
            ]
            answer = csv_answer(f"{exercise.pk}-cues", list(columns), zip(*cells, strict=True))
        else:
            answer = Response({"exercise": exercise.pk, "enough_from": ENOUGH} | columns)
        for name, value in tagged(tag).items():
            answer[name] = value
        return answer


def _columns(found: list[Any]) -> dict[str, list[Any]]:
    return {
        "cue": [one.cue for one in found],
        "rated": [one.rated for one in found],
        "held": [one.held for one in found],
        "rated_without": [one.without for one in found],
        "held_without": [one.held_without for one in found],
        "enough": [one.enough for one in found],
        "sets": [one.sets for one in found],
    }
