"""`manage.py load_exercises`: bring the exercise library up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from workouts.domain.library import load_library


class Command(BaseCommand):
    """Load workouts/library/exercises.toml."""

    help = "Load the exercise library. Safe to run again; a person's edits are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        loaded = load_library()
        if loaded.added or loaded.updated:
            self.stdout.write(f"Exercise library: {loaded.added} added, {loaded.updated} updated.")
