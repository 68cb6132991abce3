"""The baseline of the API: the answers of the first day, and the start they propose."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import check_unchanged, content_tag, not_modified, tagged
from core.strict import StrictMixin, Weekdays
from core.versions import hold_version
from drills.domain.baseline import Proposal
from drills.domain.baseline_answers import PROGRAMME, baseline_of, proposal_of, save_answers
from drills.models import Baseline
from drills.models.drill import Equipment

ASKED = ("goal", "training_days", "equipment", "clean_hinges", "deadlift_kg", "skipped")


class StartLoadSerializer(serializers.Serializer[Any]):
    """A load to begin with, and why. It is a default of ours."""

    exercise = serializers.CharField()
    load_kg = serializers.FloatField()
    reason = serializers.CharField()


class StartSerializer(serializers.Serializer[Any]):
    """Where to start, and why. All of it is a default of ours: enrol from another week if you like."""

    programme = serializers.CharField()
    week = serializers.IntegerField(min_value=1)
    reason = serializers.CharField()
    loads = StartLoadSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class BaselineSerializer(StrictMixin, serializers.ModelSerializer[Baseline]):
    """Answers, each of which may be left out, and the start they propose with self-tests, gates and log.

    `clean_hinges` counts clean ones of five; `deadlift_kg` is what you deadlift for five clean repetitions. With
    `skipped` the pages ask no more.
    """

    schema_example = {
        "goal": "strength",
        "training_days": [0, 3],
        "equipment": ["barbell", "kettlebell", "dowel"],
        "clean_hinges": 5,
        "deadlift_kg": 80,
    }

    training_days = Weekdays(required=False)
    equipment = serializers.ListField(
        child=serializers.ChoiceField(Equipment.choices), required=False, max_length=len(Equipment.choices)
    )
    start = serializers.SerializerMethodField()

    class Meta:
        model = Baseline
        fields = (*ASKED, "finished_at", "start")
        read_only_fields = ("finished_at",)

    def validate_equipment(self, kinds: list[str]) -> list[str]:
        """Return each kind once."""
        return list(dict.fromkeys(kinds))

    @extend_schema_field(StartSerializer)
    def get_start(self, row: Baseline) -> dict[str, Any]:
        """Return the proposal as of today."""
        found = proposal_of(row, on=row.owner.local_date(timezone.now()))
        return _shown(found)


def _shown(found: Proposal) -> dict[str, Any]:
    loads = [
        {"exercise": exercise, "load_kg": load.kg, "reason": load.reason} for exercise, load in found.loads.items()
    ]
    about = {"programme": PROGRAMME, "week": found.week, "reason": found.reason}
    return about | {"loads": loads, "notes": list(found.notes)}


class BaselineView(APIView):
    """Where a new athlete stands."""

    conditional = True

    @extend_schema(responses=BaselineSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the answers, blank ones where there are none, and the start they propose."""
        shown = self._read(request)
        tag = content_tag(shown)  # days, loads in the log and the profile move the start, too
        return not_modified(request, tag) or Response(shown, headers=tagged(tag))

    @extend_schema(request=BaselineSerializer, responses=BaselineSerializer)
    def put(self, request: Request) -> Response:
        """Replace the answers; what is left out goes back to blank. Self-tests are rows of their own."""
        owner = person(request)
        with transaction.atomic():
            hold_version(owner.pk)
            check_unchanged(request, content_tag(self._read(request)))
            body = BaselineSerializer(data=request.data)
            body.is_valid(raise_exception=True)
            blank = {name: Baseline._meta.get_field(name).get_default() for name in ASKED}  # type: ignore[union-attr]
            said = blank | body.validated_data
            step = baseline_of(owner).reached if said["skipped"] else None
            save_answers(owner=owner, step=step, at=timezone.now(), **said)
        shown = self._read(request)
        return Response(shown, headers=tagged(content_tag(shown)))

    def _read(self, request: Request) -> Any:
        row = baseline_of(person(request))
        row.owner = person(request)
        return BaselineSerializer(row).data
