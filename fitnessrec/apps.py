"""The project package is an app of its own, for its commands and pages."""

from django.apps import AppConfig


class FitnessRecConfig(AppConfig):
    """Pages and commands that read several apps."""

    name = "fitnessrec"

    def ready(self) -> None:
        """Make Learn's places in other pages known."""
        from core import slots  # noqa: PLC0415 -- apps are loaded only now
        from fitnessrec.learn import slots as learn  # noqa: PLC0415 -- apps are loaded only now

        slots.register("today.card", learn.today_card, order=500)
        slots.register("exercise.below", learn.lift_card, order=200)
        slots.register("drill.below", learn.drill_card, order=200)
        slots.register("fault.figure", learn.fault_figure)
        slots.register("fault.below", learn.fault_card, order=200)
        slots.register("cue.below", learn.cue_card, order=200)
