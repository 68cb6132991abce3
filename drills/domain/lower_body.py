"""Which exercises make a session one for the lower body, so that it opens with the hinge drills."""

from typing import Any

from django.db.models import Q

from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import Muscle, Pattern

PATTERNS = (Pattern.HINGE, Pattern.SQUAT, Pattern.LUNGE, Pattern.JUMP)
MUSCLES = (Muscle.GLUTES, Muscle.HAMSTRINGS, Muscle.QUADS, Muscle.ADDUCTORS, Muscle.ERECTORS, Muscle.CALVES)
TRAINS_IT = Q(muscles__muscle__in=MUSCLES, muscles__role=ExerciseMuscle.Role.PRIMARY)


def lower_body_slugs(owner: Any) -> set[str]:
    """Return the slugs of all exercises for the lower body that a person can choose. One query.

    Their pattern says so, or a muscle that they train above all.
    """
    rows = Exercise.objects.available_to(owner).filter(Q(pattern__in=PATTERNS) | TRAINS_IT)
    return set(rows.values_list("slug", flat=True))
