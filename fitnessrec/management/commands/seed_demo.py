"""`manage.py seed_demo`: the demonstration's accounts, history and clips."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fitnessrec.demo.seed import seed_demo


class Command(BaseCommand):
    """Make the demonstration where there is none yet."""

    help = "Make the demo accounts with twelve weeks of history. Never with production settings."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and say so."""
        if settings.PRODUCTION:
            raise CommandError("Demo accounts have a known password: they are never made with production settings.")
        if seed_demo(on=timezone.localdate()):
            self.stdout.write("Demo accounts made, with twelve weeks of history.")
