"""Once a minute: uploads that lie idle end, those that only wait to be finished are, and leftovers go."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models import F

from videos.domain.sniff import Rejected
from videos.domain.uploads.ending import EXPIRED, IDLE, end, is_lost
from videos.domain.uploads.incoming import SUFFIX, path_of
from videos.domain.uploads.trouble import Ended
from videos.domain.uploads.writing import look
from videos.models import Upload

log = logging.getLogger(__name__)
_busy = threading.Lock()

LEFT_BEHIND = timedelta(minutes=2)  # whole, and nobody finished it: its request died at the end
REMEMBERED = timedelta(days=7)  # how long an ended upload still says how it ended
STRAY = timedelta(hours=1)  # a file without an upload: the row is written right after the file


def tidy(at: datetime) -> None:
    """Do what is due at this time; safe to run twice at once."""
    open_ones = Upload.objects.filter(state=Upload.State.OPEN).select_related("owner")
    whole = open_ones.filter(offset=F("length"), expires_at__lte=at + IDLE - LEFT_BEHIND)
    here = [upload for upload in whole if path_of(upload.pk).exists()]  # others may lie on another machine
    if here:
        aside(partial(_finish_all, here))
    for upload in open_ones.filter(expires_at__lte=at):
        if upload.offset < upload.length or is_lost(upload):  # a whole one waits for us, not we for it
            end(upload, code="expired", reason=EXPIRED, idle_since=at)
    Upload.objects.exclude(state=Upload.State.OPEN).filter(expires_at__lte=at - REMEMBERED).delete()
    _remove_strays(at)


def aside(work: Callable[[], None]) -> None:
    """Do it in a thread of its own, one at a time: whole clips are read and copied, and the reaper goes on meanwhile.

    No job of the ledger: its worker may run on another machine. A thread that dies loses nothing, as above.
    """

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()
            _busy.release()

    if _busy.acquire(blocking=False):
        threading.Thread(target=run, name="finishing uploads", daemon=True).start()


def _finish_all(uploads: list[Upload]) -> None:
    for upload in uploads:
        _finish(upload)


def _finish(upload: Upload) -> None:
    try:
        look(upload)
    except (Ended, Rejected, Upload.DoesNotExist):
        pass  # its row says why, or went with its account
    except Exception:
        log.exception("an upload is whole and could not be finished; it is tried again in a minute")


def _remove_strays(at: datetime) -> None:
    """Remove files of which no open upload knows: what wrote them died at a bad moment."""
    folder = Path(settings.INCOMING_DIR)
    if not folder.is_dir():
        return
    before = (at - STRAY).timestamp()
    with os.scandir(folder) as entries:
        old = {entry.name.removesuffix(SUFFIX) for entry in entries if _is_old(entry, before)}
    if old:
        old -= set(Upload.objects.filter(pk__in=old, state=Upload.State.OPEN).values_list("pk", flat=True))
    for name in old:
        path_of(name).unlink(missing_ok=True)


def _is_old(entry: "os.DirEntry[str]", before: float) -> bool:
    try:
        return entry.name.endswith(SUFFIX) and entry.stat(follow_symlinks=False).st_mtime < before
    except FileNotFoundError:  # it went while this looked
        return False
