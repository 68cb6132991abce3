"""What is put into the storage of private files and lies there, whether that is a folder or an object store."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from core.disk import has_room, need_room, on_one_disk


@dataclass(frozen=True)
class Stored:
    """A file: its name in the storage (or its path), its size in bytes, when it came or was last changed."""

    name: str
    size: int
    at: datetime


class OnDisk(File):  # type: ignore[type-arg]
    """An open file that a folder on the same disk takes over as it is, without a copy."""

    def temporary_file_path(self) -> str:
        """Return where it lies, as Django asks it of files that came in."""
        return str(self.name)


def store(files: "Mapping[str, File[Any]]") -> None:
    """Put files into the storage under these names, for good: once this returns, a row may name them.

    What a full disk raises is raised where they would take of its reserve. After an error, parts may lie there.
    """
    is_local = isinstance(default_storage, FileSystemStorage)
    if is_local:
        need_room(_top(), sum(content.size for content in files.values() if not _is_moved(content)))
    for name, content in files.items():
        size = content.size
        default_storage.delete(name)
        default_storage.save(name, content)
        if is_local and default_storage.size(name) != size:  # Django's move to another disk writes what fits
            raise OSError(errno.ENOSPC, "The disk took a part only", name)
    sync_stored(*files)


def sync_stored(*names: str) -> None:
    """Have files and their names on the disk, so that a power cut leaves them; an object store has what it took."""
    if not isinstance(default_storage, FileSystemStorage):
        return
    paths = [Path(default_storage.path(name)) for name in names]
    folders = {folder for path in paths for folder in path.parents if folder.is_relative_to(_top())}
    for path in [*paths, *folders]:
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def storage_has_room(more: int) -> bool:
    """Tell whether so many bytes fit into the storage and leave the reserve of its disk."""
    return not isinstance(default_storage, FileSystemStorage) or has_room(_top(), more)


def stored_files(folder: str) -> Iterator[Stored]:
    """Yield what lies in a folder of the storage and below it, one at a time; nothing where there is no such folder."""
    walk = getattr(default_storage, "walk", None)  # core.object_store
    if walk is not None:
        for name, size, at in walk(folder):
            yield Stored(name, size, at)
        return
    top = Path(default_storage.path(folder))
    for file in files_below(top):
        yield Stored(f"{folder}/{Path(file.name).relative_to(top).as_posix()}", file.size, file.at)


def files_below(top: Path) -> Iterator[Stored]:
    """Yield the files of a folder of this machine and below it; links are no files and are not followed."""
    with suppress(FileNotFoundError), os.scandir(top) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                with suppress(FileNotFoundError):  # it went while this looked
                    found = entry.stat(follow_symlinks=False)
                    # A file that was linked here keeps the time of its content; the other one tells when it came.
                    at = datetime.fromtimestamp(max(found.st_mtime, found.st_ctime), UTC)
                    yield Stored(entry.path, found.st_size, at)


def remove_empty_folders(top: Path, *, before: datetime) -> None:
    """Remove the folders right inside one that are empty and have been so since before a time."""
    with suppress(FileNotFoundError), os.scandir(top) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < before.timestamp():
                with suppress(OSError):  # not empty, or gone
                    os.rmdir(entry.path)


def remove_stored(names: list[str]) -> None:
    """Remove files from the storage by their names, many at a time where it can do that."""
    remove_many = getattr(default_storage, "remove_many", None)
    if remove_many is not None:
        remove_many(names)
        return
    for name in names:
        default_storage.delete(name)


def _top() -> Path:
    return Path(default_storage.path(""))


def _is_moved(content: "File[Any]") -> bool:
    """Tell whether the storage only renames this file, which then takes no more room than it does now."""
    path = getattr(content, "temporary_file_path", None)
    return path is not None and on_one_disk(Path(path()), _top())
