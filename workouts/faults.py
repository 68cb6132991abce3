"""Codes of technique faults, the only word for them across app, API and analysis."""

from django.db import models


class Fault(models.TextChoices):
    """What can go wrong in a hinge; `cues` holds text, fixes and links for each."""

    ROUNDED_BACK = "rounded-back", "Back rounds"
    SQUATTING = "squatting", "Squatted"
    WEIGHT_ON_TOES = "weight-on-toes", "Weight on toes"
    SOFT_LOCKOUT = "soft-lockout", "Soft lockout"
    HYPEREXTENDED_LOCKOUT = "hyperextended-lockout", "Leans back at the top"
    HIPS_RISE_FIRST = "hips-rise-first", "Hips rise first"
    BAR_DRIFT = "bar-drift", "Bar drifts away"


class Felt(models.TextChoices):
    """Where a set was felt."""

    HAMSTRINGS = "hamstrings", "Hamstrings"
    GLUTES = "glutes", "Glutes"
    QUADS = "quads", "Quads"
    LOWER_BACK = "lower-back", "Lower back"
