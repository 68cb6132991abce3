"""Who besides its owner watched a video or took its file: noted when it happens, for the owner to read."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from videos.models import Video, Viewing

log = logging.getLogger(__name__)

ONE_VISIT = timedelta(minutes=30)  # what comes after a longer silence counts as another time
NOTED_AGAIN_AFTER = timedelta(minutes=1)  # the many requests of one player write once a minute at most


def note_viewing(video: Video, *, by: User, what: str, at: datetime | None = None) -> None:
    """Note that somebody else than its owner opened a video. A failure to write keeps nobody from watching."""
    if by.pk == video.owner_id:
        return
    now = at or timezone.now()
    try:
        known = Viewing.objects.filter(video=video, viewer=by, what=what).first()
        if known is None or now - known.last_at >= NOTED_AGAIN_AFTER:
            _write(video, by, what, now)
    except DatabaseError:
        log.exception("it could not be noted that %s %s video %s", by.pk, what, video.pk)


def viewings_of(video: Video) -> "QuerySet[Viewing]":
    """Return who saw a video, the latest first."""
    return video.viewings.select_related("viewer").order_by("-last_at", "-id")


def viewings_for(owner: User) -> "QuerySet[Viewing]":
    """Return who saw any video of a person's."""
    rows = Viewing.objects.filter(video__owner=owner)
    return rows.select_related("viewer", "video__set__exercise", "video__exercise")


@transaction.atomic
def _write(video: Video, by: User, what: str, now: datetime) -> None:
    # The row's lock lets two first requests of one player make one row.
    if not Video.objects.select_for_update().filter(pk=video.pk).values_list("pk").first():
        return
    rows = Viewing.objects.filter(video=video, viewer=by, what=what)
    known = rows.first()
    if known is None:
        about: dict[str, Any] = {"first_at": now, "last_at": now, "viewer_name": str(by)}
        Viewing.objects.create(video=video, viewer=by, what=what, **about)
        return
    again = now - known.last_at > ONE_VISIT
    rows.filter(pk=known.pk).update(last_at=now, times=F("times") + (1 if again else 0), viewer_name=str(by))
