"""Reading a decoder's answer: it is not trusted once it has touched a file, so whatever it says is checked here."""

import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from biomech.decode_process import Decoder, DecoderDied, DecoderSlow, open_video, run_decoder
from biomech.decode_results import DECODER_CODES, WARNINGS, VideoRejected
from biomech.decode_wire import Limits, Request

MAX_SANE = 10**9

#: An ISO media file names its brand at once, Matroska and WebM begin with the EBML mark.
_ISO_MEDIA, _ISO_MEDIA_AT, _EBML = b"ftyp", 4, b"\x1a\x45\xdf\xa3"
_FFMPEG_NAME = re.compile(r"[a-z0-9_,.-]{1,60}")


@contextmanager
def decoding(path: str | os.PathLike[str], request: Request) -> Iterator[Decoder]:
    """Run the decoder on a file and turn its end, however it comes, into a verdict on the video."""
    video_fd = open_video(path)
    try:
        _check_signature(os.pread(video_fd, 12, 0), request.limits)
        with run_decoder(video_fd, request) as decoder:
            yield decoder
    except DecoderSlow as error:
        raise VideoRejected("took-too-long", request.limits) from error
    except DecoderDied as error:
        raise VideoRejected("decoder-died", request.limits) from error
    finally:
        os.close(video_fd)


def _check_signature(first_bytes: bytes, limits: Limits) -> None:
    """Refuse what is no video by its first bytes, so that no playlist reaches FFmpeg, whatever its name."""
    if first_bytes[_ISO_MEDIA_AT : _ISO_MEDIA_AT + 4] != _ISO_MEDIA and first_bytes[:4] != _EBML:
        raise VideoRejected("unreadable", limits)


def next_header(decoder: Decoder, limits: Limits, *kinds: str) -> dict[str, Any]:
    """Return the next header, which must be of one of these kinds; raises VideoRejected if it is a refusal."""
    header = decoder.header()
    if header.get("kind") == "refused":
        code = header.get("code")
        if isinstance(code, str) and code in DECODER_CODES:
            raise VideoRejected(code, limits)
    if header.get("kind") not in kinds:
        raise DecoderDied("message out of order")
    return header


def whole(header: dict[str, Any], key: str, low: int, high: int) -> int:
    """Return a header's whole number within bounds; raises DecoderDied."""
    value = header.get(key)
    if type(value) is not int or not low <= value <= high:
        raise DecoderDied(f"{key} out of bounds")
    return value


def measured(header: dict[str, Any], key: str) -> float:
    """Return a header's finite number of at least 0; raises DecoderDied."""
    value = header.get(key)
    if type(value) is not float or not math.isfinite(value) or value < 0:
        raise DecoderDied(f"{key} is no measured value")
    return value


def warning(header: dict[str, Any]) -> str | None:
    """Return the sentence of a header's warning; raises DecoderDied for an unknown one."""
    code = header.get("warning")
    if code is None:
        return None
    if not isinstance(code, str) or code not in WARNINGS:
        raise DecoderDied("unknown warning")
    return WARNINGS[code]


def name(header: dict[str, Any], key: str) -> str:
    """Return a header's name of a codec or container; raises DecoderDied."""
    value = header.get(key)
    if not isinstance(value, str) or not _FFMPEG_NAME.fullmatch(value):
        raise DecoderDied(f"{key} is no name")
    return value
