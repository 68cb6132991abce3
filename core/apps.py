"""The app of the plumbing that every other app stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Jobs, versions, ranges, problems, slots and grants."""

    name = "core"

    def ready(self) -> None:
        """Have results of older versions made anew."""
        from core import jobs, ticks  # noqa: PLC0415 -- apps are loaded only now

        ticks.register(jobs.renew_outdated)
