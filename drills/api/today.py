"""Today over the API: the week of the programme, what is due and done, the warm-up, gates, the next session."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import person
from core.conditional import content_tag, not_modified, tagged
from drills.api.gates import GateSerializer
from drills.domain import gates
from drills.domain.lines import read_today
from drills.domain.plan import read_plan
from drills.domain.programme_sessions import next_session, trained
from drills.gates import Rows
from drills.models.drill import DrillMeasure
from drills.models.enrolment import PauseReason
from drills.models.planned_drill import When


class WeekSerializer(serializers.Serializer[Any]):
    """The week of the programme."""

    title = serializers.CharField()
    number = serializers.IntegerField()
    phase = serializers.CharField(source="phase.key")
    week_of_phase = serializers.IntegerField()
    weeks_of_phase = serializers.IntegerField(allow_null=True, help_text="null: the phase has no end")
    returning = serializers.BooleanField(help_text="the lighter first week after a long pause")


class PausedSerializer(serializers.Serializer[Any]):
    """The pause that today is part of."""

    since = serializers.DateField(source="first")
    until = serializers.DateField(
        source="end", allow_null=True, help_text="the first day after it, where that is known"
    )
    reason = serializers.ChoiceField(PauseReason.choices)


class DueSerializer(serializers.Serializer[Any]):
    """A drill to do, and how much of it is done today."""

    drill = serializers.CharField(source="drill.slug", help_text="id of the drill")
    name = serializers.CharField(source="drill.name")
    measure = serializers.ChoiceField(DrillMeasure.choices, source="drill.measure")
    when = serializers.ChoiceField(When.choices, source="dose.when")
    sets = serializers.IntegerField()
    reps = serializers.IntegerField(
        source="dose.reps", allow_null=True, help_text="of each set; null where it is timed"
    )
    hold_s = serializers.IntegerField(source="dose.hold_s", allow_null=True, help_text="of each set; null for reps")
    per_side = serializers.BooleanField(source="dose.per_side", help_text="each side counts")
    distance_m = serializers.FloatField(allow_null=True, help_text="from the wall")
    total = serializers.IntegerField(help_text="reps, or seconds, of the whole dose")
    done = serializers.FloatField(help_text="reps, or seconds, logged today")
    complete = serializers.BooleanField()
    reason = serializers.CharField(help_text="why it is due")


class StreakSerializer(serializers.Serializer[Any]):
    """Days of practice in a row."""

    now = serializers.IntegerField()
    longest = serializers.IntegerField()


class PlannedWorkSerializer(serializers.Serializer[Any]):
    """An exercise of the next session."""

    exercise = serializers.CharField(source="exercise_id", help_text="id of the exercise")
    sets = serializers.IntegerField()
    reps = serializers.IntegerField(allow_null=True)
    duration_s = serializers.IntegerField(allow_null=True)
    load_words = serializers.CharField(help_text="which load is meant, where the programme says it")


class ComingSerializer(serializers.Serializer[Any]):
    """The programme's next session."""

    title = serializers.CharField()
    day = serializers.DateField(allow_null=True, help_text="null: no training day is planned")
    today = serializers.BooleanField()
    lines = PlannedWorkSerializer(many=True, source="items")


class TodaySerializer(serializers.Serializer[Any]):
    """What today asks for. `due` is empty while the programme is paused."""

    day = serializers.DateField(help_text="your local day")
    week = WeekSerializer(allow_null=True, help_text="null: you follow no programme")
    paused = PausedSerializer(allow_null=True)
    due = DueSerializer(many=True, source="lines")
    warm_up = DueSerializer(many=True, help_text="what opens a lower-body session, the dowel hinge first")
    streak = StreakSerializer()
    gates = GateSerializer(many=True)
    session = ComingSerializer(allow_null=True, help_text="null: no programme, paused, or no sessions in this phase")


class TodayView(APIView):
    """What today asks for."""

    conditional = True

    @extend_schema(responses=TodaySerializer)
    def get(self, request: Request) -> Response:
        """Answer with the week of the programme, the drills due and done, the warm-up, gates and the next session."""
        content = TodaySerializer(_read(person(request))).data
        tag = content_tag(content)
        return not_modified(request, tag) or Response(content, headers=tagged(tag))


def _read(user: User) -> dict[str, Any]:
    on = user.local_date(timezone.now())
    plan = read_plan(user, on=on, since=date.min)
    today = read_today(user, on=on, plan=plan, opening=True)
    return {
        "day": on,
        "week": today.week,
        "paused": today.paused,
        "lines": today.lines,
        "warm_up": today.opening,
        "streak": today.streak,
        "gates": gates.results(user, on, Rows(user, on=on, results=today.practice.results)),
        "session": next_session(plan, trained(user, plan), on=on),
    }
