"""A person's own cues: made anew or copied from the library, changed, deleted and taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from core.catalogue import insert_own
from core.versions import next_version
from cues.models import Cue, CueAttachment

RESERVED = frozenset({"new", "attach", "attachments"})  # what is a page, and no cue
COPIED = ("text", "why", "phase", "fault", "exercise", "neutral")
GONE = ("deleted_at", "v", "updated_at")


@transaction.atomic
def create_cue(*, owner: User, slug: str | None = None, **fields: Any) -> Cue:
    """Make an own cue under an unused slug, or the one given; raises IntegrityError where it is taken."""
    version = next_version(owner.pk)  # first: two writes at once then follow one another
    cue = Cue(owner=owner, v=version, **fields)
    insert_own(cue, name=cue.text, slug=slug, reserved=RESERVED)
    return cue


@transaction.atomic
def copy_cue(source: Cue, *, owner: User, replacing: bool = False, **fields: Any) -> Cue:
    """Make an own cue of the library's, with other words where given; it may take its place on the exercises."""
    values = {name: getattr(source, name) for name in COPIED} | fields
    cue = create_cue(owner=owner, copy_of=source.slug, **values)
    if replacing:
        CueAttachment.objects.for_user(owner).filter(cue=source).update(cue=cue, v=cue.v)
    return cue


@transaction.atomic
def change_cue(cue: Cue, **fields: Any) -> Cue:
    """Change an own cue. Its slug stays, and with it every set that it was ticked off for."""
    cue.stamp()
    for name, value in fields.items():
        setattr(cue, name, value)
    cue.save(update_fields=[*fields, "v", "updated_at"])  # a picture, or a deletion, of meanwhile stays
    return cue


@transaction.atomic
def delete_cue(cue: Cue, *, at: datetime) -> Cue:
    """Delete an own cue and take it off its exercises; `restore_cue` brings back both. Sets keep what they say."""
    cue.stamp()
    cue.deleted_at = at
    cue.save(update_fields=GONE)
    CueAttachment.objects.for_user(cue.owner).filter(cue=cue).update(deleted_at=at, v=cue.v)
    return cue


@transaction.atomic
def restore_cue(cue: Cue) -> Cue:
    """Take a deletion back, with the exercises that the cue was on."""
    cue.stamp()
    at, cue.deleted_at = cue.deleted_at, None
    cue.save(update_fields=GONE)
    CueAttachment.objects.filter(owner=cue.owner, cue=cue, deleted_at=at).update(deleted_at=None, v=cue.v)
    return cue
