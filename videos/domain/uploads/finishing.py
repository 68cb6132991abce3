"""The last byte is there: the upload becomes a video. A crash between any two steps loses nothing.

The bytes get a second name, in the storage; row, job and the upload's end are written in one transaction; then the
first name goes. Until that transaction an upload is open and whole, and whoever meets it finishes it: its client, who
asks how far it is, or the clock.
"""

import hashlib
import os
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.owned import Tombstone
from core.versions import hold_version
from videos.domain.intake import add_video
from videos.domain.sniff import Rejected, sniff
from videos.domain.uploads.ending import refuse
from videos.domain.uploads.incoming import remove_file
from videos.domain.uploads.place import put_in_place, take_back
from videos.domain.uploads.trouble import Ended
from videos.domain.uploads.words import new_video
from videos.models import Container, Upload, Video

TAKEN = "Another clip came in under the id of this one. Send it again as a new clip."
DELETED = "The video that this clip was for was deleted. Send it again as a new clip."


def finish(upload: Upload, fd: int) -> None:
    """Make the video of an upload whose bytes are all there; hold its file meanwhile.

    Raises Rejected where it is no clip that is taken, Ended where it ended meanwhile, DoesNotExist where it went.
    """
    try:
        container, sha256 = _look(fd, upload.length)
        name = put_in_place(upload)
        video = _store(upload, name=name, container=container, sha256=sha256)
    except Rejected as rejected:
        refuse(upload, rejected)
        raise
    except (Ended, Upload.DoesNotExist):
        take_back(upload)
        raise
    upload.state, upload.video, upload.offset = Upload.State.DONE, video, upload.length
    remove_file(upload.pk)


def _look(fd: int, size: int) -> tuple[Container, str]:
    with open(os.dup(fd), "rb") as file:
        container = sniff(file, size=size)
        file.seek(0)
        return container, hashlib.file_digest(file, "sha256").hexdigest()


def _store(upload: Upload, *, name: str, container: Container, sha256: str) -> uuid.UUID:
    """Write the video with its job and the upload's end in one transaction; return the video's id."""
    try:
        with transaction.atomic():
            hold_version(upload.owner_id)
            row = Upload.objects.select_for_update().get(pk=upload.pk)
            if row.state != Upload.State.OPEN:
                raise Ended(row)
            video, shown = new_video(row)
            if not _is_there(video, sha256):
                video.container, video.sha256, video.original.name = container, sha256, name
                add_video(video, subjects=shown)
            done = {"state": Upload.State.DONE, "video": video.pk, "offset": row.length, "expires_at": timezone.now()}
            Upload.objects.filter(pk=row.pk).update(**done)
    except IntegrityError as error:
        if not Video.objects.filter(pk=upload.about["id"]).exists():
            raise
        raise Rejected("id_taken", TAKEN) from error  # by somebody else, this moment
    if video.original.name != name:
        take_back(upload)
    return video.pk


def _is_there(video: Video, sha256: str) -> bool:
    """Tell whether the video is there already with these bytes; raises Rejected where its id is used otherwise."""
    known = Video.objects.filter(pk=video.pk).first()
    if known is not None:
        if known.owner_id == video.owner_id and known.sha256 == sha256:
            return True
        raise Rejected("id_taken", TAKEN)
    if Tombstone.objects.holds(Video, video.pk):
        raise Rejected("deleted", DELETED)
    return False
