"""Both ways between storage and database: files that no row names go, and rows whose files are gone say so."""

import logging
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from core import jobs
from core.ledger import Job
from core.stored import Stored, files_below, remove_empty_folders, stored_files
from cues.models import Cue
from videos.domain.files import named_files
from videos.domain.missing import missing_files
from videos.domain.rendition import RENDITION
from videos.domain.stills import STILLS
from videos.models import Upload, Video

log = logging.getLogger(__name__)

OLD = timedelta(days=1)  # what is younger may belong to a row that is being written this moment
BATCH = 500
SUBJECT = uuid.UUID("5eeb0000-0000-4000-8000-000000000000")  # the storage: there is one, and one job for it
VIDEO_FILE = re.compile(r"videos/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[^/]+")
CUE_PICTURE = re.compile(r"cues/[^/]+/[0-9a-f]{32}[^/]*\.webp")
Named = Callable[[list[str]], set[str]]


@dataclass(frozen=True)
class Finding:
    """Something that did not fit: a file with its size, or a video, and what was done about it."""

    what: str
    said: str
    size: int = 0


def sweep(*, at: datetime, dry_run: bool = False) -> Iterator[Finding]:
    """Put right what does not fit between storage and database, and yield each thing as it is found.

    Never more than a batch is held in memory. A dry run changes nothing and finds the same.
    """
    before = at - OLD
    yield from _unnamed("videos", VIDEO_FILE, _named_by_videos, before, dry_run)
    yield from _unnamed("cues", CUE_PICTURE, _named_by_cues, before, dry_run)
    yield from _left_behind(before, dry_run)
    yield from _jobs_of_nothing(before, dry_run)
    if not dry_run and isinstance(default_storage, FileSystemStorage):
        for folder in ("videos", "cues"):
            remove_empty_folders(Path(default_storage.path(folder)), before=before)
    for video, said in missing_files(before=before, dry_run=dry_run):
        yield Finding(f"video {video}", said)


def want_daily_sweep(at: datetime) -> None:
    """Ask for one sweep a day, whichever of several programs is first; called every minute. One query mostly."""
    day = f"{at:%Y-%m-%d}"
    if not Job.objects.filter(kind=SWEEP.name, subject=SUBJECT, input_hash=day).exists():
        jobs.want(kind=SWEEP.name, subject=SUBJECT, input_hash=day, at=at)


def run_sweep(claim: jobs.Claim) -> None:
    """Sweep, and write to the log what was found."""
    for count, finding in enumerate(sweep(at=timezone.now()), 1):
        log.warning("%s: %s", finding.what, finding.said)
        claim.progress(done=count, total=count + 1)
    with claim.finishing():
        pass


def sweep_failed(subject: uuid.UUID, reason: str) -> None:
    """Do nothing: the next day brings the next one."""


SWEEP = jobs.Kind(name="sweep", queue="heavy", version=1, run=run_sweep, on_failed=sweep_failed)


def _unnamed(folder: str, ours: re.Pattern[str], named: Named, before: datetime, dry_run: bool) -> Iterator[Finding]:
    """Yield, and remove, the old files of a storage folder that no row names. What is not called as ours are stays."""
    candidates = (file for file in stored_files(folder) if file.at < before and ours.fullmatch(file.name))
    for batch in _batches(candidates):
        kept = named([file.name for file in batch])
        for file in batch:
            if file.name in kept or named([file.name]):  # asked once more: a row may name it by now
                continue
            if not dry_run:
                default_storage.delete(file.name)
            yield Finding(file.name, "removed: no row names it", file.size)


def _left_behind(before: datetime, dry_run: bool) -> Iterator[Finding]:
    """Yield, and remove, what uploads and work left on this machine: bytes of uploads that ended, temporary files."""
    incoming = (file for file in files_below(Path(settings.INCOMING_DIR)) if file.at < before)
    for batch in _batches(incoming):
        ids = {_upload_id(file): file for file in batch}
        still_open = Upload.objects.filter(pk__in=ids, state=Upload.State.OPEN).values_list("pk", flat=True)
        for pk in ids.keys() - set(still_open):
            yield _remove_here(ids[pk], "removed: its upload has ended", dry_run)
    if settings.FILE_UPLOAD_TEMP_DIR:
        for file in files_below(Path(settings.FILE_UPLOAD_TEMP_DIR)):
            if file.at < before:
                yield _remove_here(file, "removed: a temporary file that was left behind", dry_run)


def _jobs_of_nothing(before: datetime, dry_run: bool) -> Iterator[Finding]:
    """Yield, and remove, old jobs on videos that went with their person."""
    rows = Job.objects.filter(kind__in=(STILLS.name, RENDITION.name), created_at__lt=before)
    rows = rows.exclude(subject__in=Video.objects.values("pk"))
    last = uuid.UUID(int=0)
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for job in found:
            if not dry_run:
                jobs.forget(job.subject)
            yield Finding(str(job), "removed: its video is gone")
        last = found[-1].pk


def _remove_here(file: Stored, said: str, dry_run: bool) -> Finding:
    if not dry_run:
        Path(file.name).unlink(missing_ok=True)
    return Finding(file.name, said, file.size)


def _upload_id(file: Stored) -> str:
    return Path(file.name).name.partition(".")[0]


def _named_by_videos(names: list[str]) -> set[str]:
    found = (VIDEO_FILE.fullmatch(name) for name in names)
    rows = Video.objects.filter(pk__in={match[1] for match in found if match})
    return {name for video in rows for name in named_files(video)} & set(names)


def _named_by_cues(names: list[str]) -> set[str]:
    return set(Cue.objects.filter(picture__in=names).values_list("picture", flat=True))


def _batches(files: Iterable[Stored]) -> Iterator[list[Stored]]:
    rest = iter(files)
    while batch := list(islice(rest, BATCH)):
        yield batch
