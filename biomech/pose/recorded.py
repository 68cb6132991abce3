"""Poses written down earlier: a clip is analysed again without its pictures, and tests need no model."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from biomech.frames import Sample
from biomech.pose.base import BodyPose
from biomech.track import PoseTrack, track_from_dict


class RecordedEstimator:
    """Gives the poses of a recorded track, one for each frame, whatever the pictures show."""

    name = "recorded"

    def __init__(self, track: PoseTrack) -> None:
        self._track = track
        self.version = track.estimator

    def estimate(self, samples: Iterable[Sample]) -> Iterator[BodyPose | None]:
        """Yield the recorded poses; frames beyond the recording's end show nobody."""
        track = self._track
        for place, _ in enumerate(samples):
            if place >= len(track.times_s) or not np.isfinite(track.points_px[place]).all():
                yield None
                continue
            others = float(track.others_px[place])
            yield BodyPose(
                points_px=track.points_px[place],
                depth_px=track.depth_px[place],
                confidence=track.confidence[place],
                outline_px=track.outline_px[place],
                others=None if np.isnan(others) else (others,),
            )


def write_recording(track: PoseTrack, path: Path) -> None:
    """Write a track as JSON, packed if the name ends in .gz."""
    text = json.dumps(track.to_dict(), separators=(",", ":"), allow_nan=False)
    half = path.with_name(f".{path.name}.part")
    half.write_bytes(gzip.compress(text.encode(), mtime=0) if path.suffix == ".gz" else text.encode())
    half.replace(path)


def read_recording(path: Path) -> PoseTrack:
    """Read what `write_recording` wrote; raises OSError, ValueError for anything else."""
    data = path.read_bytes()
    try:
        return track_from_dict(json.loads(gzip.decompress(data) if path.suffix == ".gz" else data))
    except (EOFError, zlib.error, RecursionError) as error:
        raise ValueError("this recording is cut off or damaged") from error
