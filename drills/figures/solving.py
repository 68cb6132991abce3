"""Positions that a body can hold: in balance over mid-foot, with the hands where the load is."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import overload

from drills.figures.body import (
    ANKLE,
    FOREARM,
    HAND,
    MID_FOOT,
    REACH,
    SHIN,
    THIGH,
    UPPER_ARM,
    Arm,
    Leg,
    Point,
    Pose,
    centre_of_mass,
    joints,
    lean_of,
    shoulder,
    up,
)

STEPS = 8  # between the ends of a movement
CLOSE = 1e-8  # what counts as zero, in units of the drawing


def root(of: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising or falling function is zero; the nearer end where it never is.

    Follows the straight line between the two sides of the zero and takes weight from a side that stays (the
    Anderson-Björck method): a handful of calls, where halving the range takes forty.
    """
    first, last = of(low), of(high)
    if first * last > 0:
        return low if abs(first) < abs(last) else high
    at = low
    for _ in range(60):
        at = high - last * (high - low) / (last - first) if last != first else high
        off = of(at)
        if abs(off) < CLOSE:
            break
        if off * last < 0:
            low, first = high, last
        else:
            less = 1 - off / last
            first *= less if less > 0 else 0.5
        high, last = at, off
    return at


def standing(ankle_x: float, *, knee: float, trunk: float, shin: float, floor: float = 0.0) -> Pose:
    """Return a figure on flat feet whose knees are bent by `knee`, arms hanging."""
    knee_at = up((ankle_x, ANKLE + floor), shin, SHIN)
    return Pose(hip=up(knee_at, shin - knee, THIGH), trunk=trunk, near=Leg(shin - knee, shin))


def balanced(
    ankle_x: float,
    *,
    knee: float,
    trunk: float,
    arms: Callable[[Pose], Pose] = lambda pose: pose,
    load: Callable[[Pose], Point] | None = None,
    held: float = 0.0,
    floor: float = 0.0,
) -> Pose:
    """Return the figure with the shin leaning as far as puts all of it over mid-foot.

    `arms` places the arms of a pose; `load` says where a weight of `held` body masses is that is not over mid-foot.
    """

    def pose(shin: float) -> Pose:
        return arms(standing(ankle_x, knee=knee, trunk=trunk, shin=shin, floor=floor))

    def off(shin: float) -> float:
        tried = pose(shin)
        at = load(tried) if load else (0.0, 0.0)
        return centre_of_mass(tried, held=held, at=at)[0] - ankle_x - MID_FOOT

    return pose(root(off, -30, 50))


def two_bones(start: Point, end: Point, first: float, second: float, *, bend: float) -> Point:
    """Return the middle joint between two ends; `bend` 1 puts it left of the way from start to end, -1 right.

    Ends too far apart get a straight limb that does not reach.
    """
    away_x, away_y = end[0] - start[0], end[1] - start[1]
    distance = max(math.hypot(away_x, away_y), 1e-9)
    along = min(max((first**2 - second**2 + distance**2) / (2 * distance), -first), first)
    aside = math.sqrt(max(first**2 - along**2, 0.0)) * bend
    unit_x, unit_y = away_x / distance, away_y / distance
    return start[0] + along * unit_x - aside * unit_y, start[1] + along * unit_y + aside * unit_x


def arm_to(shoulder: Point, hand: Point, *, bend: float = -1) -> Arm:
    """Return the arm whose hand is at a point; the elbow to the left of the way there with `bend` 1."""
    elbow = two_bones(shoulder, hand, UPPER_ARM, FOREARM + HAND, bend=bend)
    return Arm(_swing(shoulder, elbow), _swing(elbow, hand))


def leg_to(hip: Point, ankle: Point, *, bend: float = 1, foot: float = 0.0) -> Leg:
    """Return the leg whose ankle is at a point, the knee ahead of the way there."""
    knee = two_bones(hip, ankle, THIGH, SHIN, bend=bend)
    return Leg(lean_of(knee, hip), lean_of(ankle, knee), foot)


def holding_over(x: float) -> Callable[[Pose], Pose]:
    """Return how the straight arms hold something above the place `x` of the floor."""

    def hold(pose: Pose) -> Pose:
        aside = x - shoulder(pose)[0]
        swing = math.degrees(math.asin(max(-0.95, min(0.95, aside / REACH))))
        return replace(pose, arm=Arm(swing, swing))

    return hold


def reaching(ankle_x: float, *, knee: float, height: float, ahead: float = MID_FOOT, floor: float = 0.0) -> Pose:
    """Return the balanced figure whose hands are at a height over mid-foot: at a bar on the floor, for one."""
    arms = holding_over(ankle_x + ahead)

    def pose(trunk: float) -> Pose:
        return balanced(ankle_x, knee=knee, trunk=trunk, arms=arms, floor=floor)

    return pose(root(lambda trunk: joints(pose(trunk))["hand"][1] - height, 5, 100))


class Movement(Sequence[Pose]):
    """Positions one after another; each is solved when it is first asked for, so a still drawing costs its two."""

    def __init__(self, solvers: Iterable[Callable[[], Pose]]) -> None:
        self._solvers = tuple(solvers)

    def __len__(self) -> int:
        """Return how many positions there are, solving none."""
        return len(self._solvers)

    @overload
    def __getitem__(self, place: int) -> Pose: ...

    @overload
    def __getitem__(self, place: slice) -> "Movement": ...

    def __getitem__(self, place: int | slice) -> "Pose | Movement":
        """Return the position at a place, or the movement of some places."""
        return Movement(self._solvers[place]) if isinstance(place, slice) else self._solvers[place]()

    def each(self, change: Callable[[Pose], Pose]) -> "Movement":
        """Return the movement with every position changed."""
        return Movement(cache(lambda solve=solve: change(solve())) for solve in self._solvers)

    def ending(self, pose: Callable[[], Pose]) -> "Movement":
        """Return the movement with another last position."""
        return Movement((*self._solvers[:-1], cache(pose)))


def movement(pose: Callable[[float], Pose], steps: int = STEPS) -> Movement:
    """Return a movement's positions from the start (0) to the end (1), slow at both."""
    shares = [(1 - math.cos(math.pi * step / steps)) / 2 for step in range(steps + 1)]
    return Movement(cache(partial(pose, share)) for share in shares)


def mix(start: float, end: float, share: float) -> float:
    """Return the number that is a share of the way between two."""
    return start + (end - start) * share


def _swing(upper: Point, lower: Point) -> float:
    return math.degrees(math.atan2(lower[0] - upper[0], upper[1] - lower[1]))
