"""`manage.py rebuild_bests`: work the table of bests out anew from the sets."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from workouts.domain.session_bests import bests_are_stale, rebuild_bests


class Command(BaseCommand):
    """Rebuild the bests of one person or of all."""

    help = "Work the bests per session out anew from the sets: of everybody, or of one person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="whose; left out: everybody's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many rows there are."""
        owner = None
        if options["email"]:
            owner = User.objects.filter(email=options["email"].strip().lower()).first()
            if owner is None:
                raise CommandError(f"Nobody has the address {options['email']}.")
        if bests_are_stale():
            owner = None  # one person's would hide that the others' are missing
        self.stdout.write(f"Bests per session: {rebuild_bests(owner)} rows.")
