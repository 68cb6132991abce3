"""Clips whose frames carry their own number as black and white blocks, so that a test can read which one it sees."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

ROWS, COLUMNS = 3, 4  # of blocks: twelve bits, the lowest in the top left corner
BLACK, WHITE, MIDDLE = 50, 200, 125


def number_picture(number: int, *, size_px: tuple[int, int]) -> np.ndarray:
    """Return a grey picture with the number in it, upright."""
    bits = [WHITE if number >> bit & 1 else BLACK for bit in range(ROWS * COLUMNS)]
    blocks = np.array(bits, np.uint8).reshape(ROWS, COLUMNS)
    rows = np.arange(size_px[1]) * ROWS // size_px[1]
    columns = np.arange(size_px[0]) * COLUMNS // size_px[0]
    return blocks[rows][:, columns]


def read_number(luma: np.ndarray) -> int:
    """Return the number in a picture's brightness; a picture that is not upright gives another one."""
    height, width = luma.shape
    number = 0
    for bit in range(ROWS * COLUMNS):
        row, column = divmod(bit, COLUMNS)
        y, x = (2 * row + 1) * height // (2 * ROWS), (2 * column + 1) * width // (2 * COLUMNS)
        number |= int(luma[y - 1 : y + 2, x - 1 : x + 2].mean() > MIDDLE) << bit
    return number


def write_numbered(
    path: Path,
    *,
    frames: int = 30,
    rate: Fraction | int = 30,
    size_px: tuple[int, int] = (160, 96),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    ticks: Callable[[int], int] = lambda index: index,
    rotation_deg: int = 0,
    aspect: Fraction = Fraction(1),
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
    sound: bool = False,
    draw: Callable[[int], np.ndarray] | None = None,
) -> Path:
    """Write a clip of numbered frames; frame n is shown from ticks(n) / rate seconds on, frame 0 shows 1.

    `draw` returns the upright picture of a frame in colours, where it is not to be the grey one with the number.
    """
    with av.open(str(path), "w", options={"movflags": "+faststart+use_metadata_tags"}) as container:
        container.metadata.update(metadata or {})
        quick = {"preset": "ultrafast", "crf": "18"} if codec == "libx264" else {}
        stream = container.add_stream(codec, rate=rate, options=quick | (options or {}))
        stream.width, stream.height = size_px if rotation_deg % 180 == 0 else size_px[::-1]
        stream.pix_fmt = pixels
        stream.codec_context.time_base = 1 / Fraction(rate)
        stream.codec_context.sample_aspect_ratio = aspect
        if rotation_deg:
            stream.set_display_rotation(-rotation_deg)
        voice = container.add_stream("aac", rate=8000, layout="mono") if sound else None
        for index in range(frames):
            upright = draw(index) if draw else np.stack([number_picture(index + 1, size_px=size_px)] * 3, axis=2)
            rgb = np.ascontiguousarray(np.rot90(upright, rotation_deg // 90))
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = ticks(index), 1 / Fraction(rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if voice:
            noise = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
            noise.rate, noise.pts = 8000, 0
            container.mux(voice.encode(noise))
            container.mux(voice.encode())
    return path
