"""Cues of the API: the library and own ones."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from core.catalogue_api import CatalogueViewSet, DeletingMixin
from core.problems import NotYours
from core.strict import StrictMixin, Text
from cues.domain.cues import RESERVED, change_cue, create_cue, delete_cue, restore_cue
from cues.models import Cue
from cues.models.cue import Phase
from workouts.faults import Fault
from workouts.row_fields import ExerciseField

STORED = ("text", "why", "phase", "fault", "copy_of", "picture_width", "picture_height")
OPTIONAL = ("why", "fault", "exercise")


class CueSerializer(StrictMixin, serializers.ModelSerializer[Cue]):
    """A cue. `id` is its slug; `picture` is a path on this host that takes the same credentials, null without one."""

    schema_example = {"text": "zip up the jacket", "phase": "set-up", "fault": "rounded-back"}

    id = serializers.CharField(source="slug", read_only=True)
    exercise = ExerciseField(required=False, allow_null=True, help_text="the only lift it is meant for; null for all")
    copy_of = Text(
        required=False, allow_blank=True, max_length=80, help_text="id of the library's cue that this one came from"
    )
    neutral = serializers.CharField(
        source="neutral_id",
        read_only=True,
        allow_null=True,
        help_text="id of the same cue in words for every ear, where this is coarse",
    )
    picture = serializers.SerializerMethodField()
    own = serializers.BooleanField(read_only=True, help_text="yours, and not the library's")

    class Meta:
        model = Cue
        fields = (
            "id", "text", "why", "phase", "fault", "exercise", "neutral", "copy_of", "picture", "picture_width",
            "picture_height", "own",
        )  # fmt: skip
        read_only_fields = ("id", "neutral", "picture", "picture_width", "picture_height")

    def get_picture(self, cue: Cue) -> str | None:
        """Return the path of the picture."""
        return reverse("api-cue-picture", args=[cue.slug]) if cue.picture else None

    def to_representation(self, instance: Cue) -> dict[str, Any]:
        """Show the cue; field by field, as REST framework does it, a library takes five times as long."""
        named = {"id": instance.slug, "exercise": instance.exercise_id, "neutral": instance.neutral_id}
        worked_out = {"picture": self.get_picture(instance), "own": instance.own}
        shown = named | worked_out | {name: getattr(instance, name) for name in STORED}
        return {name: shown[name] for name in self.Meta.fields}

    def validate_copy_of(self, slug: str) -> str:
        """Refuse what is no cue of the library."""
        if slug and not Cue.objects.filter(pk=slug, owner=None).exists():
            raise NotYours("copy_of", "There is no cue with this id in the library.")
        return slug

    def create(self, validated_data: dict[str, Any]) -> Cue:
        """Make an own cue, under an unused id unless the client chose one."""
        return create_cue(**validated_data)

    def update(self, instance: Cue, validated_data: dict[str, Any]) -> Cue:
        """Change an own cue; on PUT, what is left out goes back to its default, but for where it came from."""
        if not self.partial:
            blank = Cue()
            validated_data = {name: getattr(blank, name) for name in OPTIONAL} | validated_data
        return change_cue(instance, **validated_data)


class CueFilter(django_filters.FilterSet):
    """Filters of the list of cues."""

    search = django_filters.CharFilter(method="by_search", label="words of the cue or of why it helps")
    phase = django_filters.ChoiceFilter(choices=Phase.choices)
    fault = django_filters.ChoiceFilter(choices=Fault.choices)

    class Meta:
        model = Cue
        fields = ("search", "phase", "fault")

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        """Keep what the words describe."""
        return rows.search(value)


class CueViewSet(DeletingMixin, CatalogueViewSet):
    """The library and the person's own cues, which alone can be changed."""

    model = Cue
    serializer_class = CueSerializer
    filterset_class = CueFilter
    reserved = RESERVED

    def delete_row(self, row: Cue) -> None:
        """Delete the cue, and take it off its exercises."""
        delete_cue(row, at=timezone.now())

    def restore_row(self, row: Cue) -> None:
        """Take the deletion of the cue back, with the exercises that it was on."""
        restore_cue(row)
