"""`manage.py run`: the whole app in one command."""

import contextlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fitnessrec.broker import NoBroker
from fitnessrec.listener import PortRefused
from fitnessrec.lock import AlreadyRunning
from fitnessrec.supervisor import Supervisor


class Command(BaseCommand):
    """Start broker, workers and web, and keep them running until Ctrl-C."""

    help = "Start broker, workers and web, and keep them running until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--with-parent", action="store_true", help="stop when the process that called this dies")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped; a refusal is one sentence."""
        try:
            Supervisor(say=self.say, with_parent=options["with_parent"]).run()
        except (AlreadyRunning, PortRefused, NoBroker) as refusal:
            raise CommandError(str(refusal)) from refusal

    def say(self, line: str) -> None:
        """Print a line at once; nobody listening is no reason to fail."""
        with contextlib.suppress(OSError):
            self.stdout.write(line)
            self.stdout.flush()
