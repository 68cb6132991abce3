"""An upload begins: everything that can be known is checked before the first byte."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.disk import is_full
from core.owned import Tombstone
from core.versions import hold_version
from videos.domain.quota import DISK_FULL, check_disk, check_room, check_size, still_to_come
from videos.domain.sniff import Rejected
from videos.domain.uploads.ending import IDLE
from videos.domain.uploads.incoming import make_file, remove_file
from videos.domain.uploads.trouble import IdTaken
from videos.models import Upload, Video
from videos.models.upload import upload_id


def begin(*, owner: User, length: int, metadata: str, about: dict[str, Any]) -> Upload:
    """Make room for a clip of `length` bytes and return its upload; raises Rejected and IdTaken.

    Whoever asks a second time with the same id and length gets the upload of the first time: the answer was lost on
    the way. What is said about the clip the second time holds.
    """
    check_size(length)
    with transaction.atomic():
        hold_version(owner.pk)
        known = _asked_before(owner, length, about["id"])
        if known is not None:
            if known.state == Upload.State.OPEN:
                about = about | {"folder": known.about.get("folder", "")}
                known.about, known.metadata, known.expires_at = about, metadata, timezone.now() + IDLE
                known.save(update_fields=("about", "metadata", "expires_at"))
            return known
        check_room(owner, length)
        check_disk(length + still_to_come())
        return _new(owner=owner, length=length, metadata=metadata, about=about)


def _asked_before(owner: User, length: int, pk: str) -> Upload | None:
    """Return the upload that has this id for its video already, None where the id is free."""
    mine = Upload.objects.filter(owner=owner, length=length)
    done = mine.filter(state=Upload.State.DONE, video=pk).first()
    if done is not None and Video.objects.filter(pk=pk, owner=owner).exists():
        return done
    if Video.objects.filter(pk=pk).exists():
        raise IdTaken
    if Tombstone.objects.holds(Video, uuid.UUID(pk)):
        raise IdTaken(deleted=True)
    coming = Upload.objects.filter(state=Upload.State.OPEN, about__id=pk).first()
    if coming is not None and (coming.owner_id != owner.pk or coming.length != length):
        raise IdTaken
    return coming


def _new(**values: Any) -> Upload:
    upload = Upload(id=upload_id(), expires_at=timezone.now() + IDLE, **values)
    try:
        upload.about = upload.about | {"folder": make_file(upload.pk)}
    except OSError as error:
        if is_full(error):
            raise Rejected("disk_full", DISK_FULL) from error
        raise
    try:
        upload.save(force_insert=True)
    except BaseException:
        remove_file(upload.pk)
        raise
    return upload
