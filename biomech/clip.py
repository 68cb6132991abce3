"""One clip from its file to its report."""

import os
from collections.abc import Callable

from biomech.analysis import analyse
from biomech.frames import read_samples
from biomech.pose.base import Estimator
from biomech.report import Report
from biomech.track import PoseTrack, record


def analyse_clip(
    path: str | os.PathLike[str],
    estimator: Estimator,
    *,
    exercise: str | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Report, PoseTrack]:
    """Return what a clip shows between two times, and the poses it was read from.

    `progress` is called with frames done and to come. Raises `frames.VideoRejected`, OSError, and what the estimator
    raises.
    """
    track = record(read_samples(path, start_s=start_s, end_s=end_s), estimator, progress=progress)
    return analyse(track, exercise), track
