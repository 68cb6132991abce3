"""How far the work on videos is."""

import uuid
from collections.abc import Iterable

from core.ledger import Job
from videos.domain.stills import STILLS
from videos.models import Status, Video


def progress_of(videos: Iterable[Video]) -> dict[uuid.UUID, float]:
    """Return the share done of each video, 0 to 1. One query, and none when nothing is going on."""
    videos = list(videos)
    going = [video.pk for video in videos if video.pending]
    jobs = {job.subject: job for job in Job.objects.filter(kind=STILLS.name, subject__in=going)} if going else {}
    shares = {}
    for video in videos:
        if video.pending:
            shares[video.pk] = jobs[video.pk].progress if video.pk in jobs else 0.0
        else:
            shares[video.pk] = 1.0 if video.status == Status.READY else 0.0
    return shares
