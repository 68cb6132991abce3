"""Clips to send: some that take a while to work on, some that are only as large as is asked."""

import struct
import tempfile
from pathlib import Path
from random import Random

from biomech.synthetic import render_hinge_clip


def render_clips(
    folder: Path, chance: Random, *, count: int, size_px: tuple[int, int] = (960, 600), reps: tuple[int, int] = (2, 5)
) -> list[Path]:
    """Render clips of different lengths; a single keyframe each makes their nine pictures slow to find."""
    clips = []
    for number in range(count):
        clip = folder / f"clip-{number}.mp4"
        about = {"reps": chance.randint(*reps), "size_px": size_px, "load_kg": 20.0 + number}
        render_hinge_clip(clip, seconds_per_rep=1.6, gop=10_000, **about)
        clips.append(clip)
    return clips


def clip_of(size: int, seed: int) -> bytes:
    """Return a clip of exactly so many bytes: a second of video, and noise in a box that players pass over."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        render_hinge_clip(path, reps=1, seconds_per_rep=1.0, size_px=(160, 100))
        video = path.read_bytes()
    noise = size - len(video) - 8
    assert noise >= 0, f"a clip has at least {len(video) + 8} bytes"
    chance, most = Random(seed), 1 << 24  # more at once is beyond it
    pieces = (chance.randbytes(min(most, noise - at)) for at in range(0, noise, most))
    return video + struct.pack(">I4s", noise + 8, b"free") + b"".join(pieces)
