"""The decoder's messages with every frame of a clip, at a constant rate."""

from collections.abc import Iterator
from fractions import Fraction

import av
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from biomech.decode_clip import Clip, Refused
from biomech.decode_measure import Timeline, measure
from biomech.decode_picture import Painter, even_size, planes_of, turns_of
from biomech.decode_rate import constant_rate, count_frames, frames_until
from biomech.decode_wire import DAMAGED, END_MISSING, FramesRequest, pack


def frame_messages(clip: Clip, request: FramesRequest) -> Iterator[bytes]:
    """Yield the clip's facts, then each frame that is shown, with how many times; raises Refused if none decodes."""
    timeline = measure(clip)
    decoding = Decoding(clip)
    frames = decoding.frames()
    first = next(frames, None)
    if first is None:
        raise Refused("truncated")
    _, frame = first
    rate = Fraction(*request.rate) if request.rate else constant_rate(timeline.pts, clip.time_base)
    count = _count(clip, timeline, rate)
    size = even_size(frame, clip.pixel_aspect(), request.max_short_side_px)
    turns = turns_of(frame)
    yield pack(
        {
            "kind": "frames",
            "width_px": size[0],
            "height_px": size[1],
            "turns": turns,
            "rate_num": rate.numerator,
            "rate_den": rate.denominator,
            "frame_count": count,
            "duration_s": timeline.duration_s,
            "warning": None if timeline.complete else END_MISSING,
        }
    )
    painter = Painter()
    for shown, times in _at_rate(first, frames, rate, count):
        picture = painter.paint_frame(shown, *size)
        yield pack({"kind": "frame", "times": times}, planes_of(picture))
    yield pack({"kind": "done", "warning": DAMAGED if decoding.damaged else None})


def _count(clip: Clip, timeline: Timeline, rate: Fraction) -> int:
    span_s = (timeline.pts[-1] - timeline.pts[0]) * clip.time_base
    last_frame_s = Fraction(timeline.duration_s) - span_s
    return count_frames(span_s, max(last_frame_s, Fraction(0)), rate)


def _at_rate(
    first: tuple[Fraction, VideoFrame], more: Iterator[tuple[Fraction, VideoFrame]], rate: Fraction, count: int
) -> Iterator[tuple[VideoFrame, int]]:
    """Yield the frames that are nearest to n / rate for some n, each with the number of such n."""
    done = 0
    held_s, held = first
    for time_s, frame in more:
        if time_s > held_s:
            until = min(frames_until((held_s + time_s) / 2, rate), count)
            if until > done:
                yield held, until - done
                done = until
        held_s, held = max(time_s, held_s), frame
    if count > done:
        yield held, count - done


class Decoding:
    """All frames of a clip, in order, with the time of each since the clip's first."""

    def __init__(self, clip: Clip) -> None:
        self._clip = clip
        #: Whether something did not decode, or not as it should.
        self.damaged = False

    def frames(self) -> Iterator[tuple[Fraction, VideoFrame]]:
        """Decode from the start, passing over what does not decode; raises Refused for more frames than allowed."""
        clip = self._clip
        clip.codec.flush_buffers()
        clip.codec.skip_frame = "DEFAULT"
        clip.rewind()
        packets = clip.container.demux(clip.stream)
        count, time_s = 0, Fraction(0)
        while True:
            try:
                packet = next(packets, None)
            except Exception:  # beyond the end of a file that is cut off; `measure` has seen that
                packet = None
            if packet is None:
                frames = self._decode(None)
            elif packet.size == 0:
                continue  # demux says so at the end; draining is done above, once
            else:
                frames = self._decode(packet)
            for frame in frames:
                count += 1
                if count > clip.limits.max_frames:
                    raise Refused("too-many-frames")
                if frame.pts is not None:
                    time_s = max((frame.pts - clip.origin_pts) * clip.time_base, Fraction(0))
                self.damaged = self.damaged or frame.is_corrupt
                yield time_s, frame
            if packet is None:
                return

    def _decode(self, packet: "av.Packet[VideoStream] | None") -> list[VideoFrame]:
        try:
            return self._clip.codec.decode(packet)
        except MemoryError:
            raise
        except Exception:
            self.damaged = True
            return []
