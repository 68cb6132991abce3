"""Enrolments of the API: being on a programme, pausing it, coming back, repeating a phase."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import django_filters
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.conditional import check_unchanged
from core.problems import Gone, NotYours, Refused
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from core.strict import Key, Number, Weekdays, WholeNumber
from core.versions import hold_version
from drills.api.programmes import ProgrammeField
from drills.domain.enrolments import delete_enrolment, plain_loads, restore_enrolment, save_enrolment, set_days
from drills.domain.pauses import pause, resume
from drills.domain.refusal import Refusal
from drills.domain.repeating import AT_ONCE, repeat_phase
from drills.models import Enrolment, Pause, Programme
from drills.models.enrolment import PauseReason
from workouts.models import Exercise
from workouts.models.set import MAX_LOAD_KG

EARLIEST = date(1970, 1, 1)


@contextmanager
def refusing() -> Iterator[None]:
    """Answer with a problem where a rule of the programme refuses."""
    try:
        yield
    except Refusal as refusal:
        raise Refused(refusal.sentence, refusal.code, refusal.field, refusal.status) from refusal


class PauseSerializer(serializers.ModelSerializer[Pause]):
    """Days off, from `starts_on` up to, and without, `ends_on`; null while they last."""

    class Meta:
        model = Pause
        fields = ("starts_on", "ends_on", "reason")


class EnrolmentSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Enrolment]):
    """A person on a programme: on `started_on`, a local day, they were in week `start_week` of it.

    `loads` are kilograms to begin with, by exercise; `extra_weeks` the weeks by which phases were repeated, by phase.
    """

    kept = ("started_on", "training_days")
    schema_example = {"programme": "hip-hinge", "start_week": 3, "training_days": [0, 3]}

    programme = ProgrammeField()
    started_on = serializers.DateField(required=False, help_text="today where it is left out; none to come")
    training_days = Weekdays(
        required=False, help_text="0 for Monday to 6 for Sunday; the programme's own where they are left out"
    )
    loads = serializers.DictField(child=Number(min_value=0.01, max_value=MAX_LOAD_KG), required=False)
    extra_weeks = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    pauses = serializers.SerializerMethodField()

    class Meta:
        model = Enrolment
        fields = (
            "id", "programme", "started_on", "start_week", "training_days", "loads", "extra_weeks", "ended_on",
            "pauses", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("id", "created_at", "updated_at")

    @extend_schema_field(PauseSerializer(many=True))
    def get_pauses(self, row: Enrolment) -> Any:
        """Return the days off in order."""
        return PauseSerializer(row.pauses.all(), many=True).data

    def validate_programme(self, programme: Programme) -> Programme:
        """Refuse a deleted one, but where the enrolment has it already."""
        if programme.deleted_at and getattr(self.instance, "programme_id", None) != programme.pk:
            raise NotYours("programme", ProgrammeField.missing)
        return programme

    def validate_started_on(self, day: date) -> date:
        """Refuse days to come, and those that only a slip can mean."""
        if not EARLIEST <= day <= self._today():
            raise serializers.ValidationError("A programme begins today or earlier, and not before 1970.")
        return day

    def validate_loads(self, loads: dict[str, float]) -> dict[str, float]:
        """Refuse exercises that are not there."""
        known = Exercise.objects.available_to(self.context["request"].user)
        found = set(known.filter(pk__in=[slug for slug in loads if "\0" not in slug]).values_list("pk", flat=True))
        unknown = sorted(set(loads) - found)
        if unknown:
            raise serializers.ValidationError("There is no such exercise. GET /api/v1/exercises lists them.")
        return plain_loads(loads)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        stored = self.instance if self.partial else None
        started = attrs.get("started_on", getattr(self.instance, "started_on", None) or self._today())
        ended = attrs.get("ended_on", getattr(stored, "ended_on", None))
        if ended is not None and not started <= ended <= self._today():
            said = "A programme ends on a day from its first one to today."
            raise serializers.ValidationError({"ended_on": said})
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Enrolment:
        """Put the person on the programme."""
        usual = {"started_on": self._today(), "training_days": validated_data["programme"].training_days}
        with refusing():
            return save_enrolment(Enrolment(**(usual | validated_data)))

    def update(self, instance: Enrolment, validated_data: dict[str, Any]) -> Enrolment:
        """Store a changed enrolment; other training days hold from today on."""
        given = self.replaced(instance, validated_data)
        days = given.pop("training_days", None)
        for name, value in given.items():
            setattr(instance, name, value)
        if days is not None:
            set_days(instance, days, on=self._today())
        with refusing():
            return save_enrolment(instance)

    def _today(self) -> date:
        today: date = self.context["request"].user.local_date(timezone.now())
        return today


class _OnADay(serializers.Serializer[Any]):
    on = serializers.DateField(required=False, help_text="a local day, today where it is left out; none to come")

    def validate_on(self, day: date) -> date:
        """Refuse days to come."""
        if not EARLIEST <= day <= self.context["request"].user.local_date(timezone.now()):
            raise serializers.ValidationError("This is a day up to today, and not before 1970.")
        return day


class PausingSerializer(_OnADay):
    """Why, and since when."""

    reason = serializers.ChoiceField(PauseReason.choices, default=PauseReason.OTHER)


class ResumingSerializer(_OnADay):
    """The first day that counts again."""


class RepeatingSerializer(serializers.Serializer[Any]):
    """By how many weeks, and which phase: the one that ends, where it is left out."""

    weeks = WholeNumber(min_value=1, max_value=AT_ONCE, default=1)
    phase = Key(max_length=40, required=False)


class EnrolmentFilter(django_filters.FilterSet):
    """Filters of the list of enrolments."""

    programme = django_filters.CharFilter("programme_id", label="id of a programme")
    active = django_filters.BooleanFilter("ended_on", lookup_expr="isnull", label="the one that goes on, or the others")

    class Meta:
        model = Enrolment
        fields = ("programme", "active")


class EnrolmentViewSet(RestoringMixin, OwnedViewSet):
    """Enrolments, the newest first. At most one of them has no `ended_on`."""

    model = Enrolment
    serializer_class = EnrolmentSerializer
    filterset_class = EnrolmentFilter
    ordering = ("-created_at", "-id")

    @property
    def also_answers(self) -> tuple[int, ...]:
        """Say which writes a rule of the programme can refuse."""
        return (409,) if self.action in ("create", "partial_update", "restore", "pause", "repeat") else ()

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the pauses along, and the owner, whose local day counts."""
        return super().get_queryset().select_related("owner").prefetch_related("pauses")

    def delete_row(self, row: Enrolment) -> None:
        """Delete the enrolment."""
        delete_enrolment(row, at=timezone.now())

    def restore_row(self, row: Enrolment) -> None:
        """Take the deletion back."""
        with refusing():
            restore_enrolment(row)

    @extend_schema(request=PausingSerializer, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Pause the programme; one that is paused stays as it is."""
        asked = self._asked(PausingSerializer)
        on = asked.get("on") or self.viewer.local_date(timezone.now())
        return self._done(pk, lambda row: pause(row, reason=asked["reason"], on=on))

    @extend_schema(request=ResumingSerializer, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """End the pause; one that is not paused stays as it is."""
        on = self._asked(ResumingSerializer).get("on") or self.viewer.local_date(timezone.now())
        return self._done(pk, lambda row: resume(row, on=on))

    @extend_schema(request=RepeatingSerializer, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def repeat(self, request: Request, pk: str) -> Response:
        """Lengthen the phase that ends while a gate of it is not passed."""
        asked = self._asked(RepeatingSerializer)
        on = self.viewer.local_date(timezone.now())
        return self._done(pk, lambda row: repeat_phase(row, on=on, **asked))

    def _asked(self, kind: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        serializer = kind(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def _done(self, pk: str, do: Callable[[Enrolment], Enrolment]) -> Response:
        """Change the row by the app's own domain function, and show it as it is then."""
        with transaction.atomic():
            hold_version(self.viewer.pk)
            row = self.own_rows().filter(pk=pk, owner=self.viewer).first()
            if row is None:
                raise Http404
            if row.deleted_at is not None:
                raise Gone
            check_unchanged(self.request, self.tag(row))
            with refusing():
                row = do(row)
            row.refresh_from_db(fields=["v"])  # a second tap changed nothing, its version neither
        return self.answer(self.get_serializer(row))
