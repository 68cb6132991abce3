"""Where the bytes of a whole upload go: the storage of private files, under a name that is always the same for it.

So whoever finishes an upload again after a crash finds what was put there before, and who ends it knows what to remove.
"""

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from core.stored import store, sync_stored
from videos.domain.uploads.incoming import path_of
from videos.models import Upload, Video

NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK)  # another disk, or one that knows no links


def place_of(upload: Upload) -> str:
    """Return the name in the storage; it does not tell the upload's id, which is a secret."""
    name = hashlib.sha256(upload.pk.encode()).hexdigest()[:32]
    return f"videos/{upload.about['id']}/{name}.bin"


def put_in_place(upload: Upload) -> str:
    """Have the bytes in the storage, for good, and return their name there; what was put there before is used."""
    name, path = place_of(upload), path_of(upload.pk)
    if not isinstance(default_storage, FileSystemStorage):
        return _copy(path, name)
    target = Path(default_storage.path(name))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists() and not target.samefile(path):
        target.unlink()  # a copy that was cut off by a crash
    try:
        with suppress(FileExistsError):
            os.link(path, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        return _copy(path, name)
    sync_stored(name)
    return name


def take_back(upload: Upload) -> None:
    """Remove what was put in place for a video that did not come to be."""
    name = place_of(upload)
    if Video.objects.filter(original=name).exists():
        return
    default_storage.delete(name)
    if isinstance(default_storage, FileSystemStorage):
        with suppress(OSError):  # not empty: another video's folder by now, or none
            os.rmdir(default_storage.path(name.rpartition("/")[0]))


def _copy(path: Path, name: str) -> str:
    with path.open("rb") as file:
        store({name: File(file)})
    return name
