"""The app of coaching."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Coach links, reviews and the queue."""

    name = "coaching"
