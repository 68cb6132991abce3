"""A decoded frame as a small picture with square pixels."""

from dataclasses import dataclass

from av.video.frame import VideoFrame

from biomech.decode_wire import RGB_BYTES


@dataclass(frozen=True)
class Picture:
    """RGB rows as the file stores them; `turns` quarter turns counter-clockwise make them upright."""

    width_px: int
    height_px: int
    turns: int
    rgb: bytes


def turns_of(frame: VideoFrame) -> int:
    """Return the quarter turns counter-clockwise that make a frame upright; decoders never turn it."""
    return round(frame.rotation / 90) % 4


def square_size(frame: VideoFrame, pixel_aspect: float) -> tuple[int, int]:
    """Return a frame's width and height in square pixels, not turned."""
    return max(1, round(frame.width * pixel_aspect)), frame.height


def to_picture(frame: VideoFrame, *, pixel_aspect: float, max_side_px: int) -> Picture:
    """Scale a frame down until neither side is longer than `max_side_px`; it is never scaled up."""
    width, height = square_size(frame, pixel_aspect)
    scale = min(1.0, max_side_px / max(width, height))
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    plane = frame.reformat(width, height, format="rgb24", interpolation="AREA").planes[0]
    # The scaler pads rows to a multiple of 32 bytes or so.
    padded, row = memoryview(plane), width * RGB_BYTES
    starts = range(0, plane.line_size * height, plane.line_size)
    return Picture(width, height, turns_of(frame), b"".join(padded[at : at + row] for at in starts))
