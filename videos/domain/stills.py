"""Poster and nine-frame sprite of a video, as WebP and JPEG."""

import hashlib
import io
import re
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from biomech.decode import Still, VideoInfo, VideoRejected, read_stills
from core import jobs
from core.ledger import Job, State
from core.stored import store
from core.versions import next_version
from videos.domain.attempt import attempt
from videos.domain.files import remove_attempts
from videos.domain.pipeline import links, still_there, work_failed, work_retried
from videos.domain.rendition import RENDITION
from videos.domain.source import Source, source_file
from videos.models import Status, Video

SPRITE_FRAMES = 9
SPRITE_SIDE_PX = 240
POSTER_SIDE_PX = 640
STEPS = SPRITE_FRAMES + 1
STILL_NAME = re.compile(r"(?:poster|sprite)-(\d+)\.(?:webp|jpg)")
FORMATS = {"webp": {"format": "WEBP", "quality": 80, "method": 4}, "jpg": {"format": "JPEG", "quality": 84}}


def make_stills(claim: jobs.Claim) -> None:
    """Make a video's stills: the poster is shown as soon as it is there, the sprite when all nine frames are."""
    video = Video.objects.filter(pk=claim.subject).first()
    if video is None:
        jobs.forget(claim.subject)
        return
    stems = [_stem(video, which, claim) for which in ("poster", "sprite")]
    with attempt(video, claim, [f"{stem}.{ending}" for stem in stems for ending in FORMATS]):
        _make(video, claim)
        remove_attempts(video.folder, STILL_NAME, lambda fence: fence < claim.fence)


def _make(video: Video, claim: jobs.Claim) -> None:
    with source_file(video) as source:
        _make_from(source, video, claim)


def _make_from(source: Source, video: Video, claim: jobs.Claim) -> None:
    _show(video, claim, done=0)
    sprite: list[Image.Image] = []
    facts: VideoInfo | None = None
    poster = ""
    for found in _decoded(source, video):
        if isinstance(found, VideoInfo):
            facts = found
        elif found.role == "poster":
            poster = _keep(_stem(video, "poster", claim), Image.fromarray(found.rgb))
            _show(video, claim, done=1, poster=poster)
        else:
            sprite.append(_small(Image.fromarray(found.rgb)))
            _show(video, claim, done=1 + len(sprite))
    assert facts is not None
    strip = _keep(_stem(video, "sprite", claim), _side_by_side(sprite))
    with transaction.atomic():
        version = next_version(video.owner_id)  # before job and row, as in every write: no deadlock
        with claim.finishing():
            row = Video.objects.select_for_update().get(pk=video.pk)
            row.poster, row.sprite = poster, strip
            if source.is_original:  # a rendition is smaller, and its end is never missing
                row.warning = facts.warning or ""
                row.duration_s, row.width, row.height = facts.duration_s, facts.width_px, facts.height_px
            row.v = version
            _go_on(row)
            row.save()


def _go_on(row: Video) -> None:
    """See to it that a rendition is made of what can be decoded; a video that has one is ready.

    One whose rendition has failed waits for somebody to try that again, and says so.
    """
    job = jobs.want(kind=RENDITION.name, subject=row.pk, input_hash=row.sha256)
    if row.status == Status.READY or row.rendition:
        row.status, row.reason = Status.READY, ""
    elif job.state == State.FAILED:
        row.status, row.reason = Status.FAILED, job.reason
    else:
        row.status, row.reason = Status.PROCESSING, ""


def _show(video: Video, claim: jobs.Claim, *, done: int, **found: str) -> None:
    """Let people see how far it is; the row changes only while the job is ours, and under a version of its own."""
    with transaction.atomic():
        version = next_version(video.owner_id)
        claim.beat(done=done, total=STEPS)
        rows = Video.objects.filter(pk=video.pk)
        rows.update(v=version, **found)
        rows.filter(status=Status.UPLOADED).update(status=Status.PROCESSING)  # one that is ready stays so


def input_of(video: Video) -> str:
    """Return what the stills depend on: the bytes, and the part that is shown."""
    marks = (video.trim_start_s, video.trim_end_s)
    if marks == (None, None):
        return video.sha256
    return hashlib.sha256(f"{video.sha256} {marks}".encode()).hexdigest()


def follow_marks(video: Video) -> None:
    """Have the stills made anew where they are of another part than is shown now; the old ones stay until then.

    Call it in the transaction that stamps the video.
    """
    if Job.objects.filter(kind=STILLS.name, subject=video.pk).exclude(input_hash=input_of(video)).exists():
        jobs.want(kind=STILLS.name, subject=video.pk, input_hash=input_of(video))


STILLS = jobs.Kind(
    name="stills",
    queue="quick",
    version=2,
    run=make_stills,
    on_failed=work_failed,
    on_retry=work_retried,
    still_there=still_there,
    links=links,
)


def _decoded(source: Source, video: Video) -> Iterator[VideoInfo | Still]:
    """Yield what the sandboxed decoder finds; a video it refuses is a verdict, not a reason to try again."""
    try:
        yield from read_stills(
            source.path,
            count=SPRITE_FRAMES,
            max_side_px=POSTER_SIDE_PX,
            start_s=video.trim_start_s,
            end_s=video.trim_end_s,
        )
    except VideoRejected as rejected:
        raise jobs.Verdict(rejected.reason) from rejected


def _stem(video: Video, which: str, claim: jobs.Claim) -> str:
    return f"{video.folder}/{which}-{claim.fence}"


def _keep(stem: str, picture: Image.Image) -> str:
    """Write a picture in both formats under this attempt's own name, and return that name without ending."""
    files = {}
    for ending, options in FORMATS.items():
        encoded = io.BytesIO()
        picture.save(encoded, **options)  # type: ignore[arg-type]
        files[f"{stem}.{ending}"] = ContentFile(encoded.getvalue())
    store(files)
    return stem


def _small(picture: Image.Image) -> Image.Image:
    picture.thumbnail((SPRITE_SIDE_PX, SPRITE_SIDE_PX))
    return picture


def _side_by_side(frames: list[Image.Image]) -> Image.Image:
    width, height = frames[0].size
    strip = Image.new("RGB", (width * len(frames), height))
    for place, frame in enumerate(frames):
        strip.paste(frame, (place * width, 0))
    return strip
