"""What lies in the storage of private files, whether that is a folder or an object store."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import default_storage


@dataclass(frozen=True)
class Stored:
    """A file: its name in the storage (or its path), its size in bytes, when it came or was last changed."""

    name: str
    size: int
    at: datetime


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
