"""One open video inside the decoder process, and its frames at given times.

Presentation times (`pts`) are in the stream's time base. Nothing here trusts a header for more than a first
guess.
"""

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import BinaryIO

import av

# PyAV loads these on first use otherwise, and first use comes after the door is shut.
import av.sidedata.sidedata
import av.stream
import av.subtitles.codeccontext
import av.subtitles.stream
import av.subtitles.subtitle
import av.video.reformatter
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from biomech.decode_wire import Limits

#: Without these, FFmpeg follows playlists and session descriptions to other files and hosts.
OPEN_OPTIONS = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
    "protocol_whitelist": "none",
    # Opening decodes a picture of each stream; a phone's clip has fewer than ten.
    "max_streams": "100",
}
#: Pixels are made square up to this stretch; a header that claims more is not believed.
_MAX_PIXEL_ASPECT = 4
_MAX_THREADS = 4


class Refused(Exception):
    """The video is not acceptable; `args[0]` is one of the codes of `decode.VideoRejected`."""


class Clip:
    """The first real video stream of an open file."""

    def __init__(self, video: BinaryIO, limits: Limits) -> None:
        """Open it; raises Refused for no video or too large a one, av's errors for an unreadable file."""
        self.limits = limits
        # Probing decodes frames already, so the limit on pixels is needed here as well as on the decoder.
        max_pixels = {"max_pixels": str(limits.max_pixels)}
        self.container = av.open(video, mode="r", options=OPEN_OPTIONS | max_pixels, metadata_errors="replace")
        self.stream = self._choose_stream()
        self.codec = self.stream.codec_context
        if self.codec.width * self.codec.height > limits.max_pixels:
            raise Refused("too-large")
        self.codec.options = max_pixels
        self.codec.thread_type = "AUTO"
        self.codec.thread_count = min(os.cpu_count() or 1, _MAX_THREADS)
        self.time_base = self.stream.time_base or Fraction(1, av.time_base)
        #: Presentation time of the first frame: the header's word until the packets have been measured.
        self.origin_pts = self.stream.start_time or 0
        self._wanted_pts = 0

    def _choose_stream(self) -> VideoStream:
        """Return the first video stream that is no cover art; all others are not even read."""
        cover = av.stream.Disposition.attached_pic
        streams = [stream for stream in self.container.streams.video if not stream.disposition & cover]
        if not streams:
            raise Refused("no-video")
        streams = [stream for stream in streams if stream.codec_context is not None]
        if not streams:
            raise Refused("unknown-codec")
        for stream in self.container.streams:
            if stream is not streams[0]:
                stream.discard = av.stream.Discard.all
        return streams[0]

    def rewind(self) -> None:
        """Go to the first packet, be it a keyframe or not: apps that cut without encoding begin where they like."""
        self.go_to(min(self.origin_pts, 0))

    def go_to(self, pts: int) -> None:
        """Go to the keyframe at or before a time, where there is none to the first packet."""
        try:
            self.container.seek(pts, stream=self.stream)
        except av.FFmpegError:
            self.container.seek(min(self.origin_pts, 0), stream=self.stream, any_frame=True)

    def seconds(self, pts: int) -> float:
        """Return the time since the first frame."""
        return float((pts - self.origin_pts) * self.time_base)

    def claimed_duration_s(self) -> float | None:
        """Return the header's word for the length, None if it has none that could be accepted."""
        if self.stream.duration:
            claimed = float(self.stream.duration * self.time_base)
        else:
            claimed = (self.container.duration or 0) / av.time_base
        return claimed if 0 < claimed <= self.limits.max_duration_s else None

    def pixel_aspect(self) -> float:
        """Return how much wider than high a pixel is shown, 1 where the header says nothing sensible."""
        aspect = float(self.stream.sample_aspect_ratio or 1)
        return aspect if 1 / _MAX_PIXEL_ASPECT <= aspect <= _MAX_PIXEL_ASPECT else 1.0

    def keyframe_at(self, pts: int) -> VideoFrame | None:
        """Return the keyframe at or before a time, decoding nothing else; None if it needs other frames."""
        self.codec.skip_frame = "DEFAULT"
        try:
            self.container.seek(pts, stream=self.stream)
            for packet in self.container.demux(self.stream):
                if packet.size and packet.is_keyframe:
                    # Draining gets the frame out at once; the decoder would wait for later packets first.
                    frames = [*self.codec.decode(packet), *self.codec.decode(None)]
                    return frames[0] if frames else None
        except av.FFmpegError:
            pass
        finally:
            self.codec.flush_buffers()
        return None

    def frames_at(self, targets: Sequence[int], keyframe_pts: Sequence[int]) -> Iterator[VideoFrame | None]:
        """Yield the frame at each of the rising target times, decoding each frame at most once.

        Seeks only when a keyframe lies between here and the target. Where the data is damaged the nearest
        frame decoded so far stands in, or None.
        """
        held: VideoFrame | None = None
        held_pts = 0
        frames: Iterator[VideoFrame] = iter(())
        for target in targets:
            self._wanted_pts = target
            if held is None or held_pts < target:
                i = bisect_right(keyframe_pts, target) - 1
                keyframe = keyframe_pts[i] if i >= 0 else self.origin_pts
                if held is None or keyframe > held_pts:
                    frames = self._frames_from(keyframe)
                for frame in frames:
                    held, held_pts = frame, target if frame.pts is None else frame.pts
                    if held_pts >= target:
                        break
            yield held

    def _frames_from(self, pts: int) -> Iterator[VideoFrame]:
        """Decode forward from the keyframe at a time, passing over packets that do not decode."""
        try:
            self.go_to(pts)
            for packet in self.container.demux(self.stream):
                # No other frame needs a non-reference frame: on the way to the target they are skipped.
                early = packet.pts is not None and packet.pts < self._wanted_pts
                self.codec.skip_frame = "NONREF" if early else "DEFAULT"
                try:
                    frames = packet.decode()
                except av.FFmpegError:
                    continue
                yield from frames
        except av.FFmpegError:
            return
