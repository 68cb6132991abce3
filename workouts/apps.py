"""The app of the training log."""

from django.apps import AppConfig

TABS = (
    ("progress", "Exercise"),
    ("progress-muscles", "Muscles"),
    ("progress-chain", "Posterior chain"),
    ("bodyweight", "Body weight"),
)


class WorkoutsConfig(AppConfig):
    """Exercises, sessions, sets and progression."""

    name = "workouts"

    def ready(self) -> None:
        """Make the app's places in other pages known."""
        from core import slots, tabs  # noqa: PLC0415 -- apps are loaded only now
        from workouts import slots as pages  # noqa: PLC0415 -- apps are loaded only now

        slots.register("today.card", pages.next_session_card, order=100)
        slots.register("today.card", pages.last_session_card, order=150)
        slots.register("today.card", pages.strength_card, order=200)
        for place, (name, said) in enumerate(TABS):
            tabs.register("progress", name, said, order=10 * place)
