"""The app of the plumbing that every other app stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Jobs, versions, ranges, problems, slots and grants."""

    name = "core"
