"""Gates of the API: how they stand, and opening one by hand."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import person
from core.conditional import check_unchanged, content_tag, not_modified, tagged
from core.strict import Text
from core.versions import hold_version
from drills import access, gates
from drills.domain import gates as domain
from drills.models import GateOverride


class GateOverrideSerializer(serializers.ModelSerializer[GateOverride]):
    """A gate that was opened by hand: by whom, when and why. Withdrawn, it is deleted."""

    by = serializers.SerializerMethodField()

    class Meta:
        model = GateOverride
        fields = ("id", "gate", "by", "reason", "created_at")
        read_only_fields = ("id", "gate", "reason", "created_at")

    @extend_schema_field(serializers.ChoiceField(["athlete", "coach"]))
    def get_by(self, row: GateOverride) -> str:
        """Return who opened it: athlete or coach."""
        return "athlete" if row.by_id == row.owner_id else "coach"


class OverrideReasonSerializer(serializers.Serializer[Any]):
    """Why a gate is opened by hand."""

    schema_example = {"reason": "Pulled with clean form for years; my coach has seen it."}

    reason = Text(max_length=1000)


class GateGuardSerializer(serializers.Serializer[Any]):
    """An exercise that the gate advises to leave for later, above a load; null: at any load."""

    exercise = serializers.CharField()
    above_kg = serializers.FloatField(allow_null=True)


class GateSerializer(serializers.Serializer[Any]):
    """A gate as it stands for you. It advises; nothing is refused because of it."""

    id = serializers.CharField()
    title = serializers.CharField()
    passed = serializers.BooleanField()
    progress = serializers.FloatField(min_value=0, max_value=1)
    reason = serializers.CharField(help_text="a sentence: what it stands on")
    source = serializers.ChoiceField(list(gates.SOURCES), help_text="where the numbers come from")  # type: ignore[assignment]
    passed_on = serializers.DateField(allow_null=True, help_text="the local day since which it is passed")
    override = GateOverrideSerializer(allow_null=True)
    open = serializers.BooleanField(help_text="passed, or opened by hand")
    guards = GateGuardSerializer(many=True)


class GatesSerializer(serializers.Serializer[Any]):
    """All gates."""

    results = GateSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="null: there are no more pages")
    previous = serializers.URLField(allow_null=True, help_text="null: this is the first page")


class GatesView(APIView):
    """What to have shown before heavier work opens."""

    conditional = True

    @extend_schema(operation_id="gates_list", summary="List gates", responses=GatesSerializer)
    def get(self, request: Request) -> Response:
        """Return how your gates stand today."""
        user = person(request)
        found = domain.results(user, _today(user))
        return _answer(request, GatesSerializer({"results": found, "next": None, "previous": None}).data)


class GateView(APIView):
    """One of them."""

    conditional = True

    @extend_schema(operation_id="gates_retrieve", summary="Read a gate", responses=GateSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Return how a gate stands today."""
        user, gate = person(request), access.gate_read(slug)
        return _answer(request, GateSerializer(gates.evaluate(gate.id, user, on=_today(user))).data)


class GateOverrideView(APIView):
    """A gate opened by hand."""

    conditional = True

    @extend_schema(
        summary="Open a gate by hand, with a reason",
        request=OverrideReasonSerializer,
        responses={200: GateOverrideSerializer, 201: GateOverrideSerializer},
    )
    def put(self, request: Request, slug: str) -> Response:
        """Open your gate with a reason, which is kept; the same again changes nothing."""
        user, gate = person(request), access.gate_read(slug)
        body = OverrideReasonSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        with transaction.atomic():
            hold_version(user.pk)
            held = GateOverride.objects.for_user(user).filter(gate=gate.id).first()
            check_unchanged(request, _tag(held) if held else None)
            row = domain.override(owner=user, gate=gate.id, by=user, at=timezone.now(), **body.validated_data)
        status = 200 if held else 201
        return Response(GateOverrideSerializer(row).data, status=status, headers=tagged(_tag(row)))

    @extend_schema(summary="Withdraw what opened a gate by hand", responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        """Withdraw it: the gate speaks again, and what was said stays in its history."""
        user, gate = person(request), access.gate_read(slug)
        with transaction.atomic():
            hold_version(user.pk)
            row = access.override_of(user, gate.id)
            check_unchanged(request, _tag(row))
            domain.withdraw(row, at=timezone.now())
        return Response(status=204, headers={"ETag": _tag(row)})


def _tag(row: GateOverride) -> str:
    return f'"{row.v}"'


def _today(user: User) -> Any:
    return user.local_date(timezone.now())


def _answer(request: Request, content: Any) -> Response:
    tag = content_tag(content)
    return not_modified(request, tag) or Response(content, headers=tagged(tag))
