"""Clips of practice: which log a video shows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.utils.formats import date_format

from accounts.models import User
from drills.domain.clip_counts import recount
from drills.models import DrillClip, DrillLog
from videos.domain.subjects import Shown, Subject
from videos.models import Video


def _own_logs(owner: User) -> QuerySet[Any]:
    return DrillLog.objects.for_user(owner).select_related("drill")


def _when(log: DrillLog) -> datetime:
    return log.performed_at


def _id_of() -> Subquery:
    rows = DrillClip.objects.filter(video=OuterRef("pk"), log__deleted_at=None)
    return Subquery(rows.values("log")[:1], output_field=UUIDField())


def _link(video: Video, log: DrillLog | None) -> None:
    before = DrillClip.objects.select_related("log").filter(video=video).first()
    if log is not None:
        DrillClip.objects.update_or_create(video=video, defaults={"log": log})
    elif before:
        DrillClip.objects.filter(video=video).delete()
    if before and before.clean_reps is not None:  # what was counted in it goes where it goes
        for one in (before.log, log):
            if one is not None:
                recount(one, v=video.v)


def _describe(log: DrillLog) -> Shown:
    return Shown(f"Practice of {date_format(log.day, 'j M')}", log.drill.name, log.get_absolute_url())


def _named(videos: Collection[UUID]) -> Mapping[UUID, Shown]:
    rows = DrillClip.objects.filter(video__in=videos, log__deleted_at=None).select_related("log__drill")
    return {row.video_id: _describe(row.log) for row in rows}


PRACTICE = Subject(
    field="drill_log",
    missing="There is no practice with this id, or it is not yours.",
    rows=_own_logs,
    when=_when,
    id_of=_id_of,
    link=_link,
    describe=_describe,
    named=_named,
)
