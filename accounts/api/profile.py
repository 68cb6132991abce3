"""The person's own profile over the API: unit, time zone, step and equipment, which a client shows loads by."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.equipment import BAR_WEIGHTS, PLATE_WEIGHTS
from accounts.models import User
from accounts.requests import person
from core.conditional import CACHING
from core.strict import Number, StrictMixin, WholeMixin, WholeNumber
from core.units import Unit

MOST_PAIRS = 20


def _known(weights: Any) -> list[dict[str, Any]]:
    """Return the rule of what weighs what in JSON Schema."""
    units = [
        {"properties": {"unit": {"const": unit}, "weight": {"anyOf": [{"const": weight} for weight in of_unit]}}}
        for unit, of_unit in weights.items()
    ]
    return [{"description": "What there is, as the profile page offers it.", "anyOf": units}]


class BarSerializer(WholeMixin, serializers.Serializer[Any]):
    """A bar; `weight` is in `unit`, as it is written on the bar."""

    weights = BAR_WEIGHTS
    schema_rules = _known(BAR_WEIGHTS)
    weight = Number()
    unit = serializers.ChoiceField(choices=["kg", "lb"])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what the profile page does not offer either."""
        unit: Unit = attrs["unit"]
        if attrs["weight"] not in self.weights[unit]:
            known = ", ".join(f"{weight:g}" for weight in self.weights[unit])
            raise serializers.ValidationError({"weight": f"In {unit} there are {known}."})
        return attrs


class PlateSerializer(BarSerializer):
    """Pairs of equal plates; `weight` is in `unit`, as it is written on the plate."""

    weights = PLATE_WEIGHTS
    schema_rules = _known(PLATE_WEIGHTS)
    pairs = WholeNumber(min_value=1, max_value=MOST_PAIRS)


class ProfileSerializer(StrictMixin, serializers.ModelSerializer[User]):
    """The profile. `step_kg` null stands for the usual step of the unit; a new time zone moves no old session."""

    plates = PlateSerializer(many=True, required=False)
    bars = BarSerializer(many=True, required=False)

    class Meta:
        model = User
        fields = ("email", "name", "unit", "time_zone", "step_kg", "plates", "bars", "keep_originals")
        read_only_fields = ("email",)
        extra_kwargs = {
            "step_kg": {"min_value": 0.1, "max_value": 50},
            "keep_originals": {"help_text": "Of new clips: false keeps their web version alone."},
        }

    def validate_plates(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse a weight that is named twice."""
        return _once(rows)

    def validate_bars(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse a bar that is named twice."""
        return _once(rows)

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Store what was sent."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(validated_data))
        return instance


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len({(row["unit"], row["weight"]) for row in rows}) < len(rows):
        raise serializers.ValidationError("One of them is named twice.")
    return [dict(row) for row in rows]


class ProfileView(APIView):
    """What clients need to show loads and days as the person is used to."""

    @extend_schema(responses=ProfileSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the profile."""
        user = person(request)
        user.refresh_from_db(fields=["plates", "bars"])  # at once: a token's lookup leaves them out
        return Response(ProfileSerializer(user).data, headers=CACHING)

    @extend_schema(request=ProfileSerializer, responses=ProfileSerializer)
    def patch(self, request: Request) -> Response:
        """Change what is sent; lists of plates and bars are replaced whole."""
        serializer = ProfileSerializer(person(request), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(ProfileSerializer(serializer.save()).data)
