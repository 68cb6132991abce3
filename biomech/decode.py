"""Stills and facts of a video somebody uploaded, decoded in a process of its own that can do nothing else.

The decoder is not trusted once it has touched the file: whatever it says is checked here. POSIX only.
"""

import math
import os
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from biomech.decode_process import Decoder, DecoderDied, DecoderSlow, open_video, run_decoder
from biomech.decode_results import DECODER_CODES, WARNINGS, Role, Still, VideoInfo, VideoRejected
from biomech.decode_wire import RGB_BYTES, Limits, Request

__all__ = ["Limits", "Still", "VideoInfo", "VideoRejected", "read_stills"]

_MAX_COUNT = 100
_MAX_SIDE_PX = 4096
_MAX_SANE = 10**9

#: An ISO media file names its brand at once, Matroska and WebM begin with the EBML mark.
_ISO_MEDIA, _ISO_MEDIA_AT, _EBML = b"ftyp", 4, b"\x1a\x45\xdf\xa3"
_FFMPEG_NAME = re.compile(r"[a-z0-9_,.-]{1,60}")


def read_stills(
    path: str | os.PathLike[str],
    *,
    count: int = 9,
    max_side_px: int = 640,
    start_s: float | None = None,
    end_s: float | None = None,
    limits: Limits | None = None,
) -> Iterator[VideoInfo | Still]:
    """Yield a video's poster, its VideoInfo, then `count` stills evenly spaced over it or start to end.

    The poster comes before the limits on length and frames are checked, within a fraction of a second.
    Closing the iterator early ends the decoder. Raises VideoRejected, OSError if the file cannot be opened
    (symlinks and non-files included), ValueError for a count, size or range that makes no sense.
    """
    request = Request(count, max_side_px, start_s, end_s, limits or Limits())
    _check_request(request)
    return _read_stills(path, request)


def _check_request(request: Request) -> None:
    """Raise ValueError for what no decoder should be started for."""
    if not 1 <= request.count <= _MAX_COUNT:
        raise ValueError(f"count must be 1 to {_MAX_COUNT}, not {request.count}")
    if not 1 <= request.max_side_px <= _MAX_SIDE_PX:
        raise ValueError(f"max_side_px must be 1 to {_MAX_SIDE_PX}, not {request.max_side_px}")
    start_s = request.start_s or 0.0
    end_s = math.inf if request.end_s is None else request.end_s
    if not (0 <= start_s < end_s):
        raise ValueError(f"a range from {start_s} s to {end_s} s holds nothing")


def _read_stills(path: str | os.PathLike[str], request: Request) -> Iterator[VideoInfo | Still]:
    """Run the decoder and turn its end, however it comes, into a verdict on the video."""
    video_fd = open_video(path)
    try:
        _check_signature(os.pread(video_fd, 12, 0), request.limits)
        with run_decoder(video_fd, request) as decoder:
            yield from _read_answer(decoder, request)
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


def _read_answer(decoder: Decoder, request: Request) -> Iterator[VideoInfo | Still]:
    """Read the decoder's messages in the one order they may come in; raises DecoderDied for anything else."""
    yield _read_still(decoder, request, role="poster", index=0)
    yield _read_info(_next_header(decoder, request, "info"))
    for index in range(request.count):
        yield _read_still(decoder, request, role="sprite", index=index)
    _next_header(decoder, request, "done")


def _next_header(decoder: Decoder, request: Request, kind: str) -> dict[str, Any]:
    """Return the next header, which must be of this kind; raises VideoRejected if it is a refusal."""
    header = decoder.header()
    if header.get("kind") == "refused":
        code = header.get("code")
        if isinstance(code, str) and code in DECODER_CODES:
            raise VideoRejected(code, request.limits)
    if header.get("kind") != kind:
        raise DecoderDied("message out of order")
    return header


def _read_still(decoder: Decoder, request: Request, *, role: Role, index: int) -> Still:
    """Read one picture and turn it upright."""
    header = _next_header(decoder, request, "still")
    if header.get("role") != role or header.get("index") != index:
        raise DecoderDied("picture out of order")
    width = _whole(header, "width_px", 1, request.max_side_px)
    height = _whole(header, "height_px", 1, request.max_side_px)
    turns = _whole(header, "turns", 0, 3)
    time_s = _measured(header, "time_s")
    stored: npt.NDArray[np.uint8] = np.frombuffer(decoder.body(width * height * RGB_BYTES), np.uint8)
    upright = np.rot90(stored.reshape(height, width, RGB_BYTES), turns)
    return Still(role, index, time_s, np.ascontiguousarray(upright))


def _read_info(header: dict[str, Any]) -> VideoInfo:
    """Check and return the clip's facts."""
    rotation_deg = _whole(header, "rotation_deg", 0, 270)
    warning = header.get("warning")
    if rotation_deg % 90 or not (warning is None or (isinstance(warning, str) and warning in WARNINGS)):
        raise DecoderDied("unknown rotation or warning")
    return VideoInfo(
        container=_name(header, "container"),
        codec=_name(header, "codec"),
        width_px=_whole(header, "width_px", 1, _MAX_SANE),
        height_px=_whole(header, "height_px", 1, _MAX_SANE),
        rotation_deg=rotation_deg,
        duration_s=_measured(header, "duration_s"),
        frame_rate_hz=_measured(header, "frame_rate_hz"),
        frame_count=_whole(header, "frame_count", 1, _MAX_SANE),
        warning=None if warning is None else WARNINGS[warning],
    )


def _whole(header: dict[str, Any], key: str, low: int, high: int) -> int:
    """Return a header's whole number within bounds; raises DecoderDied."""
    value = header.get(key)
    if type(value) is not int or not low <= value <= high:
        raise DecoderDied(f"{key} out of bounds")
    return value


def _measured(header: dict[str, Any], key: str) -> float:
    """Return a header's finite number of at least 0; raises DecoderDied."""
    value = header.get(key)
    if type(value) is not float or not math.isfinite(value) or value < 0:
        raise DecoderDied(f"{key} is no measured value")
    return value


def _name(header: dict[str, Any], key: str) -> str:
    """Return a header's name of a codec or container; raises DecoderDied."""
    value = header.get(key)
    if not isinstance(value, str) or not _FFMPEG_NAME.fullmatch(value):
        raise DecoderDied(f"{key} is no name")
    return value
