"""The files of uploads on their way: one each, named for the upload, in a folder nobody else looks into.

Whoever writes holds the kernel's lock on the file. It ends with its holder, however that one dies, so nobody ever waits
for a writer that is gone. A writer to whom nothing comes gives way to one who asks: a phone that changed its network
comes back while the server still believes in the old line. Who asks says so by the file's time of access, which means
nothing else here.
"""

import fcntl
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from videos.domain.uploads.trouble import Busy
from videos.models import Upload

PATIENCE_S = 1.5  # how long a writer waits for another: one whose line was cut notices within that
ASK_EVERY_S = 0.03
SUFFIX = ".part"
MARK = ".folder"
ASKED_NS = 1_000_000_000  # a time of access that no clock sets
sync = getattr(os, "fdatasync", os.fsync)  # macOS has the latter alone


def path_of(upload_id: str) -> Path:
    """Return where the bytes of an upload lie."""
    return Path(settings.INCOMING_DIR) / f"{upload_id}{SUFFIX}"


def make_file(upload_id: str) -> str:
    """Make the empty file of an upload, and return its folder's mark; FileExistsError where there is one."""
    path = path_of(upload_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):  # a link that leads nowhere: it is there whole or not at all
        os.symlink(uuid.uuid4().hex, path.parent / MARK)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    return folder_mark()


def folder_mark() -> str:
    """Return what tells the folder from that of another machine, or of a disk that is not there; empty without one."""
    try:
        return os.readlink(Path(settings.INCOMING_DIR) / MARK)
    except OSError:
        return ""


def remove_file(upload_id: str) -> None:
    """Remove the file of an upload; a writer that still has it open writes to nothing."""
    path_of(upload_id).unlink(missing_ok=True)


@contextmanager
def held(upload: Upload, *, patience_s: float = PATIENCE_S) -> Iterator[int]:
    """Hold an upload's file open, for this writer alone; raises Busy, and FileNotFoundError where it is gone."""
    fd = os.open(path_of(upload.pk), os.O_RDWR | os.O_NOFOLLOW)
    try:
        _take(fd, until=time.monotonic() + patience_s)
        _set_accessed(fd, time.time_ns())
        yield fd
    finally:
        os.close(fd)


def is_asked_for(fd: int) -> bool:
    """Tell whether somebody waits for the file that this writer holds."""
    return os.fstat(fd).st_atime_ns == ASKED_NS


def _set_accessed(fd: int, at_ns: int) -> None:
    os.utime(fd, ns=(at_ns, os.fstat(fd).st_mtime_ns))


def _take(fd: int, *, until: float) -> None:
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy from None
            _set_accessed(fd, ASKED_NS)
            time.sleep(ASK_EVERY_S)
        else:
            return
