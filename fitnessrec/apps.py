"""The project package is an app of its own, for its commands and pages."""

from django.apps import AppConfig


class FitnessRecConfig(AppConfig):
    """Pages and commands that read several apps."""

    name = "fitnessrec"
