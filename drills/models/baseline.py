"""Where a new athlete stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.validators import between


class Goal(models.TextChoices):
    """What somebody trains for."""

    STRENGTH = "strength", "Strength"
    POWER = "power", "Jumping, sprinting, throwing"
    GENERAL = "general", "Everyday life"


class Baseline(models.Model):
    """A person's answers of the first day; its self-tests are rows of their own.

    `clean_hinges` says how many of five bodyweight hinges were clean, `deadlift_kg` what they deadlift for five clean
    reps, null for never. `reached` counts the steps that were answered or passed over, so that who comes back goes on
    there. `skipped` means that they do not want to be asked again.
    """

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    goal = models.CharField(max_length=8, choices=Goal, default=Goal.GENERAL)
    training_days = models.JSONField(default=list, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    clean_hinges = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 5))
    deadlift_kg = models.FloatField(null=True, blank=True, validators=between(0, 500))
    reached = models.PositiveSmallIntegerField(default=0, editable=False)
    skipped = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(goal__in=Goal.values), name="baseline_goal_known"),
            models.CheckConstraint(
                condition=Q(clean_hinges=None) | Q(clean_hinges__lte=5), name="baseline_hinges_possible"
            ),
        ]

    def __str__(self) -> str:
        """Name the goal."""
        return f"baseline for {self.goal}"
