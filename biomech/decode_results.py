"""What reading a video gives: facts, pictures, or a reason why not."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from biomech.decode_wire import END_MISSING, Limits

Role = Literal["poster", "sprite"]

WARNINGS = {END_MISSING: "The end of this video is missing."}
REASONS = {
    "unreadable": "This file is not a video we can read: use MP4, MOV, M4V, WebM or MKV.",
    "no-video": "This file has no video in it.",
    "truncated": "The video is cut off or damaged and could not be read.",
    "too-long": "The video is longer than {duration}.",
    "too-large": "The video's picture is larger than {megapixels:.1f} megapixels.",
    "too-fast": "The video has more than {limits.max_frame_rate_hz:g} frames per second.",
    "too-many-frames": "The video has more than {limits.max_frames:,} frames.",
    "took-too-long": "Reading the video took too long: a shorter or smaller one will work.",
    "decoder-died": "The video broke the decoder: save it again with another program and upload that.",
}
#: What the decoder may say; the others are for us to find.
DECODER_CODES = REASONS.keys() - {"unreadable", "took-too-long"}


class VideoRejected(Exception):
    """The video cannot be used: `code` is a stable slug, `reason` a sentence for its owner."""

    def __init__(self, code: str, limits: Limits) -> None:
        self.code = code
        self.reason = REASONS[code].format(
            limits=limits,
            duration=_spell_duration(limits.max_duration_s),
            megapixels=limits.max_pixels / 1e6,
        )
        super().__init__(self.reason)


@dataclass(frozen=True)
class VideoInfo:
    """What a video is, measured on its packets and on a decoded frame.

    Width and height are of the upright picture with square pixels; `rotation_deg` (0, 90, 180, 270 clockwise)
    is what the stored picture was turned by to become upright. The frame rate is the mean, 0 for a single
    frame. `warning` is a sentence about what is wrong although pictures could be had.
    """

    container: str
    codec: str
    width_px: int
    height_px: int
    rotation_deg: int
    duration_s: float
    frame_rate_hz: float
    frame_count: int
    warning: str | None


@dataclass(frozen=True)
class Still:
    """One upright picture: the poster (index 0), or a frame of the sprite (index 0 to count - 1).

    `rgb` is (height, width, 3) uint8; `time_s` counts from the clip's first frame, not from a trim.
    """

    role: Role
    index: int
    time_s: float
    rgb: npt.NDArray[np.uint8]


def _spell_duration(duration_s: float) -> str:
    """Return a duration as a person says it."""
    if duration_s < 120:
        return f"{duration_s:g} seconds"
    return f"{duration_s / 60:g} minutes"
