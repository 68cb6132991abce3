"""Room on the disk: asked for before a file is written, so that the database beside it can always write."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

KEPT_FREE = 200 * 2**20
KEPT_FREE_SHARE = 0.05  # of a small disk
DISK_FULL = "The server's disk is full, so this was not taken. Whoever runs this server can make room; try again then."


def has_room(folder: Path, more: int) -> bool:
    """Tell whether so many bytes fit on the folder's disk and leave the reserve."""
    disk = shutil.disk_usage(_existing(folder))
    return disk.free - more >= min(KEPT_FREE, disk.total * KEPT_FREE_SHARE)


def need_room(folder: Path, more: int = 0) -> None:
    """Raise what a full disk raises where so many bytes would take of the reserve."""
    if not has_room(folder, more):
        raise OSError(errno.ENOSPC, "No room beside the reserve", str(folder))


def on_one_disk(one: Path, other: Path) -> bool:
    """Tell whether a file is moved from one folder to the other without a copy."""
    return _existing(one).stat().st_dev == _existing(other).stat().st_dev


def is_full(error: BaseException | None) -> bool:
    """Tell whether this went wrong because a disk, or a share of it, is full; SQLite says it in words of its own."""
    return any(
        (isinstance(one, OSError) and one.errno in (errno.ENOSPC, errno.EDQUOT))
        or "database or disk is full" in str(one)
        for one in _chain(error)
    )


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
