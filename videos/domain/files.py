"""The folder of a video's files."""

from contextlib import suppress

from django.core.files.storage import default_storage


def remove_files(folder: str) -> None:
    """Remove the files of a video's folder, and the folder itself where the storage has folders."""
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    with suppress(OSError):  # a worker put a picture there this moment: it finds the video gone, and removes both
        default_storage.delete(folder)
