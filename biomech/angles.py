"""Angles of a body seen from the side, whole arrays at a time; NaN in gives NaN out."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def flexion_deg(a: Floats, joint: Floats, b: Floats) -> Floats:
    """Return how far a joint is bent from straight: 180 degrees minus the angle a-joint-b.

    Points are (n, 2) in any unit and orientation; 0 is straight, 180 folded. NaN where two points are one.
    """
    u, v = a - joint, b - joint
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    dot = (u * v).sum(axis=-1)
    angle = 180 - np.degrees(np.arctan2(np.abs(cross), dot))
    return np.where((cross == 0) & (dot == 0), np.nan, angle)


def inclination_deg(low: Floats, high: Floats) -> Floats:
    """Return how far the line from `low` to `high` leans forward from the vertical, -180 to 180 degrees.

    Points are (n, 2) in body coordinates: x forward, y up. Leaning back is negative.
    """
    lean = high - low
    return np.degrees(np.arctan2(lean[..., 0], lean[..., 1]))
