"""Plain frames into a video file that plays everywhere: MP4, H.264, index in front, nothing said of its origin."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Protocol, cast

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

#: ITU-T H.273: BT.709 for primaries, transfer and matrix; limited range.
_BT709, _LIMITED = 1, 1
#: `bitexact` leaves the writing program's name and version out.
_MUXER = {"movflags": "+faststart", "use_editlist": "0", "fflags": "+bitexact"}
#: The rate has a ceiling: film grain that a small file asks for would become gigabytes.
_ENCODER = {"preset": "veryfast", "crf": "23", "bf": "0", "maxrate": "10M", "bufsize": "20M"}


class Writer(Protocol):
    """Takes the next frame: its Y, U and V planes, uint8."""

    def __call__(self, planes: tuple[npt.NDArray[np.uint8], ...]) -> None:
        """Encode one frame."""


@contextmanager
def mp4_writer(path: str | os.PathLike[str], *, width_px: int, height_px: int, rate: Fraction) -> Iterator[Writer]:
    """Yield a writer of frames at a constant rate; the file is whole when the block ends.

    No B-frames, so the file needs no edit list and frame n is shown from exactly n / rate seconds on; a keyframe at
    least once a second. The file must have a path: its index is moved to the front by opening it again.
    """
    with av.open(os.fspath(path), "w", format="mp4", options=_MUXER) as container:
        stream = cast(VideoStream, container.add_stream("libx264", rate=rate, options=_ENCODER))
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        stream.gop_size = max(1, int(rate))
        context = stream.codec_context
        context.time_base = 1 / rate
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        context.sample_aspect_ratio = Fraction(1)
        index = 0

        def write(planes: tuple[npt.NDArray[np.uint8], ...]) -> None:
            nonlocal index
            frame = _to_frame(planes)
            frame.pts, frame.time_base = index, 1 / rate
            container.mux(stream.encode(frame))
            index += 1

        yield write
        container.mux(stream.encode())


def _to_frame(planes: tuple[npt.NDArray[np.uint8], ...]) -> VideoFrame:
    height, width = planes[0].shape
    frame = VideoFrame(width, height, "yuv420p")
    for plane, pixels in zip(frame.planes, planes, strict=True):
        rows, columns = pixels.shape
        room = np.frombuffer(memoryview(plane), np.uint8)[: rows * plane.line_size]
        room.reshape(rows, plane.line_size)[:, :columns] = pixels  # the encoder's rows are padded
    frame.colorspace = frame.color_primaries = frame.color_trc = _BT709
    frame.color_range = _LIMITED
    return frame
