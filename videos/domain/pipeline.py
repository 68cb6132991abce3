"""What the steps of the work on a video share: how it fails, starts again, and that what is shown stays shown."""

import logging
import uuid
from collections.abc import Sequence
from typing import Any

from core.versions import next_version
from videos.models import Status, Video

log = logging.getLogger(__name__)


def locked(subject: uuid.UUID) -> Video | None:
    """Return the video for a change, stamped with its owner's next version; None where it is gone."""
    owner = Video.objects.filter(pk=subject).values_list("owner", flat=True).first()
    if owner is None:
        return None
    version = next_version(owner)
    video = Video.objects.select_for_update().filter(pk=subject).first()
    if video:
        video.v = version
    return video


def work_failed(subject: uuid.UUID, reason: str) -> None:
    """Let the video say why it is not there; its files stay, and a video that is ready stays as it is."""
    video = locked(subject)
    if video is None:
        return
    if video.status == Status.READY:
        log.warning("work on video %s failed, what it had before is still shown: %s", subject, reason)
        return
    video.status, video.reason = Status.FAILED, reason
    video.save(update_fields=("status", "reason", "v", "updated_at"))


def work_retried(subject: uuid.UUID) -> None:
    """Let a failed video say that the work on it goes on."""
    video = locked(subject)
    if video is None or video.status != Status.FAILED:
        return
    video.status, video.reason = (Status.PROCESSING if video.poster else Status.UPLOADED), ""
    video.save(update_fields=("status", "reason", "v", "updated_at"))


def still_there(subject: uuid.UUID) -> bool:
    """Tell whether the video exists."""
    return Video.objects.filter(pk=subject).exists()


def links(subjects: Sequence[uuid.UUID], user: Any) -> dict[uuid.UUID, str]:
    """Return the pages of those videos that a user may open."""
    return {video.pk: video.get_absolute_url() for video in Video.objects.visible_to(user).filter(pk__in=subjects)}
