"""Exercises: the library and people's own."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.search import with_every_word

MAX_REST_S = 3600


class Pattern(models.TextChoices):
    """What the body does."""

    HINGE = "hinge"
    SQUAT = "squat"
    LUNGE = "lunge"
    PUSH = "push"
    PULL = "pull"
    CARRY = "carry"
    CORE = "core"
    JUMP = "jump"
    ISOLATION = "isolation"


class Equipment(models.TextChoices):
    """What it is done with."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    MACHINE = "machine"
    CABLE = "cable"
    BAND = "band"
    BODYWEIGHT = "bodyweight"
    BOX = "box"


class LoadKind(models.TextChoices):
    """What a load means: a weight that is lifted, weight added to one's own (negative: assistance), or nothing."""

    EXTERNAL = "external", "a weight is lifted"
    BODYWEIGHT = "bodyweight", "own weight, more can be added"
    NONE = "none", "no load"


class Measure(models.TextChoices):
    """What is counted."""

    REPS = "reps"
    TIME = "time"
    DISTANCE = "distance"


class Muscle(models.TextChoices):
    """Muscle groups, as volume is counted by."""

    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    ERECTORS = "erectors"
    ADDUCTORS = "adductors"
    QUADS = "quads"
    CALVES = "calves"
    ABS = "abs"
    OBLIQUES = "obliques"
    LATS = "lats"
    UPPER_BACK = "upper-back", "Upper back"
    TRAPS = "traps"
    CHEST = "chest"
    SHOULDERS = "shoulders"
    TRICEPS = "triceps"
    BICEPS = "biceps"
    FOREARMS = "forearms"
    HIP_FLEXORS = "hip-flexors", "Hip flexors"


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """The words for exercises."""

    def available_to(self, user: Any) -> Self:
        """Keep the library and the person's own exercises."""
        return self.filter(Q(owner=None) | Q(owner=user))

    def search(self, text: str) -> Self:
        """Keep those whose name or other names contain every word of the text."""
        found: Self = with_every_word(self, text, "name", "search_text")
        return found


class Exercise(models.Model):
    """A movement that sets are logged for. The slug is its id everywhere and never changes."""

    slug = models.SlugField(primary_key=True, max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)
    search_text = models.TextField(blank=True, editable=False)
    pattern = models.CharField(max_length=12, choices=Pattern)
    equipment = models.CharField(max_length=12, choices=Equipment)
    load = models.CharField(max_length=12, choices=LoadKind, default=LoadKind.EXTERNAL)
    measure = models.CharField(max_length=10, choices=Measure, default=Measure.REPS)
    unilateral = models.BooleanField(default=False)
    rest_s = models.PositiveSmallIntegerField(default=120)
    summary = models.CharField(max_length=160, blank=True)
    seed = models.JSONField(null=True, editable=False)  # what the library said last; shows what a person edited
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write; 0: library

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "v", "slug"], name="exercise_changes")]
        constraints = [
            models.CheckConstraint(condition=Q(pattern__in=Pattern.values), name="exercise_pattern_known"),
            models.CheckConstraint(condition=Q(equipment__in=Equipment.values), name="exercise_equipment_known"),
            models.CheckConstraint(condition=Q(load__in=LoadKind.values), name="exercise_load_known"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="exercise_measure_known"),
            models.CheckConstraint(condition=Q(rest_s__lte=MAX_REST_S), name="exercise_rest_within_an_hour"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of this exercise."""
        return reverse("exercise", args=[self.slug])


class ExerciseMuscle(models.Model):
    """A muscle that an exercise trains: primary counts as one hard set, secondary as half."""

    class Role(models.TextChoices):
        """How much of the work it does."""

        PRIMARY = "primary"
        SECONDARY = "secondary"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="muscles")
    muscle = models.CharField(max_length=12, choices=Muscle)
    role = models.CharField(max_length=9, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "muscle"], name="muscle_once_per_exercise"),
            models.CheckConstraint(condition=Q(muscle__in=Muscle.values), name="muscle_known"),
            models.CheckConstraint(condition=Q(role__in=["primary", "secondary"]), name="muscle_role_known"),
        ]

    def __str__(self) -> str:
        """Name the muscle."""
        return self.muscle
