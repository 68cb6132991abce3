"""The trunk line: how the outline of the back bends between sacrum and shoulder blades. It is not the spine.

Shoulder and hip points alone cannot tell a flat back from a round one; the outline can, where clothes lie close.
"""

import numpy as np
import numpy.typing as npt

from biomech.outline import HEIGHTS, behind

Floats = npt.NDArray[np.float64]

#: From above the buttocks to below hood, collar and the shoulder blade's edge, as shares of hip (0) to shoulder (1).
LOWEST, HIGHEST = 0.1, 0.8
STRETCH = np.flatnonzero((HEIGHTS >= LOWEST) & (HEIGHTS <= HIGHEST))
#: So much of the stretch must have an outline.
_LEAST_SEEN = 0.8


def trunk_line(outline_px: npt.NDArray[np.float32], trunk_px: Floats, facing: int) -> tuple[Floats, Floats]:
    """Return curvature in degrees and gap in percent of trunk length, both (n,).

    `outline_px` is (n, 2, H) as in `track.PoseTrack`, `trunk_px` (n,) the distance from hip to shoulder. A parabola is
    fitted to the back's outline; curvature is the angle between its two ends, positive where the back is round,
    negative where it is hollow; gap is how far its middle lies outside the straight line between its ends. NaN where
    less than four fifths of the stretch is seen.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        distances = outline_px[:, behind(facing), STRETCH].astype(np.float64) / trunk_px[:, None]
    heights = HEIGHTS[STRETCH]
    seen = np.isfinite(distances)
    curvature = np.full(len(distances), np.nan)
    gap = np.full(len(distances), np.nan)
    for frame in np.flatnonzero(seen.mean(axis=1) >= _LEAST_SEEN):
        square, linear, _ = np.polyfit(heights[seen[frame]], distances[frame, seen[frame]], 2)
        slopes = 2 * square * np.array([LOWEST, HIGHEST]) + linear
        curvature[frame] = np.degrees(np.arctan(slopes[0]) - np.arctan(slopes[1]))
        gap[frame] = -100 * square * (HIGHEST - LOWEST) ** 2 / 4
    return curvature, gap
