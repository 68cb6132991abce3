"""The file that a video is decoded from."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.storage import default_storage

from core import jobs
from core.disk import need_room
from videos.models import Video

GONE = "No file of this video is left to work on."
COPIED_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file on this machine; where originals are not kept it is the rendition, with the same times."""

    path: Path
    is_original: bool


def has_original(video: Video) -> bool:
    """Tell whether it is the original that is decoded: not where it is gone and the rendition is still there."""
    name = str(video.original.name or "")
    if not name or not video.rendition:
        return bool(name)
    return default_storage.exists(name) or not default_storage.exists(video.rendition)


@contextmanager
def source_file(video: Video) -> Iterator[Source]:
    """Give the original where it is there, else the rendition; from an object store, as a copy that goes again."""
    is_original = has_original(video)
    name = str(video.original.name) if is_original else video.rendition
    if not name:
        raise jobs.Verdict(GONE)
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # the storage's files have no paths
        need_room(Path(settings.FILE_UPLOAD_TEMP_DIR), (video.size if is_original else video.rendition_size) or 0)
        with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="source-") as copy:
            with default_storage.open(name) as stored:
                shutil.copyfileobj(stored, copy, COPIED_AT_ONCE)
            copy.flush()
            yield Source(Path(copy.name), is_original)
    else:
        yield Source(path, is_original)
