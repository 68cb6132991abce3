"""A decoded frame as a small picture with square pixels and the colours of ordinary screens."""

import time
from dataclasses import dataclass
from typing import Any

import av
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter

from biomech.decode_wire import RGB_BYTES

#: High dynamic range (HLG of phones, PQ), and primaries beyond those of BT.709: converted, or skin looks grey.
_HIGH_RANGE: dict[int, str] = {ColorTrc.SMPTE2084: "pq", ColorTrc.ARIB_STD_B67: "hlg"}
_WIDE_GAMUT = {ColorPrimaries.BT2020, ColorPrimaries.SMPTE431, ColorPrimaries.SMPTE432}
#: Where a file does not say (2 in ITU-T H.273), browsers take this many rows for BT.709, fewer for BT.601.
_UNSAID, _HD_ROWS = 2, 720
#: Wider than this, a picture is bound by its long side instead: a strip of 4096 x 100 stays playable.
_MAX_LONG_SIDE_PX = 1920


#: Working out how to map colours takes seconds. A clip that makes us do it anew for each frame is mapped so often only.
_SLOW_S, _MAX_SLOW = 0.3, 2

_PIXEL_BYTES = {"rgb24": RGB_BYTES, "rgb48le": 2 * RGB_BYTES}


@dataclass(frozen=True)
class Picture:
    """RGB rows as the file stores them; `turns` quarter turns counter-clockwise make them upright.

    With a `transfer` (decode_colours) they have 16 bits a value and are still to be brought to a screen's colours.
    """

    width_px: int
    height_px: int
    turns: int
    transfer: str | None
    rgb: bytes


class Painter:
    """Scales frames; what it has worked out for one frame serves the next."""

    def __init__(self) -> None:
        self._scaler, self._converter = VideoReformatter(), VideoReformatter()
        self._slow = 0

    def paint_frame(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """Return a frame as yuv420p in BT.709, high dynamic range mapped to what screens show.

        The first of a clip with a high range takes seconds, the next ones milliseconds.
        """
        target = {"dst_colorspace": Colorspace.ITU709, "dst_color_range": ColorRange.MPEG}
        wide = frame.color_trc in _HIGH_RANGE or frame.color_primaries in _WIDE_GAMUT
        if wide and self._slow < _MAX_SLOW:
            try:
                # Scaled first, in its own colours: mapping a 4K frame costs five times as much.
                small = self._scaler.reformat(frame, width, height, interpolation=Interpolation.AREA)
                began_s = time.thread_time()
                mapped = self._converter.reformat(
                    small,
                    format="yuv420p",
                    src_colorspace=_matrix(frame),
                    dst_color_trc=ColorTrc.IEC61966_2_1,  # what screens do with BT.709, and what stills have
                    dst_color_primaries=ColorPrimaries.BT709,
                    **target,
                )
                self._slow += time.thread_time() - began_s > _SLOW_S
                return mapped
            except (av.FFmpegError, ValueError):
                pass  # colours that swscale does not know: shown as they are
        return self._scale(frame, width, height, format="yuv420p", **target)

    def paint_picture(self, frame: VideoFrame, width: int, height: int, pixels: str) -> VideoFrame:
        """Return a frame in an RGB format, in the colours and the range that it has."""
        return self._scale(frame, width, height, format=pixels)

    def _scale(self, frame: VideoFrame, width: int, height: int, **wanted: Any) -> VideoFrame:
        wanted["interpolation"] = Interpolation.AREA
        try:
            return self._scaler.reformat(frame, width, height, src_colorspace=_matrix(frame), **wanted)
        except (av.FFmpegError, ValueError):  # the file names a matrix that no conversion knows
            return self._scaler.reformat(frame, width, height, src_colorspace=Colorspace.ITU709, **wanted)


def _matrix(frame: VideoFrame) -> Colorspace | None:
    """Return how a frame's colours are coded where it does not say so itself."""
    if frame.colorspace != _UNSAID or frame.format.is_rgb:
        return None
    return Colorspace.ITU709 if min(frame.width, frame.height) >= _HD_ROWS else Colorspace.ITU601


def turns_of(frame: VideoFrame) -> int:
    """Return the quarter turns counter-clockwise that make a frame upright; decoders never turn it."""
    return round(frame.rotation / 90) % 4


def square_size(frame: VideoFrame, pixel_aspect: float) -> tuple[int, int]:
    """Return a frame's width and height in square pixels, not turned."""
    return max(1, round(frame.width * pixel_aspect)), frame.height


def even_size(frame: VideoFrame, pixel_aspect: float, max_short_side_px: int) -> tuple[int, int]:
    """Return the even width and height, not turned, at which the short side is not too long; never scaled up."""
    width, height = square_size(frame, pixel_aspect)
    scale = min(1.0, max_short_side_px / min(width, height), _MAX_LONG_SIDE_PX / max(width, height))
    return max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))


def to_picture(painter: Painter, frame: VideoFrame, *, pixel_aspect: float, max_side_px: int) -> Picture:
    """Scale a frame down until neither side is longer than `max_side_px`; it is never scaled up."""
    width, height = square_size(frame, pixel_aspect)
    scale = min(1.0, max_side_px / max(width, height))
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    transfer = _HIGH_RANGE.get(frame.color_trc)
    painted = painter.paint_picture(frame, width, height, "rgb48le" if transfer else "rgb24")
    return Picture(width, height, turns_of(frame), transfer, planes_of(painted))


def planes_of(frame: VideoFrame) -> bytes:
    """Return a frame's planes one after the other, without the padding at the end of each row."""
    pieces = []
    for plane in frame.planes:
        row = plane.width * _PIXEL_BYTES.get(frame.format.name, 1)
        padded = memoryview(plane)
        if plane.line_size == row:
            pieces.append(padded[: row * plane.height])
        else:
            starts = range(0, plane.line_size * plane.height, plane.line_size)
            pieces += [padded[at : at + row] for at in starts]
    return b"".join(pieces)
