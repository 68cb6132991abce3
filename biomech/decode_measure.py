"""A clip's length, frame rate and keyframes from its packets, which cannot lie as a header can."""

from dataclasses import dataclass

from biomech.decode_clip import Clip, Refused

#: Cameras that write 240 frames per second measure as 240.02.
_RATE_SLACK = 1.01


@dataclass(frozen=True)
class Timeline:
    """Presentation times of all frames and of the keyframes, rising, and whether the file's end is there."""

    pts: list[int]
    keyframe_pts: list[int]
    duration_s: float
    frame_rate_hz: float
    complete: bool


def measure(clip: Clip) -> Timeline:
    """Read all packets without decoding them, and set the clip's origin to its first frame.

    Raises Refused as soon as a limit is passed, or if there is no packet. The frame rate is the mean, 0 for a
    single frame.
    """
    pts, keyframe_pts, last_frame_ticks, complete = _read_packets(clip)
    if not pts:
        raise Refused("truncated")
    limits = clip.limits
    span_s = float((pts[-1] - pts[0]) * clip.time_base)
    duration_s = span_s + float(last_frame_ticks * clip.time_base)
    if duration_s > limits.max_duration_s:
        raise Refused("too-long")
    intervals = len(pts) - 1
    if intervals > span_s * limits.max_frame_rate_hz * _RATE_SLACK:
        raise Refused("too-fast")
    clip.origin_pts = pts[0]
    return Timeline(pts, keyframe_pts, duration_s, intervals / span_s if intervals else 0.0, complete)


def _read_packets(clip: Clip) -> tuple[list[int], list[int], int, bool]:
    """Return times of frames and keyframes, rising, the last frame's duration, and if all could be read."""
    pts: list[int] = []
    keyframe_pts: list[int] = []
    packets, latest, last_frame_ticks, complete = 0, None, 0, True
    longest = clip.limits.max_duration_s / float(clip.time_base)
    try:
        clip.rewind()
        for packet in clip.container.demux(clip.stream):
            if packet.size == 0:
                continue
            packets += 1
            complete = not packet.is_corrupt
            time = packet.pts if packet.pts is not None else packet.dts
            if time is None or packet.is_discard:
                continue
            pts.append(time)
            if packet.is_keyframe:
                keyframe_pts.append(time)
            if latest is None or time >= latest:
                latest, last_frame_ticks = time, packet.duration or 0
            if len(pts) > clip.limits.max_frames:
                raise Refused("too-many-frames")
            if abs(time - pts[0]) > longest:
                raise Refused("too-long")
    except (Refused, MemoryError):
        raise
    except Exception:
        complete = False
    # An mp4's index names every packet; the other containers' indexes name fewer than there are.
    complete = complete and packets >= len(clip.stream.index_entries)
    return sorted(pts), sorted(keyframe_pts), last_frame_ticks, complete
