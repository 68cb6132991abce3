"""Poster and nine-frame sprite of a video, as WebP and JPEG."""

import io
import re
import uuid
from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from biomech.decode import Still, VideoInfo, VideoRejected, read_stills
from core import jobs
from core.versions import next_version
from videos.domain.files import remove_files
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
    try:
        _make(video, claim)
    except jobs.LeaseLost:
        # Deleted meanwhile: nothing of it stays. Taken over: of this attempt, only what the row still shows stays.
        row = Video.objects.filter(pk=video.pk).first()
        if row is None:
            remove_files(video.folder)
        elif row.poster != _stem(video, "poster", claim):
            _remove_stills(video, lambda fence: fence == claim.fence)
        raise
    _remove_stills(video, lambda fence: fence < claim.fence)


def _make(video: Video, claim: jobs.Claim) -> None:
    _show(video, claim, done=0, status=Status.PROCESSING)
    sprite: list[Image.Image] = []
    facts: VideoInfo | None = None
    poster = ""
    for found in _decoded(video):
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
            row.status, row.reason, row.warning = Status.READY, "", facts.warning or ""
            row.poster, row.sprite = poster, strip
            row.duration_s, row.width, row.height = facts.duration_s, facts.width_px, facts.height_px
            row.v = version
            row.save()


def _show(video: Video, claim: jobs.Claim, *, done: int, **found: str) -> None:
    """Let people see how far it is; the row changes only while the job is ours, and under a version of its own."""
    with transaction.atomic():
        version = next_version(video.owner_id)
        claim.beat(done=done, total=STEPS)
        Video.objects.filter(pk=video.pk).update(v=version, **found)


def stills_failed(subject: uuid.UUID, reason: str) -> None:
    """Let the video say why it has no picture; its file stays."""
    owner = Video.objects.filter(pk=subject).values_list("owner", flat=True).first()
    if owner is None:
        return
    version = next_version(owner)
    video = Video.objects.select_for_update().filter(pk=subject).first()
    if video:
        video.status, video.reason, video.v = Status.FAILED, reason, version
        video.save()


STILLS = jobs.Kind(name="stills", queue="quick", version=1, run=make_stills, on_failed=stills_failed)


def _decoded(video: Video) -> Iterator[VideoInfo | Still]:
    """Yield what the sandboxed decoder finds; a video it refuses is a verdict, not a reason to try again."""
    try:
        yield from read_stills(
            default_storage.path(str(video.original.name)),
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
    for ending, options in FORMATS.items():
        encoded = io.BytesIO()
        picture.save(encoded, **options)  # type: ignore[arg-type]
        default_storage.delete(f"{stem}.{ending}")
        default_storage.save(f"{stem}.{ending}", ContentFile(encoded.getvalue()))
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


def _remove_stills(video: Video, unwanted: Callable[[int], bool]) -> None:
    """Remove the stills of the attempts that are unwanted, by their fence."""
    names = default_storage.listdir(video.folder)[1] if default_storage.exists(video.folder) else []
    for name in names:
        match = STILL_NAME.fullmatch(name)
        if match and unwanted(int(match[1])):
            default_storage.delete(f"{video.folder}/{name}")
