"""Fields of the API that name drills and cues."""

from typing import Any

from django.db.models import Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.strict import Text
from cues.models import Cue
from drills.models import Drill
from workouts.row_fields import RowField


@extend_schema_field(OpenApiTypes.STR)
class DrillField(RowField):
    """A drill of the library or the person's own by its id; deleted ones too, which a device may not know yet."""

    missing = "There is no drill with this id. GET /api/v1/drills lists them."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Drill.objects.all(), **kwargs)

    def find(self, text: str) -> Drill | None:
        """Return the drill or None."""
        if "\0" in text:
            return None
        return Drill.objects.filter(Q(owner=None) | Q(owner=self.user()), pk=text).first()


class CuesField(serializers.ListField):
    """Cues of the library or the person's own by their ids, each once; deleted ones too."""

    child = Text(max_length=80)

    def to_internal_value(self, data: Any) -> list[str]:
        """Return the ids; refuses those of no cue."""
        slugs: list[str] = list(dict.fromkeys(super().to_internal_value(data)))
        if slugs:
            user = self.context["request"].user
            rows = Cue.objects.filter(Q(owner=None) | Q(owner=user), pk__in=slugs)
            unknown = sorted(set(slugs) - set(rows.values_list("pk", flat=True)))
            if unknown:
                raise serializers.ValidationError(f"There is no cue {unknown[0]}. GET /api/v1/cues lists them.")
        return slugs
