"""The app of cues."""

from django.apps import AppConfig


class CuesConfig(AppConfig):
    """Faults, cues and their pictures."""

    name = "cues"
