"""Which part of a clip is shown: from where to where the set goes, in seconds of the clip."""

import math

from videos.models import Video

FIELDS = ("trim_start_s", "trim_end_s")
LONGEST_S = 36_000  # the latest mark that a row takes; decoders cannot seek to just any number
ROUNDING_S = 0.05  # what a length may be out by: files say it in several places


def marks_of(video: Video) -> dict[str, float | None]:
    """Return the marks of a clip by field; None is where the clip itself begins or ends."""
    return {"trim_start_s": video.trim_start_s, "trim_end_s": video.trim_end_s}


def length_of(video: Video) -> float | None:
    """Return how long a clip is in seconds, as the player shows it; None while nobody has looked."""
    rendered = 0.0
    if video.frame_count and video.frame_rate_num and video.frame_rate_den:
        rendered = video.frame_count * video.frame_rate_den / video.frame_rate_num
    return max(video.duration_s or 0.0, rendered) or None


def faults_of_marks(video: Video, start_s: float | None, end_s: float | None) -> dict[str, str]:
    """Return what is wrong with marks, a sentence by field."""
    found: dict[str, str] = {}
    length = length_of(video)
    for field, at in zip(FIELDS, (start_s, end_s), strict=True):
        if at is not None and at < 0:
            found[field] = "A time in the clip is not below 0."
        elif at is not None and length is None and at > LONGEST_S:
            found[field] = "No clip is that long."
        elif at is not None and at > (length or math.inf) + ROUNDING_S:
            found[field] = f"The clip is only {clock(length or 0)} long."
    if not found and length is not None and start_s is not None and start_s >= length:
        found["trim_start_s"] = f"The clip ends at {clock(length)}: nothing would be shown."
    if not found and end_s is not None and end_s <= (start_s or 0):
        found["trim_end_s"] = "The end comes after the start."
    return found


def say_marks(video: Video) -> str:
    """Say which part is shown."""
    start, end = video.trim_start_s, video.trim_end_s
    if start is None and end is None:
        return "The whole clip is shown."
    if end is None:
        return f"The set starts at {clock(start or 0)}."
    return f"The set ends at {clock(end)}." if start is None else f"The set is {clock(start)} to {clock(end)}."


def clock(seconds: float) -> str:
    """Show a time to a tenth of a second, as the player does: 0:11.2."""
    tenths = math.floor(seconds * 10 + 1e-6)
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest / 10:04.1f}"
