"""The same clip made worse or merely other: what should change nothing in its report."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import av
import numpy as np
import numpy.typing as npt
from av.video.stream import VideoStream

Picture = npt.NDArray[np.uint8]
Timed = Iterator[tuple[float, Picture]]

#: Copies are at most so large, so that half of it is less than the 640 that the analysis looks at.
_SIDE_PX = 960
_RATE = 30
_PAD_S = 2


def write_variant(name: str, clip: Path, to: Path) -> None:
    """Write a variant of a clip; raises KeyError for a name that is not in `VARIANTS`."""
    to.parent.mkdir(parents=True, exist_ok=True)
    VARIANTS[name](clip, to)


def _mirrored(clip: Path, to: Path) -> None:
    write_pictures(to, (picture[:, ::-1] for picture in _at_rate(_frames(clip), _RATE)))


def _half(clip: Path, to: Path) -> None:
    write_pictures(to, (_halve(picture) for picture in _at_rate(_frames(clip), _RATE)))


def _low_quality(clip: Path, to: Path) -> None:
    write_pictures(to, _at_rate(_frames(clip), _RATE), crf=34)


def _dark(clip: Path, to: Path) -> None:
    write_pictures(to, (picture // 2 for picture in _at_rate(_frames(clip), _RATE)))


def _turned(clip: Path, to: Path) -> None:
    write_pictures(to, (np.rot90(picture) for picture in _at_rate(_frames(clip), _RATE)), turn_deg=90)


def _padded(clip: Path, to: Path) -> None:
    pictures = _at_rate(_frames(clip), _RATE)
    first = next(pictures)
    nothing = [np.zeros_like(first)] * (_PAD_S * _RATE)
    write_pictures(to, chain(nothing, [first], pictures, nothing))


def _at(rate: int) -> Callable[[Path, Path], None]:
    return lambda clip, to: write_pictures(to, _at_rate(_frames(clip), rate), rate=rate)


VARIANTS = MappingProxyType(
    {
        "mirrored": _mirrored,
        "half-size": _half,
        "low-quality": _low_quality,
        "half-brightness": _dark,
        "turned": _turned,
        "padded": _padded,
        "24-fps": _at(24),
        "30-fps": _at(30),
        "60-fps": _at(60),
        "120-fps": _at(120),
    }
)


def _frames(clip: Path) -> Timed:
    """Yield the pictures of a clip, upright, with their times."""
    with av.open(str(clip)) as container:
        first: float | None = None
        for frame in container.decode(container.streams.video[0]):
            time_s = float(frame.time or 0.0)
            first = time_s if first is None else first
            scale = min(1.0, _SIDE_PX / max(frame.width, frame.height))
            width, height = (2 * round(side * scale / 2) for side in (frame.width, frame.height))
            picture = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
            yield time_s - first, np.rot90(picture, round(frame.rotation / 90) % 4)


def _at_rate(frames: Timed, rate: int) -> Iterator[Picture]:
    """Yield at each tick the picture that is nearest in time."""
    held: tuple[float, Picture] | None = None
    ticks = 0
    for time_s, picture in frames:
        while held is not None and ticks / rate < (held[0] + time_s) / 2:
            yield held[1]
            ticks += 1
        held = time_s, picture
    if held is not None:
        yield held[1]


def _halve(picture: Picture) -> Picture:
    height, width = (side // 4 * 4 for side in picture.shape[:2])
    blocks = picture[:height, :width].reshape(height // 2, 2, width // 2, 2, 3)
    return blocks.mean(axis=(1, 3)).astype(np.uint8)


def write_pictures(to: Path, pictures: Iterator[Any], *, rate: int = _RATE, crf: int = 18, turn_deg: int = 0) -> None:
    """Write RGB pictures (height, width, 3) with even sides as H.264; `turn_deg` is what players shall turn them by."""
    with av.open(str(to), "w") as container:
        stream: VideoStream | None = None
        for index, picture in enumerate(pictures):
            if stream is None:
                options = {"preset": "veryfast", "crf": str(crf)}
                stream = cast(VideoStream, container.add_stream("libx264", rate=rate, options=options))
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuv420p"
                if turn_deg:
                    stream.set_display_rotation(-turn_deg)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = index, Fraction(1, rate)
            container.mux(stream.encode(frame))
        if stream is not None:
            container.mux(stream.encode())
