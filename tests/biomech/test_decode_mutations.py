"""Damaged clips end in stills, in frames for measuring or in a verdict, never in anything else."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from biomech.decode import VideoRejected, read_stills
from biomech.frames import read_samples

LIMITS = {"too-long", "too-large", "too-fast", "unknown-codec", "encrypted"}
BATCHES = [range(start, start + 10) for start in range(0, 60, 10)]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return the clip with one kind of damage."""
    damaged = bytearray(data)
    at = chance.randrange(len(data))
    match chance.choice(["flip", "flip the head", "cut", "splice", "zero", "double"]):
        case "flip":
            for _ in range(chance.randint(1, 40)):
                damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case "flip the head":
            for _ in range(chance.randint(1, 12)):
                damaged[chance.randrange(8, min(1200, len(data)))] = chance.randrange(256)
        case "cut":
            del damaged[at:]
        case "splice":
            other = chance.randrange(len(data))
            damaged[at : at + 400] = data[other : other + 400]
        case "zero":
            damaged[at : at + 200] = bytes(len(damaged[at : at + 200]))
        case "double":
            damaged[at:at] = data[at : at + chance.randint(1, 2000)]
    return bytes(damaged)


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_damaged_clips_end_in_stills_or_a_verdict(tmp_path, originals, seeds):
    for seed, end, took_s in ends(read_stills, tmp_path, originals, seeds):
        assert end in {11, "unreadable", "truncated", "no-video", *LIMITS, "decoder-died"}, seed
        assert took_s < 5, seed


@pytest.mark.parametrize("seeds", BATCHES[:3], ids=str)
def test_damaged_clips_end_in_samples_or_a_verdict(tmp_path, originals, seeds):
    for seed, end, took_s in ends(read_samples, tmp_path, originals, seeds):
        # The facts, at least one picture, none twice, and the last word; doubled data adds some.
        assert end in {*range(3, 2 * 42), "unreadable", "truncated", "no-video", *LIMITS, "decoder-died"}, seed
        assert took_s < 5, seed


def ends(reader, folder, originals, seeds):
    """Return for each seed how many parts a reader gave of the damaged clip, or the verdict, and the seconds."""

    def read(seed):
        chance = random.Random(seed)
        path = folder / f"{seed}.mp4"
        path.write_bytes(mutate(chance.choice(originals), chance))
        before = time.monotonic()
        try:
            end = len(list(reader(path)))
        except VideoRejected as rejected:
            end = rejected.code
        return seed, end, time.monotonic() - before

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(read, seeds))


@pytest.fixture(scope="module")
def originals(ramp) -> list[bytes]:
    makes = [
        ramp(frames=40, gop=4, faststart=True),
        ramp(frames=40, faststart=True),
        ramp(frames=40),
        ramp("clip.webm", frames=40, codec="libvpx"),
    ]
    return [path.read_bytes() for path in makes]
