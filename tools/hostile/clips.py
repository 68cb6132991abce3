"""Small valid videos, from which the hostile ones are made."""

import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.packet import Packet

os.environ.setdefault("SVT_LOG", "1")  # errors only: it prints pages about itself otherwise
PICTURE = (96, 64)
FAST = {"libx264": {"preset": "ultrafast"}, "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"}}
Pairs = tuple[tuple[str, str], ...]


def frame(
    index: int, *, size: tuple[int, int] = PICTURE, pix_fmt: str = "yuv420p", colour: Any = None
) -> av.VideoFrame:
    """Return a picture that differs from the one before; green to white, so never the secret's colour."""
    width, height = size
    picture = np.full((height, width, 3), colour or (40 + 5 * index % 80, 200, 60), np.uint8)
    if colour is None:
        picture[: height // 2 + 1, : (index % 8 + 1) * width // 9 + 1] = 255
    return av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format=pix_fmt)


@contextmanager
def without_priority() -> Iterator[None]:
    """Give back what SVT-AV1 takes of root: real time for this thread, which everything started later would inherit.

    On a machine with few cores such processes starve all others.
    """
    if not hasattr(os, "sched_getscheduler"):  # macOS
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, *before)


@lru_cache(maxsize=64)
def clip(
    suffix: str = "mp4",
    *,
    codec: str = "libx264",
    size: tuple[int, int] = PICTURE,
    frames: int = 24,
    rate: int = 24,
    gop: int = 8,
    pix_fmt: str = "yuv420p",
    times: tuple[int, ...] | None = None,
    options: Pairs = (),
    movflags: str = "",
    metadata: Pairs = (),
    turned_deg: int = 0,
    colour: Any = None,
) -> bytes:
    """Return a clip; `times` are those of its frames in 1/rate s, `options` the codec's, on top of fast ones."""
    with tempfile.TemporaryDirectory() as folder, without_priority():
        path = Path(folder) / f"clip.{suffix}"
        with av.open(str(path), "w", options={"movflags": movflags} if movflags else {}) as container:
            container.metadata.update(dict(metadata))
            stream: Any = container.add_stream(codec, rate=rate, options=FAST.get(codec, {}) | dict(options))
            stream.width, stream.height, stream.pix_fmt, stream.gop_size = *size, pix_fmt, gop
            stream.codec_context.time_base = Fraction(1, rate)
            if turned_deg:
                stream.set_display_rotation(-turned_deg)
            for index in range(frames):
                picture = frame(index, size=size, pix_fmt=pix_fmt, colour=colour)
                picture.pts, picture.time_base = times[index] if times else index, Fraction(1, rate)
                container.mux(stream.encode(picture))
            container.mux(stream.encode())
        return path.read_bytes()


@lru_cache(maxsize=16)
def packets(
    codec: str = "libx264", *, size: tuple[int, int] = PICTURE, frames: int = 12, gop: int = 6, options: Pairs = ()
) -> tuple[tuple[bytes, bool], ...]:
    """Return encoded frames as (bytes, is a keyframe), parameters repeated in front of each keyframe."""
    encoder: Any = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.gop_size = *size, "yuv420p", gop
    encoder.time_base, encoder.framerate = Fraction(1, 24), Fraction(24)
    encoder.options = FAST.get(codec, {}) | dict(options)
    found = []
    for index in range(frames):
        picture = frame(index, size=size)
        picture.pts, picture.time_base = index, Fraction(1, 24)
        found += encoder.encode(picture)
    found += encoder.encode(None)
    return tuple((bytes(packet), packet.is_keyframe) for packet in found)


def muxed(
    data: bytes, extra: Sequence[tuple[bytes, bool]] = (), *, drop: int = 0, suffix: str = "mp4", times: Any = None
) -> bytes:
    """Return a clip written anew: without its first `drop` frames, with more of them, at other times (1/24 s)."""
    with tempfile.TemporaryDirectory() as folder, av.open(io.BytesIO(data)) as source:
        path = Path(folder) / f"clip.{suffix}"
        with av.open(str(path), "w") as container:
            stream = container.add_stream_from_template(source.streams.video[0])
            read = [(bytes(packet), packet.is_keyframe) for packet in source.demux(video=0) if packet.size]
            for index, (content, key) in enumerate([*read[drop:], *extra]):
                packet = Packet(content)
                packet.stream, packet.is_keyframe, packet.time_base = stream, key, Fraction(1, 24)
                packet.pts = packet.dts = times(index) if times else index
                container.mux_one(packet)
        return path.read_bytes()


def with_lengths(annex_b: bytes) -> bytes:
    """Return H.264 units as an mp4 holds them, with their length in front instead of a start code."""
    units = annex_b.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")[1:]
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


@lru_cache(maxsize=4)
def sound(suffix: str = "mp4") -> bytes:
    """Return a second of silence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"song.{suffix}"
        with av.open(str(path), "w") as container:
            stream: Any = container.add_stream("aac", rate=44100)
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), format="fltp", layout="mono")
            samples.sample_rate = 44100
            container.mux(stream.encode(samples))
            container.mux(stream.encode())
        return path.read_bytes()
