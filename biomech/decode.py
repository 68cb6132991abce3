"""Stills and facts of a video somebody uploaded, decoded in a process of its own that can do nothing else."""

import math
import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from biomech.decode_answer import MAX_SANE, decoding, measured, name, next_header, whole
from biomech.decode_colours import TRANSFERS, to_screen
from biomech.decode_process import Decoder, DecoderDied
from biomech.decode_results import WARNINGS, Role, Still, VideoInfo, VideoRejected
from biomech.decode_wire import RGB_BYTES, Limits, StillsRequest

__all__ = ["Limits", "Still", "VideoInfo", "VideoRejected", "read_stills"]

_MAX_COUNT = 100
_MAX_SIDE_PX = 4096


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
    request = StillsRequest(count, max_side_px, start_s, end_s, limits or Limits())
    _check_request(request)
    return _read_stills(path, request)


def _check_request(request: StillsRequest) -> None:
    """Raise ValueError for what no decoder should be started for."""
    if not 1 <= request.count <= _MAX_COUNT:
        raise ValueError(f"count must be 1 to {_MAX_COUNT}, not {request.count}")
    if not 1 <= request.max_side_px <= _MAX_SIDE_PX:
        raise ValueError(f"max_side_px must be 1 to {_MAX_SIDE_PX}, not {request.max_side_px}")
    start_s = request.start_s or 0.0
    end_s = math.inf if request.end_s is None else request.end_s
    if not (0 <= start_s < end_s):
        raise ValueError(f"a range from {start_s} s to {end_s} s holds nothing")


def _read_stills(path: str | os.PathLike[str], request: StillsRequest) -> Iterator[VideoInfo | Still]:
    with decoding(path, request) as decoder:
        yield from _read_answer(decoder, request)


def _read_answer(decoder: Decoder, request: StillsRequest) -> Iterator[VideoInfo | Still]:
    """Read the decoder's messages in the one order they may come in; raises DecoderDied for anything else."""
    yield _read_still(decoder, request, role="poster", index=0)
    yield _read_info(next_header(decoder, request.limits, "info"))
    for index in range(request.count):
        yield _read_still(decoder, request, role="sprite", index=index)
    next_header(decoder, request.limits, "done")


def _read_still(decoder: Decoder, request: StillsRequest, *, role: Role, index: int) -> Still:
    """Read one picture and turn it upright."""
    header = next_header(decoder, request.limits, "still")
    if header.get("role") != role or header.get("index") != index:
        raise DecoderDied("picture out of order")
    width = whole(header, "width_px", 1, request.max_side_px)
    height = whole(header, "height_px", 1, request.max_side_px)
    turns = whole(header, "turns", 0, 3)
    time_s = measured(header, "time_s")
    rgb = _read_rgb(decoder, (height, width, RGB_BYTES), header.get("transfer"))
    return Still(role, index, time_s, np.ascontiguousarray(np.rot90(rgb, turns)))


def _read_rgb(decoder: Decoder, shape: tuple[int, int, int], transfer: Any) -> npt.NDArray[np.uint8]:
    """Read a picture's values; those with a high dynamic range are wider, and brought to a screen's colours here."""
    size = math.prod(shape)
    if transfer is None:
        return np.frombuffer(decoder.body(size), np.uint8).reshape(shape)
    if transfer not in TRANSFERS:
        raise DecoderDied("unknown transfer")
    return to_screen(np.frombuffer(decoder.body(2 * size), "<u2").reshape(shape), transfer)


def _read_info(header: dict[str, Any]) -> VideoInfo:
    """Check and return the clip's facts."""
    rotation_deg = whole(header, "rotation_deg", 0, 270)
    warning = header.get("warning")
    if rotation_deg % 90 or not (warning is None or (isinstance(warning, str) and warning in WARNINGS)):
        raise DecoderDied("unknown rotation or warning")
    return VideoInfo(
        container=name(header, "container"),
        codec=name(header, "codec"),
        width_px=whole(header, "width_px", 1, MAX_SANE),
        height_px=whole(header, "height_px", 1, MAX_SANE),
        rotation_deg=rotation_deg,
        duration_s=measured(header, "duration_s"),
        frame_rate_hz=measured(header, "frame_rate_hz"),
        frame_count=whole(header, "frame_count", 1, MAX_SANE),
        warning=None if warning is None else WARNINGS[warning],
    )
