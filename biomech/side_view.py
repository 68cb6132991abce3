"""A track as a body seen from the side: which way it faces, how large it is, and one point for each joint."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from biomech.angles import flexion_deg
from biomech.joints import NOSE, pair
from biomech.outline import trunk_points
from biomech.thresholds import OBLIQUE
from biomech.track import PoseTrack

Floats = npt.NDArray[np.float64]

#: A joint that the estimator is less sure of than this on both sides is not measured. Of the shared clips, joints in
#: sight have 0.6 and more, an ankle that is outside the picture has 0.26.
LEAST_CONFIDENCE = 0.3
_NAMES = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
#: The side nearer to the camera is seen, the other one mostly guessed: it counts so many times as much.
_NEAR = 3.0
#: A trunk shorter than this share of its length is something else: 0.7 to 1 on the body, 0.3 beside it.
_SLIPPED = 0.5
#: Bent over further than this, the shoulders are ahead of the hips, whoever it is.
_BENT_DEG = 40.0


@dataclass(frozen=True)
class SideView:
    """Joints of a body seen from the side over n frames.

    `joints` holds (n, 2) in leg lengths, x forward in the direction that is faced, y up, from the picture's lower left
    corner or, facing left, lower right; left and right are merged by confidence and nearness. `confidence` holds (n,)
    of the side that is surer; joints less sure than `LEAST_CONFIDENCE` are NaN. `facing` is 1 to the right of the
    picture, -1 to the left. `near` is the side nearer to the camera. `leg_px` is the length of thigh and shank,
    `trunk_px` (n,) that from hip to shoulder, `raw_hip_flexion_deg` (n,) the hip's flexion from both sides alike, not
    smoothed, and `side_on` (n,) the index of `quality`: 0 from the side, above 0.5 from the front.
    """

    times_s: Floats
    joints: dict[str, Floats]
    confidence: dict[str, Floats]
    facing: int
    near: str
    leg_px: float
    trunk_px: Floats
    raw_hip_flexion_deg: Floats
    side_on: Floats
    height_px: float


def see_from_side(track: PoseTrack) -> SideView | None:
    """Return the body of a track, None where no frame shows shoulders, hips and knees."""
    points = _without_strays(track.points_px.astype(np.float64))
    confidence = track.confidence.astype(np.float64)
    near = _near(track)
    trust = np.array([_NEAR, 1.0] if near == "left" else [1.0, _NEAR])
    merged, surest = {}, {}
    for name in _NAMES:
        places = list(pair(name))
        merged[name], surest[name] = _merge(points[:, places], confidence[:, places], trust)
    if not np.isfinite(merged["shoulder"] + merged["hip"] + merged["knee"]).any():
        return None
    legs = _length(merged["hip"], merged["knee"]), _length(merged["knee"], merged["ankle"])
    leg_px = _median(legs[0] + legs[1])
    if not np.isfinite(leg_px):
        leg_px = 2 * _median(legs[0])
    if not leg_px > 0:
        return None
    trunk_px = _trunk_px(points)
    both = np.ones(2)
    shoulder, hip, knee = (
        _merge(points[:, list(pair(name))], confidence[:, list(pair(name))], both)[0]
        for name in ("shoulder", "hip", "knee")
    )
    facing = _facing(points, merged)
    return SideView(
        times_s=track.times_s,
        joints={name: _to_body(point, facing, track.info.size_px, leg_px) for name, point in merged.items()},
        confidence=surest,
        facing=facing,
        near=near,
        leg_px=leg_px,
        trunk_px=trunk_px,
        raw_hip_flexion_deg=flexion_deg(shoulder, hip, knee),
        side_on=_side_on(points, trunk_px),
        height_px=_percentile(np.ptp(points[..., 1], axis=1), 95),
    )


def _without_strays(points: Floats) -> Floats:
    """Return the joints (n, J, 2) without frames in which the tracker has slipped off a body seen from the side.

    Seen so, a trunk keeps its length however it leans; from the front it does not, and nothing is taken out.
    """
    trunk = _trunk_px(points)
    usual = _percentile(trunk, 90)
    turned = _median(_side_on(points, trunk))
    if not turned < OBLIQUE.value:
        return points
    return np.where((trunk < _SLIPPED * usual)[:, None, None], np.nan, points)


def _trunk_px(points: Floats) -> Floats:
    """Return the length of the line that the outline is read along, between the middles of hips and shoulders."""
    return _length(*trunk_points(points))


def _merge(points: Floats, confidence: Floats, trust: Floats) -> tuple[Floats, Floats]:
    """Return one point (n, 2) of two (n, 2, 2), nearer to the surer and the more trusted one, and how sure that is."""
    weights = (trust * confidence**2)[..., None]
    with np.errstate(invalid="ignore", divide="ignore"):
        merged = (points * weights).sum(axis=1) / weights.sum(axis=1)
    surest = confidence.max(axis=1)
    return np.where((surest >= LEAST_CONFIDENCE)[:, None], merged, np.nan), surest


def _facing(points: Floats, merged: dict[str, Floats]) -> int:
    """Return 1 for a body that faces right: its toes lie there, and its shoulders when it bends."""
    bent = flexion_deg(merged["shoulder"], merged["hip"], merged["knee"]) > _BENT_DEG
    ahead = [
        _median((merged["shoulder"] - merged["hip"])[bent, 0]),
        _median((merged["toe"] - merged["heel"])[:, 0]),
        _median((points[:, NOSE] - merged["ear"])[:, 0]),
    ]
    return 1 if np.nansum(ahead) >= 0 else -1


def _near(track: PoseTrack) -> str:
    """Return the side whose shoulder and hip are nearer to the camera."""
    left, right = (
        _median(track.depth_px[:, [pair(name)[side] for name in ("shoulder", "hip")]].mean(axis=1)) for side in (0, 1)
    )
    return "left" if left < right else "right"


def _side_on(points: Floats, trunk_px: Floats) -> Floats:
    """Return half the sum of the widths of shoulders and hips, in trunk lengths."""
    widths = sum(_length(points[:, left], points[:, right]) for left, right in (pair("shoulder"), pair("hip")))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(widths / 2 / np.float64(_percentile(trunk_px, 90)))


def _to_body(point: Floats, facing: int, size_px: tuple[int, int], leg_px: float) -> Floats:
    width, height = size_px
    x = point[:, 0] if facing > 0 else width - point[:, 0]
    return np.stack([x, height - point[:, 1]], axis=1) / leg_px


def _length(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.hypot(*(a - b).T))


def _median(values: npt.NDArray[np.floating]) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else np.nan


def _percentile(values: Floats, share: float) -> float:
    seen = values[np.isfinite(values)]
    return float(np.percentile(seen, share)) if len(seen) else np.nan
