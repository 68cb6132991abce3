"""The kit over the API: what a device needs to log without a server."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import not_modified, tagged
from core.versions import version_of
from workouts.domain.kit import kit, kit_tag


class KitSerializer(serializers.Serializer[Any]):
    """What the session screen works from: exercises by id, each with last time, plan, bests and next load."""

    v = serializers.IntegerField(help_text="the version of the person's rows")
    account = serializers.CharField()
    unit = serializers.ChoiceField(["kg", "lb"])
    step_kg = serializers.FloatField()
    bars = serializers.ListField(child=serializers.DictField())
    plates = serializers.ListField(child=serializers.DictField())
    ramp = serializers.ListField(help_text="the warm-up's steps: share of the working load, and reps")
    exercises = serializers.DictField(child=serializers.DictField())
    starts = serializers.ListField(child=serializers.DictField(), help_text="templates and last sessions to begin with")


class KitView(APIView):
    """Everything a client needs to begin and log a session while it has no connection."""

    conditional = True

    @extend_schema(responses=KitSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the kit as of now; 304 where the device has it already."""
        user, at = person(request), timezone.now()
        user.refresh_from_db(fields=["plates", "bars"])  # at once: a token's lookup leaves them out
        on, version = user.local_date(at), version_of(user.pk)
        tag = f'"{kit_tag(user, version, on=on)}"'
        known = not_modified(request, tag)
        return known or Response({"v": version} | kit(user, on=on, at=at), headers=tagged(tag))
