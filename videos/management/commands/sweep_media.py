"""`manage.py sweep_media`: remove files that belong to nothing, and find videos whose files are gone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from videos.domain.sweep import sweep


class Command(BaseCommand):
    """Sweep once, now."""

    help = (
        "Remove files older than a day that no row names, and let videos say it whose files are gone. "
        "Runs by itself once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Sweep and print each finding, then the sums."""
        files = size = videos = 0  # a job that goes counts as neither
        for finding in sweep(at=timezone.now(), dry_run=dry_run):
            self.stdout.write(f"{finding.what}: {finding.said}")
            if finding.what.startswith("video "):
                videos += 1
            elif "/" in finding.what:
                files, size = files + 1, size + finding.size
        would = "would be " if dry_run else ""
        shown = filesizeformat(size).replace("\xa0", " ")
        self.stdout.write(f"{files} files ({shown}) {would}removed; {videos} videos with missing files.")
