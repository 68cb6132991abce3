"""What reading a video gives: facts, pictures, or a reason why not."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from biomech.decode_wire import DAMAGED, END_MISSING, Limits

Role = Literal["poster", "sprite"]

WARNINGS = {
    END_MISSING: "The end of this video is missing.",
    DAMAGED: "Parts of this video are damaged: pictures stand still there.",
}
#: What is wrong, then what to do about it.
REASONS = {
    "unreadable": "This is not a video that FitnessRec can read. Send MP4, MOV, M4V, WebM or MKV.",
    "no-video": "This file has no video in it. Choose the clip itself.",
    "unknown-codec": "FitnessRec cannot read the codec of this video. Save it as MP4 with H.264 and send that.",
    "encrypted": "This video is locked with copy protection. Send a clip that is not locked.",
    "truncated": "This video is cut off or damaged: no picture of it can be read. Send it again, or save it anew.",
    "too-long": "This video is longer than {duration}. Cut it to the set and send that.",
    "too-large": "This video is larger than {megapixels:.1f} megapixels a picture. Save it in 4K and send that.",
    "too-fast": "This video has more than {limits.max_frame_rate_hz:g} frames per second. Save it with fewer.",
    "too-many-frames": "This video has more than {limits.max_frames:,} frames. Cut it to the set and send that.",
    "took-too-long": "Reading this video took too long. Save it shorter or smaller and send that.",
    "decoder-died": "This video broke the decoder. Save it anew with another program and send that.",
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
