"""Black bars around a picture: clips of one shape shown in another, as editors and social media save them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from av.video.frame import VideoFrame

from biomech.decode_picture import Painter, planes_of

#: Size at which bars are looked for; the box is exact to one of these pixels.
_LOOK_PX = 360
#: A row or column is picture where this share of it is brighter than black and its coding noise.
_LIT_LUMA, _LIT_SHARE = 14, 0.01
_IS_LIT = bytes(luma > _LIT_LUMA for luma in range(256))
#: Less than this of a side is no picture, and more of it no bar worth cutting.
_LEAST, _MOST = 0.15, 0.97
#: Bars end where they end: half of the frames are lit up to so near. What moves on black is lit anywhere.
_NEAR = 0.015


@dataclass(frozen=True)
class Box:
    """A part of a picture as shares of its sides, as stored."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its share of the picture's width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its share of the picture's height."""
        return self.bottom - self.top

    def in_pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom in a picture of this size, at least one pixel apart."""
        left, top = min(int(self.left * width), width - 1), min(int(self.top * height), height - 1)
        return left, top, max(left + 1, round(self.right * width)), max(top + 1, round(self.bottom * height))


def whole_picture() -> Box:
    """Return the box that cuts nothing."""
    return Box(0.0, 0.0, 1.0, 1.0)


def without_bars(painter: Painter, frames: Iterable[VideoFrame]) -> Box | None:
    """Return what is lit in any of the frames; None if there are no bars, or nothing but black."""
    boxes = [box for frame in frames if (box := _lit(painter, frame)) is not None]
    if not boxes:
        return None
    left, right = _side([box.left for box in boxes], [box.right for box in boxes])
    top, bottom = _side([box.top for box in boxes], [box.bottom for box in boxes])
    return Box(left, top, right, bottom)


def _side(lows: Sequence[float], highs: Sequence[float]) -> tuple[float, float]:
    """Return where the picture begins and ends along a side; all of it where there is no bar."""
    low, high = min(lows), max(highs)
    low = low if 2 * sum(one - low <= _NEAR for one in lows) >= len(lows) else 0.0
    high = high if 2 * sum(high - one <= _NEAR for one in highs) >= len(highs) else 1.0
    return (low, high) if _LEAST <= high - low <= _MOST else (0.0, 1.0)


def _lit(painter: Painter, frame: VideoFrame) -> Box | None:
    """Return the box around all rows and columns of a frame that are not black."""
    scale = min(1.0, _LOOK_PX / max(frame.width, frame.height))
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    grey = planes_of(painter.paint_picture(frame, width, height, "gray")).translate(_IS_LIT)
    lit = [grey[start : start + width] for start in range(0, width * height, width)]
    rows = _ends([row.count(1) for row in lit], _LIT_SHARE * width)
    columns = _ends([grey[x::width].count(1) for x in range(width)], _LIT_SHARE * height)
    if rows is None or columns is None:
        return None
    return Box(columns[0] / width, rows[0] / height, columns[1] / width, rows[1] / height)


def _ends(counts: Sequence[int], least: float) -> tuple[int, int] | None:
    """Return where the first lit line begins and the last one ends."""
    lit = [index for index, count in enumerate(counts) if count > least]
    return (lit[0], lit[-1] + 1) if lit else None
