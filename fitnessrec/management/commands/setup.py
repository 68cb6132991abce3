"""`manage.py setup`: database, exercise library, demo data and static files."""

from typing import Any

from django.core.management.base import BaseCommand

from fitnessrec.preparation import prepare


class Command(BaseCommand):
    """Bring database, exercise library, demo data and static files up to date."""

    help = "Bring database, exercise library, demo data and static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is not done yet."""
        prepare(self.stdout.write)
