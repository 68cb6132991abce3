"""Cues on exercises: attach, order, detach and take back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from core.versions import next_version
from cues.models import Cue, CueAttachment
from workouts.models import Exercise


class AlreadyAttached(Exception):
    """The cue is on this exercise already."""


def attached_cues(owner: User) -> dict[str, list[Cue]]:
    """Return the cues that a person reads before a set, by exercise, in their order. One query."""
    found: dict[str, list[Cue]] = {}
    for row in attachments(owner):
        found.setdefault(row.exercise_id, []).append(row.cue)
    return found


def attachments(owner: User, **about: object) -> list[CueAttachment]:
    """Return a person's attachments with their cues, in order; `about` names an exercise or a cue. One query."""
    rows = CueAttachment.objects.for_user(owner).filter(cue__deleted_at=None, **about)
    return list(rows.select_related("cue", "exercise").in_order())


@transaction.atomic
def attach(*, owner: User, cue: Cue, exercise: Exercise) -> CueAttachment:
    """Put a cue on an exercise, after those that are there; raises AlreadyAttached."""
    return save_attachment(CueAttachment(owner=owner, cue=cue, exercise=exercise), at_end=True)


@transaction.atomic
def save_attachment(row: CueAttachment, *, at_end: bool = False) -> CueAttachment:
    """Store a new or changed attachment under the owner's next version; raises AlreadyAttached for a second one."""
    row.stamp()
    others = CueAttachment.objects.for_user(row.owner_id).filter(exercise=row.exercise_id).exclude(pk=row.pk)
    if row.deleted_at is None and others.filter(cue=row.cue_id).exists():
        raise AlreadyAttached
    if at_end:
        last = others.aggregate(last=Max("position"))["last"]
        row.position = 0 if last is None else last + 1
    row.save()
    return row


@transaction.atomic
def move(row: CueAttachment, *, by: int) -> None:
    """Move a cue up (-1) or down (1) among those of its exercise; at the end of the list it stays."""
    v = next_version(row.owner_id)
    rows = list(CueAttachment.objects.for_user(row.owner_id).filter(exercise=row.exercise_id).in_order())
    at = next(place for place, other in enumerate(rows) if other.pk == row.pk)
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    number(rows, v=v)


def number(rows: Sequence[CueAttachment], *, v: int) -> None:
    """Give rows of one exercise the places that they stand in; those that move take the version."""
    for place, row in enumerate(rows):
        if row.position != place:
            row.position, row.v = place, v
            row.save(update_fields=["position", "v", "updated_at"])


def detach(row: CueAttachment, *, at: datetime) -> CueAttachment:
    """Take a cue off an exercise; `restore_attachment` puts it back."""
    row.deleted_at = at
    return save_attachment(row)


def restore_attachment(row: CueAttachment) -> CueAttachment:
    """Put a cue back where it was; raises AlreadyAttached where it was put on the exercise anew meanwhile."""
    row.deleted_at = None
    return save_attachment(row)
