"""Drills: practice, strength accessories and mobility work, the library's and people's own."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.catalogue import Catalogue
from core.validators import between


class Level(models.TextChoices):
    """How much a drill asks for, from the first step to the last."""

    BODYWEIGHT = "bodyweight", "Bodyweight"
    LIGHT_LOAD = "light-load", "Light load"
    LOADED = "loaded", "Loaded"
    EXPLOSIVE = "explosive", "Explosive"


class DrillKind(models.TextChoices):
    """What a drill is for."""

    HINGE = "hinge", "Hinge practice"
    STRENGTH = "strength", "Strength accessory"
    MOBILITY = "mobility", "Mobility"


class DrillMeasure(models.TextChoices):
    """What is counted."""

    REPS = "reps"
    TIME = "time"


class Often(models.TextChoices):
    """How often it is meant to be done."""

    DAILY = "daily", "Daily"
    TRAINING_DAYS = "training-days", "On training days"
    AS_NEEDED = "as-needed", "When you want to"


class Equipment(models.TextChoices):
    """What a drill needs, or can be done with."""

    WALL = "wall", "Wall"
    DOWEL = "dowel", "Dowel"
    PVC_PIPE = "pvc-pipe", "PVC pipe"
    KETTLEBELL = "kettlebell", "Kettlebell"
    DUMBBELL = "dumbbell", "Dumbbell"
    BARBELL = "barbell", "Barbell"
    BAND = "band", "Band"
    ANCHOR = "anchor", "Something to fix a band to"
    BLOCKS = "blocks", "Blocks or plates"
    BENCH = "bench", "Bench"
    BOX = "box", "Box or step"
    MAT = "mat", "Mat"
    BACK_EXTENSION_BENCH = "back-extension-bench", "Back-extension bench"


class Drill(Catalogue):
    """A movement that is practised. Its dose is `sets` of `reps`, or of `hold_s` to `hold_max_s` seconds.

    `per_side` doses count each side. `distance` and `loadable` say whether a log asks for the way from the wall and
    for a load. `exercise` is the same movement as planned work. `figure` names the drawing (drills.figures).
    `dose_source` is "article" for a dose that the article gives and "ours" for one that it leaves open.
    """

    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=DrillKind, default=DrillKind.HINGE)
    level = models.CharField(max_length=10, choices=Level, default=Level.BODYWEIGHT)
    equipment = models.JSONField(default=list, blank=True)
    setup = models.TextField(max_length=2000, blank=True)
    steps = models.JSONField(default=list, blank=True)  # the execution, a sentence each
    benefit = models.TextField(max_length=2000, blank=True)
    progression = models.TextField(max_length=2000, blank=True)
    measure = models.CharField(max_length=4, choices=DrillMeasure, default=DrillMeasure.REPS)
    sets = models.PositiveSmallIntegerField(default=3, validators=between(1, 50))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 1000))
    hold_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 3600))
    hold_max_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 3600))
    per_side = models.BooleanField(default=False)
    often = models.CharField(max_length=13, choices=Often, default=Often.AS_NEEDED)
    dose_source = models.CharField(max_length=10, default="ours", editable=False)
    distance = models.BooleanField(default=False)
    loadable = models.BooleanField(default=False)
    faults = models.JSONField(default=list, blank=True)
    exercise = models.ForeignKey("workouts.Exercise", models.RESTRICT, null=True, blank=True, related_name="+")
    figure = models.CharField(max_length=40, blank=True)

    class Meta(Catalogue.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DrillKind.values), name="drill_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="drill_level_known"),
            models.CheckConstraint(condition=Q(often__in=Often.values), name="drill_often_known"),
            models.CheckConstraint(
                condition=Q(measure="reps", reps__gte=1) | Q(measure="time", hold_s__gte=1), name="drill_has_a_dose"
            ),
            models.CheckConstraint(condition=Q(sets__gte=1, sets__lte=50), name="drill_sets_possible"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of this drill."""
        return reverse("drill", args=[self.slug])
