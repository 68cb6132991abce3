"""Stills of the real clips that lie beside the repository on some machines."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from biomech.decode import Still, VideoInfo, read_stills

SHARED = Path(__file__).resolve().parents[3] / "shared" / "videos"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the clips in ../shared/videos are not on this machine")
def test_every_shared_clip_gives_its_stills():
    clips = sorted(SHARED.glob("*.mp4"))
    assert clips
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda path: list(read_stills(path, max_side_px=320)), clips))
    for path, (poster, info, *sprite) in zip(clips, read, strict=True):
        assert isinstance(poster, Still) and isinstance(info, VideoInfo), path.name
        assert len(sprite) == 9, path.name
        assert len({still.rgb.tobytes() for still in sprite}) == 9, path.name
        assert max(poster.rgb.shape) == 320
        assert info.warning is None, path.name
