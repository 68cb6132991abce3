"""`manage.py load_programmes`: bring the built-in programmes up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from drills.domain.programme_library import load_programmes


class Command(BaseCommand):
    """Load drills/library/programmes.toml."""

    help = "Load the built-in programmes, after the drills. Safe to run again; a person's edits are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        loaded = load_programmes()
        if loaded.added or loaded.updated:
            self.stdout.write(f"Programmes: {loaded.added} added, {loaded.updated} updated.")
