"""Why no picture came out of a file, when that can be told better than "damaged"."""

import logging
import os
from contextlib import suppress
from typing import BinaryIO

import av.logging

from biomech.decode_clip import Clip
from biomech.decode_wire import Limits

#: Sample entries of encrypted tracks (ISO/IEC 23001-7; FairPlay). The index is at one end of a file or the other.
_LOCKED = (b"encv", b"drmi")
_SCHEME = b"schm"
_LOOK_BYTES = 1 << 20
#: FFmpeg's words for a picture that `max_pixels` forbids.
_TOO_LARGE = "Picture size"


def explain(video: BinaryIO, limits: Limits) -> str:
    """Return the code of what is wrong with a file that gave no picture; "truncated" if nothing is known."""
    if _is_locked(video):
        return "encrypted"
    return "too-large" if _is_too_large(video, limits) else "truncated"


def _is_locked(video: BinaryIO) -> bool:
    """Tell whether the index says that the media is encrypted."""
    end = video.seek(0, os.SEEK_END)
    video.seek(max(0, end - _LOOK_BYTES))
    tail = video.read(_LOOK_BYTES)
    video.seek(0)
    return any(_SCHEME in part and any(name in part for name in _LOCKED) for part in (video.read(_LOOK_BYTES), tail))


def _is_too_large(video: BinaryIO, limits: Limits) -> bool:
    """Open the file once more and listen to what FFmpeg says."""
    logging.disable()
    av.logging.set_level(av.logging.ERROR)
    video.seek(0)
    with av.logging.Capture(local=False) as said:
        with suppress(Exception):
            Clip(video, limits).keyframe_at(0)
        return any(words.startswith(_TOO_LARGE) for _, _, words in said)
