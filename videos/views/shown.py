"""What pages note on videos before they show them."""

from datetime import timedelta

from django.utils import timezone

from videos.domain.progress import progress_of
from videos.domain.subjects import name_subjects
from videos.models import Video

PATIENCE = timedelta(minutes=1)  # work that takes longer is asked for less often


def with_progress(rows: list[Video]) -> list[Video]:
    """Note on each video how far the work on it is, 0 to 1, how often a page may ask for that, and what it shows."""
    shares, now = progress_of(rows), timezone.now()
    name_subjects(rows)
    for row in rows:
        row.progress = shares[row.pk]  # type: ignore[attr-defined]
        row.ask_every = "1s" if now - row.created_at < PATIENCE else "5s"  # type: ignore[attr-defined]
    return rows
