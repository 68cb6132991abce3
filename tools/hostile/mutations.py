"""Valid clips with damage, from a seed: what a bad disk, a bad connection and a bad person do to them."""

import random
import struct
from collections.abc import Callable
from functools import lru_cache

from tools.hostile import ebml
from tools.hostile.clips import clip
from tools.hostile.matroska import ONE_TRACK, vp8_frames
from tools.hostile.pictures import HLG

#: Names of parts that hold tables and sizes, where damage goes deepest.
NAMES = (
    *(
        b"moov",
        b"trak",
        b"mdia",
        b"stbl",
        b"stsd",
        b"stts",
        b"stss",
        b"stsz",
        b"stsc",
        b"stco",
        b"elst",
        b"tkhd",
        b"mdhd",
    ),
    *(b"avcC", b"hvcC", b"moof", b"trun", b"tfhd"),
)


@lru_cache(maxsize=1)
def originals() -> tuple[tuple[str, bytes], ...]:
    """Return the valid clips that are damaged, as (ending, bytes)."""
    return (
        ("mp4", clip()),
        ("mp4", clip(movflags="faststart", gop=1000)),
        ("mp4", clip(movflags="frag_keyframe+empty_moov+default_base_moof")),
        ("mp4", clip(codec="libx265", pix_fmt="yuv420p10le", options=HLG)),
        (
            "mov",
            clip("mov", turned_deg=90, movflags="use_metadata_tags", metadata=(("com.apple.quicktime.make", "x"),)),
        ),
        ("mov", clip("mov", codec="mjpeg", pix_fmt="yuvj420p")),
        ("mkv", clip("mkv")),
        ("mkv", clip("mkv", codec="libsvtav1", size=(128, 96))),
        ("webm", clip("webm", codec="libvpx")),
        ("webm", clip("webm", codec="libvpx-vp9")),
        ("webm", ebml.movie(ONE_TRACK, ebml.cluster(*vp8_frames()))),
    )


def mutated(seed: int) -> tuple[str, bytes]:
    """Return a damaged clip as (ending, bytes)."""
    chance = random.Random(seed)  # noqa: S311
    ending, data = chance.choice(originals())
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4])):
        chance.choice(DAMAGE)(damaged, chance)
    return ending, bytes(damaged)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 40)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_head(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        if len(data) > 16:
            data[chance.randrange(8, min(1200, len(data)))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _splice(data: bytearray, chance: random.Random) -> None:
    _, other = chance.choice(originals())
    start, at = chance.randrange(len(other)), chance.randrange(len(data) + 1)
    piece = other[start : start + chance.randint(1, 800)]
    data[at : at + len(piece)] = piece


def _zero(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + 200] = bytes(len(data[at : at + 200]))


def _double(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + chance.randint(1, 2000)]


def _resize(data: bytearray, chance: random.Random) -> None:
    """Give a box another size."""
    at = data.find(chance.choice(NAMES))
    if at >= 4:
        size = chance.choice([0, 1, 7, 8, 2**31 - 1, 2**32 - 1, chance.randrange(2**32), chance.randrange(4096)])
        data[at - 4 : at] = struct.pack(">I", size)


def _recount(data: bytearray, chance: random.Random) -> None:
    """Give a table other numbers than it has."""
    at = data.find(chance.choice(NAMES))
    if at >= 4:
        for _ in range(chance.randint(1, 3)):
            place = at + 4 + 4 * chance.randrange(12)
            value = chance.choice([0, 1, 2**31, 2**32 - 1, chance.randrange(2**32), chance.randrange(256)])
            data[place : place + 4] = struct.pack(">I", value)


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip_head, _cut, _splice, _zero, _double, _resize, _recount,
)  # fmt: skip
