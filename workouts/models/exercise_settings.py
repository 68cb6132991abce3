"""What a person set for one exercise."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.validators import between
from workouts.models.exercise import MAX_REST_S

MAX_STEP_KG = 50


class ExerciseSettings(models.Model):
    """One person's own rest and step for one exercise; null leaves the exercise's rest and the profile's step."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    exercise = models.ForeignKey("workouts.Exercise", models.CASCADE, related_name="+")
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, MAX_REST_S))
    step_kg = models.FloatField(null=True, blank=True, validators=between(0.1, MAX_STEP_KG))
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write

    class Meta:
        indexes = [models.Index(fields=["owner", "v", "exercise"], name="settings_changes")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "exercise"], name="settings_once_per_exercise"),
            models.CheckConstraint(condition=Q(rest_s=None) | Q(rest_s__lte=MAX_REST_S), name="settings_rest_possible"),
            models.CheckConstraint(
                condition=Q(step_kg=None) | Q(step_kg__gt=0, step_kg__lte=MAX_STEP_KG), name="settings_step_possible"
            ),
        ]

    def __str__(self) -> str:
        """Name the exercise."""
        return f"settings of {self.exercise_id}"
