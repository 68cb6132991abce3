"""The drawn athlete: lengths, angles and where the joints come to lie.

Everything is in units of the drawing, x forward in the facing direction, y up from the floor. Angles are degrees.
Trunk and legs lean forward from the vertical, arms swing forward from hanging straight down, feet lift their toes.
"""

import math
from dataclasses import dataclass

Point = tuple[float, float]

# Shares of body height of the segments, rounded, from Winter, Biomechanics and Motor Control of Human Movement,
# 4th ed., figure 4.1, for an athlete 150 units tall.
SHIN = THIGH = 37.0
TRUNK, UPPER_ARM, FOREARM, HAND = 43.0, 28.0, 22.0, 7.0  # the hand as far as the grip
ANKLE, HEEL, TOE = 6.0, 6.0, 18.0
HEAD = 17.0  # from the shoulder to the middle of the head
REACH = UPPER_ARM + FOREARM + HAND
MID_FOOT = (TOE - HEEL) / 2  # ahead of the ankle
SPINE = 4  # pieces that the trunk bends in

# Masses in body masses, both sides together (the same book, table 4.1).
_MASSES = {"foot": 0.029, "shin": 0.093, "thigh": 0.2, "trunk": 0.497, "head": 0.081, "upper": 0.056, "fore": 0.044}


@dataclass(frozen=True)
class Leg:
    """Lean of thigh and shin, toes lifted by `foot`; the scales shorten what points at the reader."""

    thigh: float
    shin: float
    foot: float = 0.0
    thigh_scale: float = 1.0
    shin_scale: float = 1.0
    toes: float = 0.0


@dataclass(frozen=True)
class Arm:
    """Swing of upper arm and forearm, forward from hanging."""

    upper: float
    fore: float


@dataclass(frozen=True)
class Pose:
    """One position. `trunk` leans from hip to shoulder, and bends forward by `curve` in all along its length."""

    hip: Point
    trunk: float
    near: Leg
    arm: Arm = Arm(0, 0)
    far: Leg | None = None
    far_arm: Arm | None = None
    curve: float = 0.0
    head: float | None = None

    def spine(self) -> tuple[float, ...]:
        """Return the lean of each piece of the trunk, from the pelvis up."""
        return tuple(self.trunk + self.curve * (piece - (SPINE - 1) / 2) / SPINE for piece in range(SPINE))

    def gaze(self) -> float:
        """Return the lean of the head; a neutral neck goes on with the spine."""
        return self.spine()[-1] if self.head is None else self.head


def up(start: Point, lean: float, length: float) -> Point:
    """Return the upper end of a segment that leans forward."""
    angle = math.radians(lean)
    return start[0] + length * math.sin(angle), start[1] + length * math.cos(angle)


def down(start: Point, lean: float, length: float) -> Point:
    """Return the lower end of a segment that leans forward."""
    return up(start, lean, -length)


def lean_of(lower: Point, upper: Point) -> float:
    """Return how far a segment leans forward from the vertical, -180 to 180."""
    return math.degrees(math.atan2(upper[0] - lower[0], upper[1] - lower[1]))


def shoulder(pose: Pose) -> Point:
    """Return where the shoulder lies, for who needs nothing else."""
    at = pose.hip
    for lean in pose.spine():
        at = up(at, lean, TRUNK / SPINE)
    return at


def joints(pose: Pose) -> dict[str, Point]:
    """Return where the joints lie, by name; those of the far side begin with `far_`."""
    found = {"hip": pose.hip}
    at = pose.hip
    for place, lean in enumerate(pose.spine()):
        at = up(at, lean, TRUNK / SPINE)
        found[f"spine_{place}"] = at
    found["shoulder"] = at
    found["head"] = up(at, pose.gaze(), HEAD)
    for side, leg in (("", pose.near), ("far_", pose.far)):
        if leg:
            found |= {side + name: point for name, point in _leg(pose.hip, leg).items()}
    for side, arm in (("", pose.arm), ("far_", pose.far_arm)):
        if arm:
            elbow = down(at, -arm.upper, UPPER_ARM)
            wrist = down(elbow, -arm.fore, FOREARM)
            found |= {side + "elbow": elbow, side + "wrist": wrist, side + "hand": down(wrist, -arm.fore, HAND)}
    return found


def _leg(hip: Point, leg: Leg) -> dict[str, Point]:
    knee = down(hip, leg.thigh, THIGH * leg.thigh_scale)
    ankle = down(knee, leg.shin, SHIN * leg.shin_scale)
    pitch = math.radians(leg.foot)

    def of_foot(ahead: float) -> Point:
        return (
            ankle[0] + ahead * math.cos(pitch) + ANKLE * math.sin(pitch),
            ankle[1] + ahead * math.sin(pitch) - ANKLE * math.cos(pitch),
        )

    return {"knee": knee, "ankle": ankle, "heel": of_foot(-HEEL), "toe": of_foot(TOE), "mid_foot": of_foot(MID_FOOT)}


def centre_of_mass(pose: Pose, *, held: float = 0.0, at: Point = (0.0, 0.0)) -> Point:
    """Return the centre of mass of the athlete and of a load of `held` body masses that is `at` a point."""
    place = joints(pose)
    parts: list[tuple[float, Point]] = [
        (_MASSES["trunk"], _between(place["hip"], place["shoulder"], 0.56)),
        (_MASSES["head"], place["head"]),
        (held, at),
    ]
    legs, arms = ("", "far_") if pose.far else ("",), ("", "far_") if pose.far_arm else ("",)
    for side in legs:  # both legs are one where they do the same
        parts += [
            (_MASSES["thigh"] / len(legs), _between(place[side + "knee"], place["hip"], 0.567)),
            (_MASSES["shin"] / len(legs), _between(place[side + "ankle"], place[side + "knee"], 0.567)),
            (_MASSES["foot"] / len(legs), place[side + "mid_foot"]),
        ]
    for side in arms:
        parts += [
            (_MASSES["upper"] / len(arms), _between(place[side + "elbow"], place["shoulder"], 0.56)),
            (_MASSES["fore"] / len(arms), _between(place[side + "wrist"], place[side + "elbow"], 0.4)),
        ]
    whole = across = high = 0.0
    for mass, (x, y) in parts:
        whole, across, high = whole + mass, across + mass * x, high + mass * y
    return across / whole, high / whole


def _between(lower: Point, upper: Point, share: float) -> Point:
    return lower[0] + share * (upper[0] - lower[0]), lower[1] + share * (upper[1] - lower[1])
