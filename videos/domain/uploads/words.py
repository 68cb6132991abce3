"""What is said about a clip on its way, kept as JSON until there is a video: rows by their ids."""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.owned import new_id, read_id
from videos.domain.subjects import subjects
from videos.models import Upload, Video
from workouts.models import Exercise, Set

PLAIN = ("load_kg", "trim_start_s", "trim_end_s")


def packed(values: Mapping[str, Any], *, filename: str, pk: uuid.UUID | None) -> dict[str, Any]:
    """Return what was said as JSON: the id the video gets, its file's name, and checked values with rows for ids."""
    about: dict[str, Any] = {"id": str(pk or new_id()), "filename": _one_line(filename)[:200]}
    about |= {name: values.get(name) for name in PLAIN}
    about["recorded_at"] = values["recorded_at"].isoformat()
    for name in ("set", "exercise", *(one.field for one in subjects())):
        row = values.get(name)
        about[name] = str(row.pk) if row is not None else None
    return about


def new_video(upload: Upload) -> tuple[Video, dict[str, Any]]:
    """Return the video that an upload becomes, not yet stored, and what else it shows, by field.

    Rows that went meanwhile are left out, and the clip still comes in; a set that was deleted can come back.
    """
    about, owner = upload.about, upload.owner
    video = Video(
        id=uuid.UUID(about["id"]),
        owner=owner,
        name=about["filename"],
        size=upload.length,
        recorded_at=_time(about["recorded_at"]),
        set=_set(owner, read_id(about.get("set") or "")),
        exercise=_exercise(owner, about.get("exercise")),
        **{name: about.get(name) for name in PLAIN},
    )
    shown = {one.field: one.find(owner, read_id(about.get(one.field) or "")) for one in subjects()}
    return video, {field: row for field, row in shown.items() if row is not None}


def _one_line(filename: str) -> str:
    """Return a file's name without folders, and without letters that hide or turn what follows, as forms have it."""
    return "".join(letter for letter in re.split(r"[/\\]", filename)[-1] if letter.isprintable())


def _set(owner: User, pk: uuid.UUID | None) -> Set | None:
    return Set.objects.filter(owner=owner, pk=pk).first() if pk else None


def _exercise(owner: User, slug: str | None) -> Exercise | None:
    return Exercise.objects.available_to(owner).filter(pk=slug).first() if slug else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text) if text else timezone.now()
