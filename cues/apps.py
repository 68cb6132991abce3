"""The app of cues."""

from django.apps import AppConfig


class CuesConfig(AppConfig):
    """Faults, cues and their pictures."""

    name = "cues"

    def ready(self) -> None:
        """Give everybody who joins the cues that stand on a lift from the start."""
        from accounts import newcomers  # noqa: PLC0415 -- apps are loaded only now
        from core import slots  # noqa: PLC0415 -- apps are loaded only now
        from cues import slots as pages  # noqa: PLC0415 -- apps are loaded only now
        from cues.domain.defaults import attach_for  # noqa: PLC0415 -- apps are loaded only now
        from cues.domain.following import follow_changed_sets  # noqa: PLC0415 -- apps are loaded only now
        from workouts.domain import followers  # noqa: PLC0415 -- apps are loaded only now

        newcomers.register(attach_for)
        followers.register(follow_changed_sets, there_or_not=True)
        slots.register("session.before_set", pages.before_set, order=20)
        slots.register("session.data", pages.cue_data)
        slots.register("exercise.below", pages.exercise_cues, order=50)
        slots.register("set.below", pages.set_cues, order=50)
