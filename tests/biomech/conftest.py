"""Clips whose pictures tell their own time, made on the spot, and the pose model where it is installed."""

import importlib.util
import os
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import av
import numpy as np
import pytest

from biomech.models import ModelMissing, models_dir
from biomech.pose.base import Estimator
from biomech.pose.registry import DEFAULT_ESTIMATOR, ESTIMATORS

Ramp = Callable[..., Path]

DARK, BRIGHT = 40, 210


@pytest.fixture(scope="session")
def ramp(tmp_path_factory: pytest.TempPathFactory) -> Ramp:
    """Return a maker of clips that brighten evenly with time and have a white mark in the top left corner."""

    def make(
        name: str = "ramp.mp4",
        *,
        frames: int = 90,
        rate_hz: int = 30,
        gop: int = 1000,
        size_px: tuple[int, int] = (160, 96),
        codec: str = "libx264",
        faststart: bool = False,
        ticks: Callable[[int], int] = lambda index: index,
    ) -> Path:
        path = tmp_path_factory.mktemp("clips") / name
        width, height = size_px
        with av.open(str(path), "w", options={"movflags": "+faststart"} if faststart else {}) as container:
            options = {"preset": "ultrafast"} if codec == "libx264" else {}
            stream = container.add_stream(codec, rate=rate_hz, options=options)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.gop_size = gop
            stream.codec_context.time_base = Fraction(1, rate_hz)
            for index in range(frames):
                picture = np.full((height, width, 3), DARK + (BRIGHT - DARK) * index / max(frames - 1, 1), np.uint8)
                picture[: height // 4, : width // 4] = 255
                frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format="yuv420p")
                frame.pts, frame.time_base = ticks(index), Fraction(1, rate_hz)
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        return path

    return make


@pytest.fixture(scope="session")
def shown_s() -> Callable[..., float]:
    """Return a reader of the time a ramp's picture shows, from its brightness below the middle."""

    def read(rgb: np.ndarray, *, duration_s: float) -> float:
        brightness = rgb[rgb.shape[0] * 5 // 8 :, rgb.shape[1] * 3 // 8 : rgb.shape[1] * 5 // 8].mean()
        return float((brightness - DARK) / (BRIGHT - DARK) * duration_s)

    return read


@pytest.fixture(scope="session")
def patch_rotation() -> Callable[[Path, int], None]:
    """Return a writer of an mp4's display matrix (ISO 14496-12, tkhd), independent of the library under
    test.
    """
    turns = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}

    def patch(path: Path, clockwise_deg: int) -> None:
        data = bytearray(path.read_bytes())
        matrix_at = data.index(b"tkhd") + 4 + 4 + 20 + 8 + 8  # flags; times, id, duration; reserved; layer, volume
        a, b, c, d = (value << 16 for value in turns[clockwise_deg])
        data[matrix_at : matrix_at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
        path.write_bytes(data)

    return patch


@pytest.fixture(scope="session")
def estimator() -> Estimator:
    """Return the estimator that the command uses; its tests are skipped by name without it, and fail under CI=true."""
    if importlib.util.find_spec("mediapipe") is None:
        _without("mediapipe is not installed")
    try:
        return ESTIMATORS[DEFAULT_ESTIMATOR](models_dir(None, os.environ))
    except ModelMissing as missing:
        _without(str(missing))


def _without(why: str) -> NoReturn:
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{why}; under CI=true nothing may be skipped", pytrace=False)
    pytest.skip(why)
