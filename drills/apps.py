"""The app of drills."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    """Drills, the programme and its gates."""

    name = "drills"
