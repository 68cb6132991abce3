"""Where the outline of a body lies beside the line from hip to shoulder, read off a mask frame by frame."""

import numpy as np
import numpy.typing as npt

from biomech.joints import pair

#: Heights at which it is read, as shares of the way from hip (0) to shoulder (1).
HEIGHTS = np.round(np.arange(0.0, 1.101, 0.05), 2)
#: How far from the line it is looked for, in its lengths: backs lie at 0.2 to 0.6.
_FARTHEST = 0.9
_STEP_PX = 0.5
_SHORTEST_PX = 8.0


def trunk_points(points_px: npt.NDArray[np.floating]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the middles of hips and shoulders, (..., 2), that the line runs between; `points_px` is (..., J, 2)."""
    hip, shoulder = (points_px[..., list(pair(name)), :].mean(axis=-2).astype(float) for name in ("hip", "shoulder"))
    return hip, shoulder


def behind(facing: int) -> int:
    """Return which of the two sides is the back's, for a body that faces right (1) or left (-1) in the picture."""
    return 1 if facing > 0 else 0


def both_sides(points_px: npt.NDArray[np.float32], mask: npt.NDArray[np.bool_] | None) -> npt.NDArray[np.float32]:
    """Return the distance in pixels from the line to where the mask ends: (2, H), first right, then left of the line.

    `points_px` is (J, 2) in the order of `joints.JOINTS`; the line runs between the middles of hips and shoulders, and
    right and left are as seen looking up along it in the picture. NaN where the line lies outside the mask or no end is
    found in the picture, and everywhere without a mask or where the line is shorter than 8 px.
    """
    nothing = np.full((2, len(HEIGHTS)), np.nan, np.float32)
    if mask is None:
        return nothing
    hip, shoulder = trunk_points(points_px)
    along = shoulder - hip
    length = float(np.hypot(*along))
    if not length >= _SHORTEST_PX:
        return nothing
    across = np.array([-along[1], along[0]]) / length
    steps = np.arange(0.0, _FARTHEST * length, _STEP_PX)
    line = hip + HEIGHTS[:, None] * along
    return np.stack([_ends(mask, line, side * across, steps) for side in (1, -1)]).astype(np.float32)


def _ends(
    mask: npt.NDArray[np.bool_],
    line: npt.NDArray[np.float64],
    across: npt.NDArray[np.float64],
    steps: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Return for each point of the line the first step at which the mask is left."""
    places = np.rint(line[:, None] + steps[None, :, None] * across).astype(int)
    x, y = places[..., 0], places[..., 1]
    height, width = mask.shape
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    covered = np.zeros(x.shape, bool)
    covered[inside] = mask[y[inside], x[inside]]
    end = np.argmin(covered, axis=1)
    # Where the picture ends before the body does, nobody knows the outline.
    seen = covered[:, 0] & ~covered.all(axis=1) & inside[np.arange(len(line)), end]
    return np.where(seen, steps[end], np.nan)
