"""`manage.py load_drills`: bring the drill library up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from drills.domain.library import load_drills


class Command(BaseCommand):
    """Load drills/library/drills.toml."""

    help = "Load the drill library, after the exercises. Safe to run again; a person's edits are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        loaded = load_drills()
        if loaded.added or loaded.updated:
            self.stdout.write(f"Drill library: {loaded.added} added, {loaded.updated} updated.")
