"""Tracks of a figure whose angles are known exactly at any time, as a camera would see it.

A `Posture` says how each segment leans, a `Motion` is postures with their times and eased ways between them, and `film`
turns a motion into the `PoseTrack` that a pose estimator would have made of it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from biomech import synthetic_joints as figure
from biomech.frames import SamplesInfo
from biomech.joints import JOINTS, NOSE, pair
from biomech.outline import HEIGHTS
from biomech.synthetic_joints import SHANK, THIGH, TRUNK, hinge_joints
from biomech.track import PoseTrack
from biomech.trunk_line import HIGHEST, LOWEST

Floats = npt.NDArray[np.float64]
Facing = Literal["right", "left"]

#: Of joint centres, in trunk lengths.
SHOULDER_WIDTH, HIP_WIDTH = 0.7, 0.5
LEG_PX = 200.0
#: How much of the thigh's inclination counts against the trunk's in telling a hinge from a squat.
THIGH_SHARE = 1.0
_ARM = figure.UPPER_ARM + figure.FOREARM
_MIDDLE, _HALF = (LOWEST + HIGHEST) / 2, (HIGHEST - LOWEST) / 2


@dataclass(frozen=True)
class Posture:
    """How far each segment leans, in degrees; each field may be an array over frames.

    Trunk and shin lean forward, the thigh (knee to hip) backward, the arm hangs down at 0 and points forward at 90.
    `foot` is how far the toes point down, `back` the curvature of the back's outline.
    """

    trunk: float = 0.0
    thigh: float = 0.0
    shin: float = 0.0
    arm: float = 0.0
    foot: float = 0.0
    back: float = 0.0

    @property
    def hip_flexion(self) -> float:
        """How far the hip is bent; below 0 where it is bent backward."""
        return self.trunk + self.thigh

    @property
    def knee_flexion(self) -> float:
        """How far the knee is bent."""
        return self.thigh + self.shin

    @property
    def over_thigh(self) -> float:
        """What tells a hinge from a squat."""
        return self.trunk - THIGH_SHARE * self.thigh


def squatting(over_thigh: float, *, trunk: float = 40.0) -> Posture:
    """Return a posture with bent knees that is so much of a hinge or squat."""
    return Posture(trunk, (trunk - over_thigh) / THIGH_SHARE, 25, -10)


Motion = tuple[tuple[float, Posture], ...]


def balanced(hip_flexion_deg: float, knee_flexion_deg: float) -> Posture:
    """Return the posture of a figure in balance with a bar over the middle of its feet."""
    at = hinge_joints(hip_flexion_deg=hip_flexion_deg, knee_flexion_deg=knee_flexion_deg)

    def lean(low: str, high: str) -> float:
        return math.degrees(math.atan2(at[high][0] - at[low][0], at[high][1] - at[low][1]))

    arm = math.degrees(math.atan2(at["wrist"][0] - at["shoulder"][0], at["shoulder"][1] - at["wrist"][1]))
    return Posture(lean("hip", "shoulder"), -lean("knee", "hip"), lean("ankle", "knee"), arm)


STAND, HINGE = balanced(3, 2), balanced(95, 30)


@dataclass(frozen=True)
class Pace:
    """How long each part of a repetition lasts, in seconds."""

    down: float = 1.0
    pause: float = 1.0
    up: float = 1.0
    rest: float = 1.0


STEADY = Pace()


def lift(
    reps: int = 3,
    *,
    top: Posture = STAND,
    bottom: Posture = HINGE,
    pace: Pace = STEADY,
    stand: Posture | None = None,
    by_way_of: Sequence[Posture] = (),
    stand_s: float = 1.0,
) -> Motion:
    """Return so many repetitions from standing and back, `stand_s` of `stand` (as at the top) before and after.

    `by_way_of` are postures passed on the way up, the way's time shared out evenly.
    """
    keys = [(0.0, stand or top), (stand_s, stand or top)]
    for number in range(reps):
        for lasts, posture in ((pace.down, bottom), (pace.pause, bottom)):
            keys.append((keys[-1][0] + lasts, posture))
        for posture in (*by_way_of, top):
            keys.append((keys[-1][0] + pace.up / (len(by_way_of) + 1), posture))
        if number < reps - 1:
            keys.append((keys[-1][0] + pace.rest, top))
    keys.append((keys[-1][0] + stand_s, top))
    return tuple(keys)


def way(*stations: tuple[float, Posture]) -> Motion:
    """Return a motion through postures, each with the seconds it takes to get there."""
    lasting, postures = zip(*stations, strict=True)
    return tuple(zip(np.cumsum(lasting).tolist(), postures, strict=True))


def postures_at(motion: Motion, times_s: Floats) -> Posture:
    """Return one posture whose fields are arrays over the times: the truth that a report is held against."""
    keys_s = np.array([at_s for at_s, _ in motion])
    before = np.clip(np.searchsorted(keys_s, times_s, side="right") - 1, 0, len(keys_s) - 2)
    lasting = np.maximum(keys_s[before + 1] - keys_s[before], 1e-9)
    share = (1 - np.cos(np.pi * np.clip((times_s - keys_s[before]) / lasting, 0, 1))) / 2

    def field(name: str) -> Floats:
        values = np.array([getattr(posture, name) for _, posture in motion], float)
        return values[before] + share * (values[before + 1] - values[before])

    return Posture(**{one.name: field(one.name) for one in fields(Posture)})  # type: ignore[arg-type]


def times_of(motion: Motion, rate_hz: float = 30.0) -> Floats:
    """Return the times of a motion's frames."""
    return np.arange(0.0, motion[-1][0] + 1e-9, 1 / rate_hz)


@dataclass(frozen=True)
class Camera:
    """How a motion is filmed.

    `turned_deg` is 0 from the side and 90 from the front, `leg_px` the length of thigh and shank, `floor_px` the
    floor's place above the picture's lower edge.
    """

    turned_deg: float = 0.0
    facing: Facing = "right"
    leg_px: float = LEG_PX
    rate_hz: float = 30.0
    size_px: tuple[int, int] = (640, 640)
    floor_px: float = 60.0
    noise_px: float = 0.0
    seed: int = 1


SIDE = Camera()


def film(
    motion: Motion,
    camera: Camera = SIDE,
    *,
    hidden: Mapping[str, float] | None = None,
    missing_s: Sequence[tuple[float, float]] = (),
    cuts_s: Sequence[float] = (),
    others_px: float = 0.0,
    light: float = 0.5,
    outline: bool = True,
    warning: str | None = None,
    width: tuple[float, float] = (SHOULDER_WIDTH, HIP_WIDTH),
) -> PoseTrack:
    """Return the track of a motion.

    `hidden` is the confidence of joints (both sides) that are not in sight, `missing_s` when nobody is seen, `cuts_s`
    when the picture changes, `others_px` the height of somebody else, `width` that of shoulders and hips in trunks.
    """
    times_s = times_of(motion, camera.rate_hz)
    posture = postures_at(motion, times_s)
    points, depth = _project(_body(posture, width), camera)
    points += np.random.default_rng(camera.seed).normal(0, 1, points.shape) * camera.noise_px
    confidence = np.full(points.shape[:2], 0.99)
    for name, sure in (hidden or {}).items():
        confidence[:, list(pair(name))] = sure
    outlines = _outline(points, posture, camera) if outline else np.full((len(times_s), 2, len(HEIGHTS)), np.nan)
    others = np.full(len(times_s), others_px)
    for start_s, end_s in missing_s:
        gone = (times_s >= start_s) & (times_s < end_s)
        for column in (points, depth, confidence, outlines, others):
            column[gone] = np.nan
    change = np.full(len(times_s), 0.02 * light)
    change[np.searchsorted(times_s, np.array(cuts_s))] = 0.8 * light
    return PoseTrack(
        info=_info(camera, times_s),
        times_s=times_s,
        points_px=points.astype(np.float32),
        depth_px=depth.astype(np.float32),
        confidence=confidence.astype(np.float32),
        outline_px=outlines.astype(np.float32),
        others_px=others.astype(np.float32),
        light=np.full(len(times_s), light, np.float32),
        change=change.astype(np.float32),
        estimator="synthetic 1",
        warning=warning,
    )


def clipped(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """Return what a clip shows between two times, counted from its own start."""
    kept = np.flatnonzero((track.times_s >= start_s) & (track.times_s < end_s))
    columns = {name: column[kept] for name, column in vars(track).items() if isinstance(column, np.ndarray)}
    return replace(track, **columns | {"times_s": track.times_s[kept] - track.times_s[kept[0]]})


def mirrored(track: PoseTrack) -> PoseTrack:
    """Return the track of the same clip seen in a mirror: left is right, and each joint is the other side's."""
    swapped = [NOSE, *(place for left in range(1, len(JOINTS), 2) for place in (left + 1, left))]
    points = track.points_px[:, swapped].copy()
    points[..., 0] = track.info.size_px[0] - points[..., 0]
    return replace(
        track,
        points_px=points,
        depth_px=track.depth_px[:, swapped],
        confidence=track.confidence[:, swapped],
        outline_px=track.outline_px[:, ::-1],
    )


def _body(posture: Posture, width: tuple[float, float]) -> dict[str, Floats]:
    """Return (n, 3) for each joint of `JOINTS` in leg lengths: x forward, y up from the floor, z to the left."""
    zero = np.zeros_like(posture.trunk)

    def along(start: Floats, lean_deg: Floats, length: float) -> Floats:
        lean = np.radians(lean_deg)
        return start + length * np.stack([np.sin(lean), np.cos(lean), zero], axis=1)

    ankle = np.stack([zero, zero + figure.ANKLE_HEIGHT, zero], axis=1)
    toe = np.stack([zero + figure.TOE_AHEAD, zero, zero], axis=1)
    heel = along(toe, np.asarray(posture.foot) - 90, figure.HEEL_BEHIND + figure.TOE_AHEAD)
    knee = along(ankle, np.asarray(posture.shin), SHANK)
    hip = along(knee, -np.asarray(posture.thigh), THIGH)
    shoulder = along(hip, np.asarray(posture.trunk), TRUNK)
    elbow = along(shoulder, 180 - np.asarray(posture.arm), figure.UPPER_ARM)
    wrist = along(shoulder, 180 - np.asarray(posture.arm), _ARM)
    ear = along(shoulder, np.asarray(posture.trunk) * 0.85, figure.HEAD_ABOVE_SHOULDER)
    upper, lower = (TRUNK * share / 2 for share in width)
    middle = {"ear": (ear, 0.06), "shoulder": (shoulder, upper), "elbow": (elbow, upper), "wrist": (wrist, upper)}
    middle |= {"hip": (hip, lower), "knee": (knee, lower), "ankle": (ankle, lower)}
    middle |= {"heel": (heel, lower), "toe": (toe, lower)}
    joints = {"nose": ear + np.array([0.08, 0.0, 0.0])}
    for name, (point, aside) in middle.items():
        for side, sign in (("left", 1), ("right", -1)):
            joints[f"{side}_{name}"] = point + np.array([0.0, 0.0, sign * aside])
    return joints


def _project(joints: dict[str, Floats], camera: Camera) -> tuple[Floats, Floats]:
    """Return points (n, J, 2) and depths (n, J) in pixels; the camera stands on the side that shows."""
    body = np.stack([joints[name] for name in JOINTS], axis=1)
    turn = math.radians(camera.turned_deg)
    sign = 1 if camera.facing == "right" else -1
    # Who faces right shows the right side: what is to the left is further away.
    away = body[..., 2] * sign
    across = body[..., 0] * math.cos(turn) + away * math.sin(turn)
    depth = away * math.cos(turn) - body[..., 0] * math.sin(turn)
    width, height = camera.size_px
    x = width / 2 + sign * across * camera.leg_px
    y = height - camera.floor_px - body[..., 1] * camera.leg_px
    return np.stack([x, y], axis=-1), depth * camera.leg_px


def _outline(points: Floats, posture: Posture, camera: Camera) -> Floats:
    """Return the outline (n, 2, H): flat in front, behind a parabola whose ends enclose the angle `posture.back`."""
    hip, shoulder = (points[:, list(pair(name))].mean(axis=1) for name in ("hip", "shoulder"))
    trunk_px = np.hypot(*(shoulder - hip).T)[:, None]
    bulge = _HALF / 2 * np.tan(np.radians(np.asarray(posture.back)) / 2)[:, None]
    behind = 0.3 + bulge * (1 - ((HEIGHTS - _MIDDLE) / _HALF) ** 2)
    ahead = np.full_like(behind, 0.25)
    order = (ahead, behind) if camera.facing == "right" else (behind, ahead)
    return np.stack(order, axis=1) * trunk_px[:, None]


def _info(camera: Camera, times_s: Floats) -> SamplesInfo:
    size = camera.size_px
    return SamplesInfo(size, size, (0, 0), size, len(times_s), float(times_s[-1] + 1 / camera.rate_hz), None)
