"""The log's tables, one file each."""

from workouts.models.bodyweight import Bodyweight
from workouts.models.exercise import Exercise, ExerciseMuscle
from workouts.models.exercise_settings import ExerciseSettings
from workouts.models.session import Session
from workouts.models.session_best import SessionBest
from workouts.models.set import Set
from workouts.models.template import Template, TemplateLine

__all__ = [
    "Bodyweight",
    "Exercise",
    "ExerciseMuscle",
    "ExerciseSettings",
    "Session",
    "SessionBest",
    "Set",
    "Template",
    "TemplateLine",
]
