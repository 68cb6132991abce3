"""Progression: columns ready to chart, each value naming its source set."""

from dataclasses import fields
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from workouts.domain.progression import Point, strength
from workouts.row_fields import ExerciseField


class StrengthQuery(serializers.Serializer[Any]):
    """What to show."""

    exercise = ExerciseField()
    metric = serializers.ChoiceField(["e1rm", "top_set"], default="e1rm")
    bucket = serializers.ChoiceField(["session", "day", "week", "month"], default="session")
    unit = serializers.ChoiceField(["kg", "lb"], default="kg")
    start = serializers.DateField(required=False)
    end = serializers.DateField(required=False)

    def get_fields(self) -> dict[str, Any]:
        """Name the days `from` and `to`, which Python does not let a class body do."""
        found = super().get_fields()
        for name, word in (("start", "from"), ("end", "to")):
            field = found.pop(name)
            field.source = name
            found[word] = field
        return found


class StrengthSerializer(serializers.Serializer[Any]):
    """One value a bucket, oldest first; all lists are of one length."""

    exercise = serializers.CharField()
    metric = serializers.CharField()
    bucket = serializers.CharField()
    unit = serializers.CharField()
    formula = serializers.CharField(allow_null=True)
    date = serializers.ListField(child=serializers.DateField())
    value = serializers.ListField(child=serializers.FloatField())
    low = serializers.ListField(child=serializers.FloatField(), help_text="lowest answer of all formulas")
    high = serializers.ListField(child=serializers.FloatField(), help_text="highest answer of all formulas")
    load = serializers.ListField(child=serializers.FloatField(), help_text="of the source set, in the unit")
    reps = serializers.ListField(child=serializers.IntegerField(), help_text="of the source set")
    set = serializers.ListField(child=serializers.UUIDField(), help_text="the source set")
    session = serializers.ListField(child=serializers.UUIDField(), help_text="the source set's session")


class StrengthView(APIView):
    """Strength over time from the best set of each bucket."""

    @extend_schema(parameters=[StrengthQuery], responses=StrengthSerializer)
    def get(self, request: Request) -> Response:
        """Answer with columns."""
        query = StrengthQuery(data=request.query_params, context={"request": request})
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        points = strength(owner=person(request), **asked)
        columns = {field.name: [getattr(point, field.name) for point in points] for field in fields(Point)}
        head = {name: asked[name] for name in ("metric", "bucket", "unit")}
        formula = "epley" if asked["metric"] == "e1rm" else None
        return Response({"exercise": asked["exercise"].pk, **head, "formula": formula, **columns})
