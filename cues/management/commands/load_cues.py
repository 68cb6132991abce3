"""`manage.py load_cues`: bring the library of cues up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from cues.domain.library import load_library


class Command(BaseCommand):
    """Load cues/library/cues.toml."""

    help = "Load the library of cues. Safe to run again; a person's edits are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        loaded = load_library()
        if loaded.added or loaded.updated:
            self.stdout.write(f"Library of cues: {loaded.added} added, {loaded.updated} updated.")
