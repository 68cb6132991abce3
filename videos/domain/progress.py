"""How far the work on videos is."""

import uuid
from collections.abc import Iterable

from core.ledger import Job
from videos.domain.rendition import RENDITION
from videos.domain.stills import STILLS
from videos.models import Status, Video

#: How much of the whole each step is: pictures are there in seconds, the rendition takes the time.
SHARES = {STILLS.name: 0.1, RENDITION.name: 0.9}


def progress_of(videos: Iterable[Video]) -> dict[uuid.UUID, float]:
    """Return the share done of each video, 0 to 1. One query, and none when nothing is going on."""
    videos = list(videos)
    shares = {video.pk: 1.0 if video.status == Status.READY else 0.0 for video in videos}
    going = [video.pk for video in videos if video.pending]
    for job in Job.objects.filter(kind__in=SHARES, subject__in=going) if going else ():
        shares[job.subject] += SHARES[job.kind] * job.progress
    return {pk: round(share, 4) for pk, share in shares.items()}
