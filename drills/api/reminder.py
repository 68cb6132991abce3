"""The reminder of the API."""

import re
from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import check_unchanged, not_modified, own_tag, tagged
from core.strict import StrictMixin
from core.versions import hold_version
from drills.domain.reminders import hindrance, reminder_of, save_reminder
from drills.models import Reminder

MINUTES = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@extend_schema_field({"type": "string", "pattern": f"^{MINUTES.pattern}$"})
class MinuteField(serializers.Field[time, Any, str, Any]):
    """A time of day to the minute, such as 18:00."""

    default_error_messages = {"invalid": "Enter a time such as 18:00."}

    def to_internal_value(self, data: Any) -> time:
        """Return the time."""
        if not isinstance(data, str) or not MINUTES.fullmatch(data):
            self.fail("invalid")
        return time.fromisoformat(data)

    def to_representation(self, value: time) -> str:
        """Show hours and minutes."""
        return f"{value:%H:%M}"


class ReminderSerializer(StrictMixin, serializers.ModelSerializer[Reminder]):
    """One e-mail a day at a local time, only if drills are left. `hindrance` says why none would come, if so."""

    schema_example = {"on": True, "at": "18:00"}

    at = MinuteField(required=False, help_text="in your time zone")
    hindrance = serializers.SerializerMethodField()

    class Meta:
        model = Reminder
        fields = ("on", "at", "hindrance")

    @extend_schema_field({"type": "string"})
    def get_hindrance(self, row: Reminder) -> str:
        """Return why no mail would reach you."""
        return str(self.context["hindrance"])


class ReminderView(APIView):
    """The reminder of drills that are left."""

    conditional = True

    @extend_schema(responses=ReminderSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the reminder; off where none was ever set."""
        row, why = reminder_of(person(request)), hindrance(person(request))
        return not_modified(request, _tag(request, row, why)) or _answer(request, row, why)

    @extend_schema(request=ReminderSerializer, responses=ReminderSerializer)
    def put(self, request: Request) -> Response:
        """Turn it on or off; a time that has passed today counts from tomorrow."""
        owner = person(request)
        why = hindrance(owner)
        with transaction.atomic():
            hold_version(owner.pk)
            check_unchanged(request, _tag(request, reminder_of(owner), why))
            body = ReminderSerializer(data=request.data, context={"hindrance": why})
            body.is_valid(raise_exception=True)
            said = {"on": False, "at": time(18)} | body.validated_data
            row = save_reminder(owner=owner, now=timezone.now(), **said)
        return _answer(request, row, why)


def _tag(request: Request, row: Reminder, why: str) -> str:
    return own_tag(request, row.v, "-x" if why else "")


def _answer(request: Request, row: Reminder, why: str) -> Response:
    shown = ReminderSerializer(row, context={"hindrance": why}).data
    return Response(shown, headers=tagged(_tag(request, row, why)))
