"""What a clip can show beside a set or an exercise: rows of apps further right, such as practice.

An app registers a subject in its `ready()`; it holds the links. A clip is linked in the transaction that stamps it, so
its version says whether what it shows has changed, and whoever deletes such a row or brings it back stamps its clips.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery

from accounts.models import User
from videos.models import Video, VideoQuerySet


@dataclass(frozen=True)
class Shown:
    """What a clip shows, for pages: `noun` is what such rows are called."""

    noun: str
    title: str
    url: str

    def __str__(self) -> str:
        """Return the title."""
        return self.title


@dataclass(frozen=True)
class Subject:
    """Rows that a clip can show. `field` is their name in JSON and forms, `missing` what an unknown id is told.

    `rows` are the person's own ones; `when` says when one was done; `id_of` is the id of the one that a clip shows, as
    a part of a query of videos; `link` keeps or, with None, drops the link; `describe` says in words what a row is,
    and `named` what the rows that clips show are.
    """

    field: str
    missing: str
    rows: Callable[[User], QuerySet[Any]]
    when: Callable[[Any], datetime]
    id_of: Callable[[], Subquery]
    link: Callable[[Video, Any], None]
    describe: Callable[[Any], Shown]
    named: Callable[[Collection[UUID]], Mapping[UUID, Shown]]

    def find(self, user: User, pk: UUID | None) -> Any:
        """Return the person's row under this id, or None."""
        return self.rows(user).filter(pk=pk).first() if pk else None


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Let clips show such rows; called from an app's `ready()`."""
    _subjects[subject.field] = subject


def unregister(field: str) -> None:
    """Take a subject out again."""
    del _subjects[field]


def subjects() -> list[Subject]:
    """Return what clips can show beside sets and exercises."""
    return list(_subjects.values())


def subject(field: str) -> Subject | None:
    """Return the subject of this name, None where there is none."""
    return _subjects.get(field)


def with_subjects(rows: VideoQuerySet) -> VideoQuerySet:
    """Read along which row of each subject a clip shows."""
    found: VideoQuerySet = rows.annotate(**{_column(one.field): one.id_of() for one in subjects()})
    return found


def subject_id(video: Video, field: str) -> UUID | None:
    """Return the row of a subject that a clip shows; no query where it was read along."""
    column = _column(field)
    if column not in video.__dict__:
        found = with_subjects(Video.objects.filter(pk=video.pk)).values(*(_column(one.field) for one in subjects()))
        video.__dict__.update(found.first() or {column: None})
    known: UUID | None = video.__dict__[column]
    return known


def link_subjects(video: Video, given: Mapping[str, Any]) -> None:
    """Keep what a clip shows, by field; None drops a link. Call it in the transaction that stamps the clip."""
    for field, row in given.items():
        _subjects[field].link(video, row)
        video.__dict__[_column(field)] = row.pk if row else None


def name_subjects(videos: Sequence[Video]) -> None:
    """Note on clips without a set what else they show, for pages. One query a subject at most."""
    bare = {video.pk: video for video in videos if video.live_set is None}
    for one in subjects() if bare else ():
        for pk, shown in one.named(bare.keys()).items():
            bare[pk].subject = shown


def _column(field: str) -> str:
    return f"{field}_shown"
