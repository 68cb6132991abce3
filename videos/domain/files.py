"""The files of a video and the folder that they lie in."""

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from core.versions import hold_version
from videos.models import Video

log = logging.getLogger(__name__)

STILL_ENDINGS = (".webp", ".jpg")


def named_files(video: Video) -> list[str]:
    """Return the storage names of every file that the row names; what else lies in its folder belongs to nobody."""
    stills = [stem + ending for stem in (video.poster, video.sprite) if stem for ending in STILL_ENDINGS]
    return [name for name in (str(video.original.name or ""), video.rendition) if name] + stills


def file_names(folder: str) -> list[str]:
    """Return the names of the files in a video's folder, without it; none where it is not there."""
    try:
        return list(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


def remove_attempts(folder: str, name: re.Pattern[str], unwanted: Callable[[int], bool]) -> None:
    """Remove what attempts at one kind of work left: files of this name, whose first group is the attempt's fence."""
    for found in file_names(folder):
        match = name.fullmatch(found)
        if match and unwanted(int(match[1])):
            default_storage.delete(f"{folder}/{found}")


def remove_files(folder: str) -> None:
    """Remove the files of a video's folder, and the folder itself where the storage has folders.

    The rows are gone by now: where the storage fails, the daily sweep removes what stayed.
    """
    try:
        for name in file_names(folder):
            default_storage.delete(f"{folder}/{name}")
    except Exception:
        log.exception("the files in %s could not be removed; the daily sweep removes them", folder)
        return
    _remove_folder(folder)


def remove_unnamed(video: Video, names: Iterable[str]) -> None:
    """Remove those of these files that the video's row does not name, after work that went wrong.

    An error does not say whether a commit happened, so the row is asked, once nobody else writes. Where that fails too,
    the files are left to the daily sweep.
    """
    try:
        with transaction.atomic():
            hold_version(video.owner_id)
            row = Video.objects.filter(pk=video.pk).first()
        named = named_files(row) if row else []
        for name in names:
            if name not in named:
                default_storage.delete(name)
    except Exception:
        log.exception("what work left in %s could not be removed; the daily sweep removes it", video.folder)
        return
    if row is None:
        _remove_folder(video.folder)


def _remove_folder(folder: str) -> None:
    if isinstance(default_storage, FileSystemStorage):
        with suppress(OSError):  # gone, or a worker put a picture there: it finds the video gone, and removes both
            default_storage.delete(folder)
