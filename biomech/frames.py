"""Frames of a clip for measuring, upright and small, from the sandboxed decoder."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from biomech.decode_answer import MAX_SANE, decoding, measured, next_header, warning, whole
from biomech.decode_process import DecoderDied
from biomech.decode_results import VideoRejected
from biomech.decode_wire import RGB_BYTES, WHOLE_CLIP, Limits, SamplesRequest

__all__ = ["Sample", "SamplesEnd", "SamplesInfo", "VideoRejected", "read_samples"]

_MAX_SIDE_PX = 4096


@dataclass(frozen=True)
class SamplesInfo:
    """What will come: about `frame_count` frames, which are a part of the picture, scaled.

    All sizes are (width, height), upright: `picture_px` of the clip, `scaled_px` of the same after scaling, `size_px`
    of a sample, that part of the scaled picture which begins `cut_px` from its left and its top. `warning` is a
    sentence about what is wrong although frames can be had.
    """

    picture_px: tuple[int, int]
    scaled_px: tuple[int, int]
    cut_px: tuple[int, int]
    size_px: tuple[int, int]
    frame_count: int
    duration_s: float
    warning: str | None


@dataclass(frozen=True)
class Sample:
    """One upright frame: `rgb` is (height, width, 3) uint8, `time_s` counts from the clip's first frame."""

    time_s: float
    rgb: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class SamplesEnd:
    """The last word: `warning` is a sentence if parts of the video could not be decoded."""

    warning: str | None


def read_samples(
    path: str | os.PathLike[str],
    *,
    max_side_px: int = 640,
    max_rate_hz: float = 30.0,
    start_s: float | None = None,
    end_s: float | None = None,
    limits: Limits = WHOLE_CLIP,
) -> Iterator[SamplesInfo | Sample | SamplesEnd]:
    """Yield the facts, frames at about `max_rate_hz` or the clip's own lower rate with their own times, and the end.

    Black bars around the picture are cut off, then it is scaled down to `max_side_px`, never up. A slow reader makes
    the decoder wait; closing the iterator early ends it. Raises VideoRejected, OSError as `read_stills` does,
    ValueError for a size, rate or range that makes no sense.
    """
    if not 16 <= max_side_px <= _MAX_SIDE_PX:
        raise ValueError(f"max_side_px must be 16 to {_MAX_SIDE_PX}, not {max_side_px}")
    if not 1 <= max_rate_hz <= limits.max_frame_rate_hz:
        raise ValueError(f"a rate of {max_rate_hz} frames per second cannot be had")
    if not 0 <= (start_s or 0.0) < (float("inf") if end_s is None else end_s):
        raise ValueError(f"a range from {start_s} s to {end_s} s holds nothing")
    return _read_samples(path, SamplesRequest(max_side_px, max_rate_hz, start_s, end_s, limits))


def _read_samples(path: str | os.PathLike[str], request: SamplesRequest) -> Iterator[SamplesInfo | Sample | SamplesEnd]:
    with decoding(path, request) as decoder:
        header = next_header(decoder, request.limits, "samples")
        turns = whole(header, "turns", 0, 3)
        yield _read_info(header, request, turns)
        stored = header["height_px"], header["width_px"], RGB_BYTES
        header = next_header(decoder, request.limits, "sample")
        count, last_s = 0, -1.0
        while header["kind"] == "sample":
            count, time_s = count + 1, measured(header, "time_s")
            if count > request.limits.max_frames or time_s <= last_s:
                raise DecoderDied("more samples than a clip may have, or out of order")
            rgb = np.frombuffer(decoder.body(math.prod(stored)), np.uint8).reshape(stored)
            yield Sample(time_s, np.ascontiguousarray(np.rot90(rgb, turns)))
            last_s = time_s
            header = next_header(decoder, request.limits, "sample", "done")
        yield SamplesEnd(warning(header))


def _read_info(header: dict[str, Any], request: SamplesRequest, turns: int) -> SamplesInfo:
    """Check and return the facts, turned upright."""
    width, height = (whole(header, key, 1, request.max_side_px + 1) for key in ("width_px", "height_px"))
    scaled, picture = (
        (whole(header, f"{of}_width_px", 1, MAX_SANE), whole(header, f"{of}_height_px", 1, MAX_SANE))
        for of in ("scaled", "picture")
    )
    left, top = whole(header, "left_px", 0, scaled[0] - width), whole(header, "top_px", 0, scaled[1] - height)
    # A quarter turn counter-clockwise takes what is cut off at the right to the top.
    cut = left, top, scaled[0] - left - width, scaled[1] - top - height
    left, top, *_ = cut[turns:] + cut[:turns]
    return SamplesInfo(
        picture_px=_turned(picture, turns),
        scaled_px=_turned(scaled, turns),
        cut_px=(left, top),
        size_px=_turned((width, height), turns),
        frame_count=whole(header, "frame_count", 1, request.limits.max_frames),
        duration_s=measured(header, "duration_s"),
        warning=warning(header),
    )


def _turned(size: tuple[int, int], turns: int) -> tuple[int, int]:
    return size if turns % 2 == 0 else (size[1], size[0])
