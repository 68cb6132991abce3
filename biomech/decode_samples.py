"""The decoder's messages with frames at their own times for measuring: small, even in rate, without black bars."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import BinaryIO, TypeVar

from av.video.frame import VideoFrame

from biomech.decode_bars import Box, whole_picture, without_bars
from biomech.decode_clip import Clip, Refused
from biomech.decode_constant import Decoding
from biomech.decode_measure import Timeline, measure
from biomech.decode_picture import Painter, square_size, turns_of
from biomech.decode_wire import DAMAGED, END_MISSING, RGB_BYTES, SamplesRequest, pack

Held = TypeVar("Held")

#: How much earlier than its turn a frame is taken: 60 and 120 frames a second give 30, 50 give 25, none stutters.
_EARLY = 0.8
#: Where in the clip its bars are looked for, as shares of its length.
_PROBES = (0.1, 0.3, 0.5, 0.7, 0.9)


def sample_messages(clip: Clip, request: SamplesRequest) -> Iterator[bytes]:
    """Yield the clip's facts, then each frame that is due with its time; raises Refused if none decodes."""
    timeline = measure(clip)
    painter = Painter()
    box = _content(clip, timeline, painter)
    decoding = Decoding(clip)
    frames = _due(decoding.frames(), request)
    first = next(frames, None)
    if first is None:
        raise Refused("truncated")
    width, height = square_size(first[1], clip.pixel_aspect())
    scale = min(1.0, request.max_side_px / max(box.width * width, box.height * height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    cut = box.in_pixels(*size)
    times = [(pts - clip.origin_pts) * clip.time_base for pts in timeline.pts]
    yield pack(
        {
            "kind": "samples",
            "picture_width_px": width,
            "picture_height_px": height,
            "turns": turns_of(first[1]),
            "scaled_width_px": size[0],
            "scaled_height_px": size[1],
            "left_px": cut[0],
            "top_px": cut[1],
            "width_px": cut[2] - cut[0],
            "height_px": cut[3] - cut[1],
            "frame_count": max(1, sum(1 for _ in _due(((time, None) for time in times), request))),
            "duration_s": timeline.duration_s,
            "warning": None if timeline.complete else END_MISSING,
        }
    )
    yield _pack(painter, first, size, cut)
    for due in frames:
        yield _pack(painter, due, size, cut)
    yield pack({"kind": "done", "warning": DAMAGED if decoding.damaged else None})


def _due(frames: Iterator[tuple[Fraction, Held]], request: SamplesRequest) -> Iterator[tuple[float, Held]]:
    """Yield those between start and end, each at least most of an interval after the one before.

    A range that holds no frame at all takes what is shown at its start, as stills do.
    """
    least_s = _EARLY / request.max_rate_hz
    last_s: float | None = None
    shown: tuple[float, Held] | None = None
    for time, held in frames:
        time_s = float(time)
        if request.end_s is not None and time_s > request.end_s:
            break
        if time_s < (request.start_s or 0.0):
            shown = time_s, held
        elif last_s is None or time_s - last_s >= least_s:
            last_s = time_s
            yield time_s, held
    if last_s is None and shown is not None:
        yield shown


def _content(clip: Clip, timeline: Timeline, painter: Painter) -> Box:
    """Return the part of the picture that is not black bars, looked for in a few frames over the clip.

    A decoder of its own looks: where a clip changes its parameters on the way, one that has been there would decode
    the beginning with those of the end.
    """
    file: BinaryIO = clip.container.file.file
    place = file.tell()
    file.seek(0)
    look = Clip(file, clip.limits)
    try:
        look.origin_pts = clip.origin_pts
        targets = [timeline.pts[round(share * (len(timeline.pts) - 1))] for share in _PROBES]
        frames = look.frames_at(targets, timeline.keyframe_pts)
        return without_bars(painter, (frame for frame in frames if frame is not None)) or whole_picture()
    finally:
        look.container.close()
        file.seek(place)


def _pack(painter: Painter, due: tuple[float, VideoFrame], size: tuple[int, int], cut: Sequence[int]) -> bytes:
    time_s, frame = due
    plane = painter.paint_picture(frame, *size, "rgb24").planes[0]
    padded = memoryview(plane)
    left, top, right, bottom = cut
    rows = (padded[y * plane.line_size :] for y in range(top, bottom))
    return pack(
        {"kind": "sample", "time_s": time_s}, b"".join(row[left * RGB_BYTES : right * RGB_BYTES] for row in rows)
    )
