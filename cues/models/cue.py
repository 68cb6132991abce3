"""Cues: short instructions, the library's and people's own."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.catalogue import Catalogue, CatalogueQuerySet
from core.search import with_every_word
from workouts.faults import Fault


class Phase(models.TextChoices):
    """The part of the lift that a cue is for."""

    SET_UP = "set-up", "Set-up"
    START = "start", "Start"
    DOWN = "down", "Way down"
    BOTTOM = "bottom", "Bottom"
    UP = "up", "Way up"
    TOP = "top", "Top"


class CueQuerySet(CatalogueQuerySet):
    """The words for cues."""

    def search(self, text: str) -> Self:
        """Keep those that hold every word of the text in what they say or why."""
        found: Self = with_every_word(self, text, "text", "why")
        return found


class Cue(Catalogue):
    """A short instruction for one part of the lift.

    `fault` is the fault that it works against, `exercise` the only lift it is meant for, null for all. `neutral` is
    the same instruction in words for every ear, where this one is coarse. The picture, an own cue's only, lies in the
    storage under `picture`.
    """

    text = models.CharField(max_length=80)
    why = models.CharField(max_length=400, blank=True)
    phase = models.CharField(max_length=8, choices=Phase)
    fault = models.CharField(max_length=24, choices=Fault, blank=True)
    exercise = models.ForeignKey("workouts.Exercise", models.RESTRICT, null=True, blank=True, related_name="+")
    neutral = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    picture = models.CharField(max_length=200, blank=True, editable=False)
    picture_width = models.PositiveIntegerField(null=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, editable=False)

    objects = CueQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Catalogue.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="cue_phase_known"),
            models.CheckConstraint(condition=Q(fault="") | Q(fault__in=Fault.values), name="cue_fault_known"),
        ]

    def __str__(self) -> str:
        """Return what it says."""
        return self.text

    def get_absolute_url(self) -> str:
        """Return the page of this cue."""
        return reverse("cue", args=[self.slug])
