"""A person's own rest and step for an exercise."""

from django.db import transaction

from accounts.models import User
from core.versions import next_version
from workouts.models import Exercise, ExerciseSettings


def settings_of(owner: User, exercise: Exercise) -> ExerciseSettings:
    """Return what the person set for an exercise; where that is nothing, empty settings that are not stored."""
    found = ExerciseSettings.objects.filter(owner=owner, exercise=exercise).first()
    return found or ExerciseSettings(owner=owner, exercise=exercise)


@transaction.atomic
def save_settings(*, owner: User, exercise: Exercise, rest_s: int | None, step_kg: float | None) -> int:
    """Store own settings, None for the exercise's rest or the profile's step; return the version of this write."""
    version = next_version(owner.pk)  # first: two writes at once then follow one another
    step_kg = None if step_kg is None else round(step_kg, 3)
    values = {"rest_s": rest_s, "step_kg": step_kg, "v": version}
    ExerciseSettings.objects.update_or_create(owner=owner, exercise=exercise, defaults=values)
    return version
