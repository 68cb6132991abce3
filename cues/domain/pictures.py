"""Pictures of own cues: checked, turned upright, made small, and written anew, so that nothing else comes along."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import IO, Any, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from cues.models import Cue

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 40_000_000
LONG_SIDE = 1280
QUALITY = 82
ORIENTATION = 0x0112  # of EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


_reading = Lock()  # one at a time: a file of fifty bytes may unfold to 40 megapixels, and these to 700 MB


class Rejected(Exception):
    """The picture is not taken. `code` is stable for clients, `reason` a sentence for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored: WebP without metadata."""

    content: bytes
    width: int
    height: int


def read_upload(upload: "UploadedFile[Any]") -> Picture:
    """Return the picture that somebody sends, as it is kept; raises Rejected."""
    return read_picture(cast("IO[bytes]", upload.file), size=upload.size or 0)


def set_picture(cue: Cue, picture: Picture) -> Cue:
    """Give an own cue a picture; the one before goes once the new one is stored."""
    name = default_storage.save(f"cues/{cue.slug}/{uuid.uuid4().hex}.webp", ContentFile(picture.content))
    try:
        return _store(cue, name, picture.width, picture.height)
    except BaseException:
        default_storage.delete(name)
        raise


def store_with_picture(store: Callable[[], Cue], *, picture: Picture | None, remove: bool = False) -> Cue:
    """Store a cue and its picture as one: where either fails, there is neither, nor a file.

    `store` writes the cue and returns it; without a picture the one it has stays, unless it is to be removed.
    """
    given = ""
    try:
        with transaction.atomic():
            cue = store()
            if picture is not None:
                given = set_picture(cue, picture).picture
            elif remove:
                remove_picture(cue)
    except BaseException:  # the database took it all back, at the last moment perhaps
        if given:
            default_storage.delete(given)
        raise
    return cue


def remove_picture(cue: Cue) -> Cue:
    """Take the picture of an own cue away for good."""
    return _store(cue, "", None, None)


@transaction.atomic
def _store(cue: Cue, name: str, width: int | None, height: int | None) -> Cue:
    assert cue.owner_id is not None  # the library's are everybody's
    cue.stamp()
    before = Cue.objects.values_list("picture", flat=True).get(pk=cue.pk)  # as it is now: nobody else changes it
    cue.picture, cue.picture_width, cue.picture_height = name, width, height
    cue.save(update_fields=["picture", "picture_width", "picture_height", "v", "updated_at"])
    if before:
        transaction.on_commit(lambda: default_storage.delete(before))
    return cue


def read_picture(file: IO[bytes], *, size: int) -> Picture:
    """Return a JPEG, PNG or WebP as it is kept; raises Rejected for anything else, told by its bytes alone."""
    if size == 0:
        raise Rejected("empty_file", "This file is empty. Choose the picture again.")
    if size > MAX_BYTES:
        raise Rejected("too_large", f"This file is larger than {MAX_BYTES // 2**20} MB, the most a picture may have.")
    file.seek(0)
    head = file.read(16)
    if not (head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP")):
        raise Rejected(
            "not_a_picture", "This is not a picture that FitnessRec can read. Send a JPEG, PNG or WebP file."
        )
    file.seek(0)
    try:
        with _reading:
            return _written_anew(file)
    except (Rejected, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:  # a decoder that meets broken bytes raises what it likes
        raise Rejected("broken_picture", "This picture is damaged and cannot be read. Send another one.") from error


def _written_anew(file: IO[bytes]) -> Picture:
    with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _too_many_pixels()
        turn = TURNS.get(_orientation(opened))
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is read no larger than it is needed
        small = _plain(opened)
    small.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = small.copy() if turn is None else small.transpose(turn)
    upright.info.clear()  # colour profile, comments, position: what an encoder would copy
    written = io.BytesIO()
    upright.save(written, "WEBP", quality=QUALITY)
    return Picture(written.getvalue(), upright.width, upright.height)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse the picture
        return 1


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in three or, where something shines through, four channels of eight bits."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    shines = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if shines else "RGB"
    if image.mode != mode:
        return image.convert(mode)
    image.load()  # as it is: a copy would take the same memory again
    return image


def _too_many_pixels() -> Rejected:
    return Rejected(
        "too_many_pixels", f"This picture has more than {MAX_PIXELS // 10**6} megapixels. Send a smaller one."
    )
