"""A clip comes in, changes its words, and goes again."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import jobs
from core.disk import DISK_FULL, is_full
from core.jobs.orders import queue_again
from core.ledger import Job, State
from core.owned import Tombstone, new_id
from core.stored import store
from core.versions import hold_version
from videos.domain.files import remove_files, remove_unnamed
from videos.domain.quota import check_room, check_size
from videos.domain.sniff import Rejected, sniff
from videos.domain.stills import STILLS, follow_marks, input_of
from videos.domain.subjects import link_subjects
from videos.models import Status, Upload, Video

WORDS = ("set", "exercise", "load_kg", "recorded_at", "trim_start_s", "trim_end_s")


def take_in(
    upload: "UploadedFile[Any]",
    *,
    owner: User,
    recorded_at: datetime,
    pk: uuid.UUID | None = None,
    subjects: Mapping[str, Any] | None = None,
    **about: Any,
) -> Video:
    """Check a clip, keep it, and write its row and its job in one transaction; raises Rejected, keeping nothing.

    `subjects` are further rows that it shows, by field (videos.domain.subjects).
    """
    size = upload.size or 0
    check_size(size)
    container = sniff(cast("IO[bytes]", upload.file), size=size)
    check_room(owner, size)
    video = Video(
        id=pk or new_id(),
        owner=owner,
        recorded_at=recorded_at,
        name=(upload.name or "")[:200],
        container=container,
        size=size,
        sha256=file_sha256(upload),
        **about,
    )
    name = video.original.name = f"{video.folder}/{uuid.uuid4().hex}.bin"
    try:
        store({name: upload})
        with transaction.atomic():
            hold_version(owner.pk)
            check_room(owner, size)
            add_video(video, subjects=subjects or {})
    except BaseException as error:
        remove_unnamed(video, [name])
        if isinstance(error, OSError) and is_full(error):
            raise Rejected("disk_full", DISK_FULL) from error
        raise
    return video


def add_video(video: Video, *, subjects: Mapping[str, Any]) -> None:
    """Write the row of a clip whose file is in place, and its job; call it in a transaction.

    `subjects` are further rows that it shows, by field (videos.domain.subjects).
    """
    video.keeps_original = video.owner.keep_originals
    follow_set(video)
    video.stamp()
    video.save(force_insert=True)
    link_subjects(video, subjects)
    jobs.enqueue(kind=STILLS.name, subject=video.pk, input_hash=input_of(video))


def file_sha256(upload: "UploadedFile[Any]") -> str:
    """Return the hash of the file's bytes, in hexadecimal; it is worked out once."""
    known: str | None = getattr(upload, "sha256", None)
    if known:
        return known
    digest = hashlib.sha256()
    upload.seek(0)
    for piece in upload.chunks(1 << 20):
        digest.update(piece)
    upload.seek(0)
    upload.sha256 = digest.hexdigest()  # type: ignore[attr-defined]
    return upload.sha256  # type: ignore[attr-defined, no-any-return]


def follow_set(video: Video) -> None:
    """Copy what was lifted from the set, so that the clip still says it when the set is gone."""
    if video.set is not None:
        video.exercise, video.load_kg = video.set.exercise, video.set.load_kg


@transaction.atomic
def save_video(
    video: Video, *more: str, words: Sequence[str] = WORDS, subjects: Mapping[str, Any] | None = None
) -> Video:
    """Store changed words about a video under the owner's next version; what a worker writes meanwhile stays.

    So does what another page writes meanwhile, where the caller names the `words` that are its own.
    """
    video.stamp()
    others = set(WORDS).difference(words)
    if others:
        video.refresh_from_db(fields=sorted(others))
    follow_set(video)
    video.save(update_fields=(*words, *more, "v", "updated_at"))
    link_subjects(video, subjects or {})
    follow_marks(video)
    return video


@transaction.atomic
def retry_video(video: Video) -> Video:
    """Do what failed on a video once more, from its first attempt."""
    hold_version(video.owner_id)  # before the jobs, as in every write: no deadlock
    if not jobs.again_of(video.pk) and video.status == Status.FAILED:  # what failed was no job: its files were missing
        video.status, video.reason = Status.UPLOADED, ""
        save_video(video, "status", "reason", words=())
        do_again(video, STILLS, input_hash=input_of(video))
    video.refresh_from_db()
    return video


def do_again(video: Video, kind: jobs.Kind, *, input_hash: str) -> None:
    """Have work done once more that had ended; its fences go on, so no file gets the name of one that was there before.

    Call it in the transaction that stamps the video.
    """
    job = Job.objects.select_for_update().filter(kind=kind.name, subject=video.pk).first()
    if job is None:
        jobs.want(kind=kind.name, subject=video.pk, input_hash=input_hash)
    elif job.state in (State.DONE, State.FAILED):
        queue_again(job, at=timezone.now())


def delete_video(video: Video, *, at: datetime) -> None:
    """Remove a video for good: rows first, then every file of it. In no transaction, as files do not come back."""
    folder = video.folder
    delete_rows(video, at=at)
    remove_files(folder)


@transaction.atomic
def delete_rows(video: Video, *, at: datetime) -> None:
    """Remove every row of a video; its files go once that is committed."""
    hold_version(video.owner_id)
    jobs.forget(video.pk)
    Upload.objects.filter(owner=video.owner_id, video=video.pk).delete()  # it knows the name of the file
    Tombstone.objects.bury(video, at=at)
    video.delete()
