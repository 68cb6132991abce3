"""Every frame of a video somebody uploaded, upright and at a constant rate, from the sandboxed decoder."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from biomech.decode_answer import decoding, measured, next_header, warning, whole
from biomech.decode_process import Decoder, DecoderDied
from biomech.decode_results import VideoRejected
from biomech.decode_wire import WHOLE_CLIP, FramesRequest, Limits

__all__ = ["Frame", "FramesEnd", "FramesInfo", "Limits", "VideoRejected", "read_frames"]

Plane = npt.NDArray[np.uint8]

_MAX_SIDE_PX = 4096
_MAX_RATE_PART = 10**6


@dataclass(frozen=True)
class FramesInfo:
    """What will come: `frame_count` upright pictures of this size, frame n shown from n / rate seconds on.

    `duration_s` is the clip's own length, `warning` a sentence about what is wrong although frames can be had.
    """

    width_px: int
    height_px: int
    rate: Fraction
    frame_count: int
    duration_s: float
    warning: str | None


@dataclass(frozen=True)
class Frame:
    """One upright picture in BT.709, limited range: Y (height, width), U and V (half of both), all uint8.

    A frame that is shown again has the very planes of the one before.
    """

    index: int
    planes: tuple[Plane, Plane, Plane]


@dataclass(frozen=True)
class FramesEnd:
    """The last word: `warning` is a sentence if parts of the video could not be decoded."""

    warning: str | None


def read_frames(
    path: str | os.PathLike[str],
    *,
    max_short_side_px: int = 720,
    rate: Fraction | None = None,
    limits: Limits = WHOLE_CLIP,
) -> Iterator[FramesInfo | Frame | FramesEnd]:
    """Yield the facts, every frame at a constant rate, and the end; damaged parts repeat the picture before them.

    Frame n is the one nearest to n / rate, so that a clip with a constant rate gives frame for frame. Without `rate`
    it is the standard one nearest to the clip's own, at most 60. One frame at a time is held: a slow reader makes the
    decoder wait. Closing the iterator early ends the decoder. Raises VideoRejected, OSError as `read_stills` does,
    ValueError for a size or rate that makes no sense.
    """
    if not 2 <= max_short_side_px <= _MAX_SIDE_PX:
        raise ValueError(f"max_short_side_px must be 2 to {_MAX_SIDE_PX}, not {max_short_side_px}")
    if rate is not None and not 0 < rate <= limits.max_frame_rate_hz:
        raise ValueError(f"a rate of {rate} frames per second cannot be had")
    wanted = None if rate is None else (rate.numerator, rate.denominator)
    return _read_frames(path, FramesRequest(max_short_side_px, wanted, limits))


def _read_frames(path: str | os.PathLike[str], request: FramesRequest) -> Iterator[FramesInfo | Frame | FramesEnd]:
    with decoding(path, request) as decoder:
        header = next_header(decoder, request.limits, "frames")
        turns = whole(header, "turns", 0, 3)
        info = _read_info(header, request, turns)
        yield info
        stored = (info.height_px, info.width_px) if turns % 2 == 0 else (info.width_px, info.height_px)
        index = 0
        while index < info.frame_count:
            header = next_header(decoder, request.limits, "frame")
            times = whole(header, "times", 1, info.frame_count - index)
            planes = _read_planes(decoder, stored, turns)
            for _ in range(times):
                yield Frame(index, planes)
                index += 1
        yield FramesEnd(warning(next_header(decoder, request.limits, "done")))


def _read_info(header: dict[str, Any], request: FramesRequest, turns: int) -> FramesInfo:
    """Check and return the facts; the size is turned upright."""
    size = [whole(header, key, 2, _MAX_SIDE_PX) for key in ("width_px", "height_px")]
    if any(side % 2 for side in size) or min(size) > request.max_short_side_px + 1:
        raise DecoderDied("size out of bounds")
    rate = Fraction(*(whole(header, key, 1, _MAX_RATE_PART) for key in ("rate_num", "rate_den")))
    if rate > request.limits.max_frame_rate_hz:
        raise DecoderDied("rate out of bounds")
    if request.rate is not None and rate != Fraction(*request.rate):
        raise DecoderDied("another rate than the wanted one")
    most = int(2 * request.limits.max_duration_s * rate) + 2  # its frames, and one frame that lasts as long as all
    width, height = size[::-1] if turns % 2 else size
    return FramesInfo(
        width_px=width,
        height_px=height,
        rate=rate,
        frame_count=whole(header, "frame_count", 1, most),
        duration_s=measured(header, "duration_s"),
        warning=warning(header),
    )


def _read_planes(decoder: Decoder, stored: tuple[int, int], turns: int) -> tuple[Plane, Plane, Plane]:
    """Read one picture and turn it upright; `stored` is its height and width before that."""
    height, width = stored
    planes = []
    data = np.frombuffer(decoder.body(height * width * 3 // 2), np.uint8)
    for rows, columns in ((height, width), (height // 2, width // 2), (height // 2, width // 2)):
        plane, data = data[: rows * columns], data[rows * columns :]
        planes.append(np.ascontiguousarray(np.rot90(plane.reshape(rows, columns), turns)))
    return planes[0], planes[1], planes[2]
