"""Videos whose files are not in the storage any more: what is still there is made use of, and the rest says so."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from django.core.files.storage import default_storage
from django.db import transaction

from core.stored import stored_files
from core.versions import hold_version
from videos.domain.files import STILL_ENDINGS, named_files
from videos.domain.intake import do_again, save_video
from videos.domain.rendition import RENDITION
from videos.domain.stills import STILLS, input_of
from videos.models import PENDING, Status, Video

CHUNK = 200
BEYOND = "videos0"  # after every folder of a video: the digit follows the slash
STILLS_SHOWN = ("poster", "sprite")
CHANGED = (
    "status", "reason", "poster", "sprite", "rendition", "rendition_size", "frame_rate_num",
    "frame_rate_den", "frame_count",
)  # fmt: skip
MISSING = (
    "The files of this video are missing from the server's storage. Whoever runs the server may have them in a backup; "
    "once they are back it plays again. If they are not, delete this video."
)


def missing_files(*, before: datetime, dry_run: bool = False) -> Iterator[tuple[uuid.UUID, str]]:
    """Yield the videos that name files which are not there, with what was done; a dry run only says what would be."""
    last: uuid.UUID | None = None
    folders = Folders()
    while True:
        rows = Video.objects.exclude(status__in=PENDING).filter(created_at__lt=before).order_by("pk")
        chunk = list((rows.filter(pk__gt=last) if last else rows)[:CHUNK])
        for video in chunk:
            if _fits(video, folders):
                continue
            said = _settle(video.pk, video.owner_id, dry_run=dry_run)
            if said:
                yield video.pk, said
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].pk


class Folders:
    """What lies in the folders of videos, asked for in the order of their ids.

    An object store tells all in one walk, in that order too; folders of a disk are looked into one by one.
    """

    def __init__(self) -> None:
        walk = getattr(default_storage, "walk", None)
        self._walked = groupby(walk("videos"), key=lambda file: file[0].rpartition("/")[0]) if walk else None
        self._at, self._there = "", dict[str, int]()

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the names of the files in a folder, each with its size."""
        if self._walked is None:
            return _sizes(folder)
        while self._at < folder:
            self._at, found = next(self._walked, (BEYOND, iter(())))
            self._there = {name: size for name, size, *_ in found}
        return self._there if self._at == folder else {}


def _sizes(folder: str) -> dict[str, int]:
    return {file.name: file.size for file in stored_files(folder)}


def _gone(video: Video, sizes: Mapping[str, int]) -> set[str]:
    """Return those files of a video that are not there whole: a web version of another size, an empty picture."""
    original = str(video.original.name or "")
    whole = {name for name, size in sizes.items() if size or name == original}
    if video.rendition_size not in (None, sizes.get(video.rendition)):
        whole.discard(video.rendition)
    return set(named_files(video)) - whole


def _fits(video: Video, folders: Folders) -> bool:
    """Tell whether all is there, and nothing was said to be missing; what came meanwhile is looked for once more."""
    return video.reason != MISSING and not _gone(video, folders.sizes(video.folder))


@transaction.atomic
def _settle(pk: uuid.UUID, owner_id: int, *, dry_run: bool) -> str:
    """Look again while nobody else writes, do what can be done, and say it; empty where all is well by now."""
    hold_version(owner_id)
    video = Video.objects.select_for_update().filter(pk=pk).exclude(status__in=PENDING).first()
    if video is None:
        return ""
    gone = _gone(video, _sizes(video.folder))
    known = video.status == Status.FAILED and video.reason == MISSING
    sources = {name for name in (str(video.original.name or ""), video.rendition) if name}
    if not sources - gone:
        return _say_missing(video, known=known, dry_run=dry_run)
    return _make_good(video, gone, known=known, dry_run=dry_run) if gone or known else ""


def _say_missing(video: Video, *, known: bool, dry_run: bool) -> str:
    if known:
        return "all its files are still gone"
    if not dry_run:
        video.status, video.reason = Status.FAILED, MISSING
        save_video(video, "status", "reason")
    return "all its files are gone: its page says so now"


def _make_good(video: Video, gone: set[str], *, known: bool, dry_run: bool) -> str:
    """Go on with what is there: no original is no loss beside a web version, and the rest can be made anew.

    The row goes on naming its original: nothing makes that anew, and it may come back from a backup.
    """
    no_original, no_rendition = str(video.original.name) in gone, video.rendition in gone
    lost = [which for which in STILLS_SHOWN if any(f"{getattr(video, which)}{end}" in gone for end in STILL_ENDINGS)]
    if not dry_run and (known or no_rendition or lost):
        if no_rendition:
            video.rendition, video.rendition_size = "", None
            video.frame_rate_num = video.frame_rate_den = video.frame_count = None
        for which in lost:
            setattr(video, which, "")
        if known or no_rendition:
            video.status, video.reason = (Status.READY if video.rendition else Status.PROCESSING), ""
        save_video(video, *CHANGED)
        if lost or not video.poster:
            do_again(video, STILLS, input_hash=input_of(video))
        if not video.rendition:
            do_again(video, RENDITION, input_hash=video.sha256)
    done = ["files are there again"] * known + ["the original is gone, the web version plays"] * no_original
    done += ["the web version is gone and made anew"] * no_rendition
    return "; ".join(done + ["pictures are gone and made anew"] * bool(lost))
