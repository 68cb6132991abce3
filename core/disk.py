"""Room on the disk: asked for before a file is taken in, so that the database beside it can always write."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

KEPT_FREE = 200 * 2**20
KEPT_FREE_SHARE = 0.05  # of a small disk


def has_room(folder: Path, more: int) -> bool:
    """Tell whether so many bytes fit on the folder's disk and leave the reserve."""
    while not folder.exists():
        folder = folder.parent
    disk = shutil.disk_usage(folder)
    return disk.free - more >= min(KEPT_FREE, disk.total * KEPT_FREE_SHARE)


def is_full(error: BaseException | None) -> bool:
    """Tell whether this went wrong because a disk, or a share of it, is full; SQLite says it in words of its own."""
    return any(
        (isinstance(one, OSError) and one.errno in (errno.ENOSPC, errno.EDQUOT))
        or "database or disk is full" in str(one)
        for one in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
