"""An upload ends without a video: its person gave it up, it lay idle for too long, or it is no clip."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.versions import hold_version
from videos.domain.sniff import Rejected
from videos.domain.uploads.incoming import folder_mark, path_of, remove_file
from videos.domain.uploads.place import take_back
from videos.domain.uploads.trouble import Ended
from videos.models import Upload

IDLE = timedelta(hours=24)  # how long an upload waits for its next piece
GIVEN_UP = "You ended this upload."
EXPIRED = "This upload lay idle for a day and has ended. Send the clip again."
LOST = "What had arrived of this clip is gone from the server's disk. Send it again."


def is_lost(upload: Upload) -> bool:
    """Tell whether its file is gone for good: the folder in which it was begun is there, and the file is not."""
    here = folder_mark()
    return bool(here) and here == upload.about.get("folder") and not path_of(upload.pk).exists()


def give_up(upload: Upload) -> None:
    """End an upload at its person's wish, also while a piece of it comes in; raises Ended where it has ended."""
    if not end(upload, code="given_up", reason=GIVEN_UP):
        raise Ended(Upload.objects.get(pk=upload.pk))


def refuse(upload: Upload, rejected: Rejected) -> None:
    """End an upload whose bytes are no clip that is taken."""
    end(upload, code=rejected.code, reason=rejected.reason, state=Upload.State.REFUSED)


def end(
    upload: Upload,
    *,
    code: str,
    reason: str,
    state: Upload.State = Upload.State.ENDED,
    idle_since: datetime | None = None,
) -> bool:
    """End an open upload and remove its file; tell whether this did it. With `idle_since`, only one still idle then."""
    with transaction.atomic():
        hold_version(upload.owner_id)
        rows = Upload.objects.filter(pk=upload.pk, state=Upload.State.OPEN)
        if idle_since is not None:
            rows = rows.filter(expires_at__lte=idle_since)
        if not rows.update(state=state, code=code, reason=reason, expires_at=timezone.now()):
            return False
    upload.state, upload.code, upload.reason = state, code, reason
    remove_file(upload.pk)
    take_back(upload)
    return True
