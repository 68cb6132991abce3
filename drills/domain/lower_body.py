"""Which exercises make a session one for the lower body, so that it opens with the hinge drills."""

from typing import Any

from django.db.models import Q

from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import Muscle, Pattern

PATTERNS = (Pattern.HINGE, Pattern.SQUAT, Pattern.LUNGE, Pattern.JUMP)
MUSCLES = (Muscle.GLUTES, Muscle.HAMSTRINGS, Muscle.QUADS, Muscle.ADDUCTORS, Muscle.ERECTORS, Muscle.CALVES)
TRAINS_IT = Q(muscles__muscle__in=MUSCLES, muscles__role=ExerciseMuscle.Role.PRIMARY)


def is_lower_body(exercise: Exercise) -> bool:
    """Tell whether an exercise works the lower body, by its pattern or by a muscle that it trains above all."""
    if exercise.pattern in PATTERNS:
        return True
    primary = ExerciseMuscle.Role.PRIMARY
    return any(row.muscle in MUSCLES and row.role == primary for row in exercise.muscles.all())


def lower_body_slugs(owner: Any) -> set[str]:
    """Return the slugs of all exercises for the lower body that a person can choose. One query."""
    rows = Exercise.objects.available_to(owner).filter(Q(pattern__in=PATTERNS) | TRAINS_IT)
    return set(rows.values_list("slug", flat=True))
