"""The version of a video that plays everywhere: MP4, H.264, upright, at a constant frame rate, without sound."""

import re
import time
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from biomech.decode_frames import Frame, FramesEnd, FramesInfo, VideoRejected, read_frames
from core import jobs
from core.disk import need_room
from core.stored import OnDisk, store
from core.versions import next_version
from videos.domain.attempt import attempt
from videos.domain.files import remove_attempts
from videos.domain.pipeline import links, still_there, work_failed, work_retried
from videos.domain.source import GONE, has_original, source_file
from videos.models import Status, Video

RENDITION_NAME = re.compile(r"rendition-(\d+)\.mp4")
SHORT_SIDE_PX = 720
#: Below CELERY_TASK_SOFT_TIME_LIMIT: a clip that takes longer is refused, as another attempt would take as long.
LONGEST_S = 780
TOO_SLOW = "Making this video playable took too long. Save it shorter or smaller and send that."


@dataclass(frozen=True)
class Made:
    """A rendition in a file of its own, and what it is."""

    path: Path
    rate: Fraction
    frame_count: int
    warning: str


def make_rendition(claim: jobs.Claim) -> None:
    """Make the rendition; it is shown, and the video ready, only when all of it is stored."""
    video = Video.objects.filter(pk=claim.subject).first()
    if video is None:
        jobs.forget(claim.subject)
        return
    if not has_original(video):
        _keep_what_is_there(video, claim)
        return
    mine = f"{video.folder}/rendition-{claim.fence}.mp4"
    working = _working_file(claim)
    try:
        with attempt(video, claim, [mine]):
            _store(video, claim, _encode(video, claim, working), mine)
            remove_attempts(video.folder, RENDITION_NAME, lambda fence: fence < claim.fence)
    finally:
        working.unlink(missing_ok=True)


def _keep_what_is_there(video: Video, claim: jobs.Claim) -> None:
    """End the work on a video whose original is gone: made from itself, its rendition would only get worse."""
    if not (video.rendition and default_storage.exists(video.rendition)):
        raise jobs.Verdict(GONE)
    with transaction.atomic():
        version = next_version(video.owner_id)  # before job and row, as in every write: no deadlock
        with claim.finishing():
            row = Video.objects.select_for_update().get(pk=video.pk, rendition=video.rendition)
            row.status, row.reason, row.v = Status.READY, "", version
            row.save(update_fields=("status", "reason", "v", "updated_at"))


def _encode(video: Video, claim: jobs.Claim, path: Path) -> Made:
    """Decode the original in the sandbox and write its frames to a file as they come."""
    from biomech.encode import mp4_writer  # noqa: PLC0415 -- FFmpeg's libraries, for this queue's workers alone

    until = time.monotonic() + LONGEST_S
    warnings: list[str | None] = []
    with source_file(video) as source:
        try:
            frames = read_frames(source.path, max_short_side_px=SHORT_SIDE_PX)
            info = next(frames)
            assert isinstance(info, FramesInfo)
            warnings.append(info.warning)
            with mp4_writer(path, width_px=info.width_px, height_px=info.height_px, rate=info.rate) as write:
                for found in frames:
                    need_room(path.parent)
                    if isinstance(found, Frame):
                        claim.progress(done=found.index, total=info.frame_count)
                        write(found.planes)
                    elif isinstance(found, FramesEnd):
                        warnings.append(found.warning)
                    if time.monotonic() > until:
                        raise jobs.Verdict(TOO_SLOW)
        except VideoRejected as rejected:
            raise jobs.Verdict(rejected.reason) from rejected
    return Made(path, info.rate, info.frame_count, " ".join(filter(None, warnings)))


def _store(video: Video, claim: jobs.Claim, made: Made, name: str) -> None:
    """Put the file into the storage, then let the row show it and the job end, in one transaction."""
    size = made.path.stat().st_size
    claim.beat(done=made.frame_count, total=made.frame_count)
    with made.path.open("rb") as file:
        store({name: OnDisk(file)})
    unwanted = ""
    with transaction.atomic():
        version = next_version(video.owner_id)  # before job and row, as in every write: no deadlock
        with claim.finishing():
            row = Video.objects.select_for_update().get(pk=video.pk)
            row.status, row.reason, row.v = Status.READY, "", version
            row.warning = made.warning or row.warning
            row.rendition, row.rendition_size, row.frame_count = name, size, made.frame_count
            row.frame_rate_num, row.frame_rate_den = made.rate.numerator, made.rate.denominator
            if not row.keeps_original:
                unwanted, row.original.name = str(row.original.name or ""), ""
            row.save()
    if unwanted:
        default_storage.delete(unwanted)


def _working_file(claim: jobs.Claim) -> Path:
    """Return where this attempt may write; what killed ones left there is removed."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    alive = time.time() - jobs.LEASE.total_seconds()  # one that was only slow still writes, and removes its own
    for left in folder.glob(f"rendition-{claim.job_id}-*.mp4"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < alive:
                left.unlink()
    return folder / f"rendition-{claim.job_id}-{claim.fence}.mp4"


RENDITION = jobs.Kind(
    name="rendition",
    queue="heavy",
    version=1,
    run=make_rendition,
    on_failed=work_failed,
    on_retry=work_retried,
    still_there=still_there,
    links=links,
)
