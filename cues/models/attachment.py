"""A cue attached to an exercise."""

from typing import Self

from django.db import models
from django.db.models import Q

from core.owned import Owned, OwnedQuerySet


class CueAttachmentQuerySet(OwnedQuerySet):
    """The words for attached cues."""

    def in_order(self) -> Self:
        """Order as they are shown before a set."""
        return self.order_by("exercise", "position", "id")


class CueAttachment(Owned):
    """A cue that a person reads before each set of an exercise, at a place among the others."""

    exercise = models.ForeignKey("workouts.Exercise", models.RESTRICT, related_name="+")
    cue = models.ForeignKey("cues.Cue", models.RESTRICT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    objects = CueAttachmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "exercise", "cue"], condition=Q(deleted_at=None), name="cue_once_per_exercise"
            ),
        ]
        indexes = [models.Index(fields=["owner", "v", "id"], name="cueattachment_changes")]

    def __str__(self) -> str:
        """Name both."""
        return f"{self.cue_id} on {self.exercise_id}"
