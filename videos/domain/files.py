"""The files of a video and the folder that they lie in."""

import logging
import re
from collections.abc import Callable
from contextlib import suppress

from django.core.files.storage import FileSystemStorage, default_storage

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
    if isinstance(default_storage, FileSystemStorage):
        with suppress(OSError):  # gone, or a worker put a picture there: it finds the video gone, and removes both
            default_storage.delete(folder)
