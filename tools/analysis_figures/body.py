"""Poses that are drawn, and what is measured on them."""

import math

import numpy as np
import numpy.typing as npt

from biomech.angles import flexion_deg, inclination_deg
from biomech.faults import Finding
from biomech.synthetic_joints import Point, Pose, hinge_joints
from biomech.trunk_line import trunk_line
from tools.analysis_figures.sheet import Joints

Floats = npt.NDArray[np.float64]

HINGE = Pose(96.0, 26.0)
SQUAT = Pose(96.0, 104.0)
STAND = Pose(3.0, 2.0)


def joints_of(pose: Pose) -> dict[str, Point]:
    """Return the joints of a pose."""
    return hinge_joints(hip_flexion_deg=pose.hip_flexion_deg, knee_flexion_deg=pose.knee_flexion_deg)


def lean_of(joints: Joints, low: str, high: str) -> float:
    """Return how far the line between two joints leans forward from the vertical."""
    return float(inclination_deg(np.array(joints[low]), np.array(joints[high])))


def flexion_of(joints: Joints, a: str, joint: str, b: str) -> float:
    """Return how far a joint is bent from straight."""
    return float(flexion_deg(*(np.array(joints[name]) for name in (a, joint, b))))


def signed_hip_flexion_of(joints: Joints) -> float:
    """Return hip flexion, below 0 where the hip is bent back past straight, as `series` takes it from the side."""
    flexion = flexion_of(joints, "shoulder", "hip", "knee")
    return flexion if lean_of(joints, "hip", "shoulder") >= lean_of(joints, "knee", "hip") else -flexion


def over_thigh(trunk_deg: float, thigh_deg: float) -> float:
    """Return `trunk_over_thigh_deg` as `measurements` takes it; a test compares the two."""
    return trunk_deg - thigh_deg


def line_of_back(far: Floats) -> tuple[float, float]:
    """Return what is measured of an outline so far behind the trunk's line, in trunk lengths, of one facing right."""
    outline = np.stack([np.full_like(far, np.nan), far])[None].astype(np.float32)
    curvature, gap = trunk_line(outline, np.ones(1), 1)
    return float(curvature[0]), float(gap[0])


def arm_swung(joints: dict[str, Point], by_deg: float) -> dict[str, Point]:
    """Return the joints with the arm swung forward at the shoulder."""
    turned = {name: turned_about(joints[name], joints["shoulder"], -by_deg) for name in ("elbow", "wrist")}
    return {**joints, **turned}


def turned_about(point: Point, about: Point, by_deg: float) -> Point:
    """Return a point turned forward, the way a foot tips onto its toes, about another."""
    turn = math.radians(by_deg)
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * math.cos(turn) + y * math.sin(turn), about[1] - x * math.sin(turn) + y * math.cos(turn)


def place_along(start: Point, lean_deg: float, length: float) -> Point:
    """Return the end of a line so long that leans forward so far."""
    lean = math.radians(lean_deg)
    return start[0] + length * math.sin(lean), start[1] + length * math.cos(lean)


def off_side_deg(side_on: float) -> float:
    """Return how far off the side a camera sees this index: shoulders and hips are about 0.6 trunk lengths wide."""
    return math.degrees(math.asin(side_on / 0.6))


def fault_beyond(beyond: float) -> Finding:
    """Return a fault whose value is so many degrees beyond its limit."""
    return Finding("rounded-back", "fault", "trunk_line_deg", beyond, "deg", 0.0, 1.0, (0,), 0, "")


def as_point(values: Floats) -> Point:
    """Return an array of two as a point."""
    return float(values[0]), float(values[1])


def in_degrees(value: float) -> str:
    """Return degrees as they are written in a figure."""
    return f"{value:.0f}°".replace("-", "−")


def with_sign(value: float) -> str:
    """Return a number with its sign, as it is written in a figure."""
    return f"{value:+.0f}".replace("-", "−")
