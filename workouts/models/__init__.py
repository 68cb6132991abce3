"""The log's tables, one file each."""

from workouts.models.exercise import Exercise, ExerciseMuscle
from workouts.models.session import Session
from workouts.models.set import Set

__all__ = ["Exercise", "ExerciseMuscle", "Session", "Set"]
