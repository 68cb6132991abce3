"""A jointed figure seen from the side whose angles are known exactly, for tests and demo data.

Joints are in leg lengths (thigh plus shank), x forward from the ankle, y up from the floor.
"""

import math
from dataclasses import dataclass

Point = tuple[float, float]

# Segment lengths in leg lengths and masses in body masses, rounded, from Winter, Biomechanics and Motor
# Control of Human Movement, 4th ed., table 4.1 and figure 4.1 (both legs and both arms together).
THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM = 0.5, 0.5, 0.6, 0.36, 0.36
ANKLE_HEIGHT, HEEL_BEHIND, TOE_AHEAD, HEAD_ABOVE_SHOULDER = 0.08, 0.07, 0.24, 0.24
_SHANK_MASS, _THIGH_MASS, _UPPER_BODY_MASS, _ARMS_MASS = 0.093, 0.2, 0.578, 0.1
_SEGMENT_CENTRE = 0.567  # of shank and thigh, from their lower end
_UPPER_BODY_CENTRE = 0.75  # of trunk and head together, from the hip, in trunk lengths

MID_FOOT = (TOE_AHEAD - HEEL_BEHIND) / 2
#: What an upright lifter's joints show; nobody stands at exactly 0.
STANDING_HIP_DEG, STANDING_KNEE_DEG = 3.0, 2.0


@dataclass(frozen=True)
class Pose:
    """Hip and knee flexion in degrees: 180 minus the angle shoulder-hip-knee, and minus hip-knee-ankle."""

    hip_flexion_deg: float
    knee_flexion_deg: float


def hinge_joints(*, hip_flexion_deg: float, knee_flexion_deg: float) -> dict[str, Point]:
    """Return the joints of a figure in balance that holds a bar over mid-foot: a hinge, or with the knees
    bent a squat.

    The feet stand on the floor and the shin leans as far as puts the body's centre of mass over mid-foot; the
    arms hang from the shoulder to the bar. Keys: heel, toe, ankle, knee, hip, shoulder, elbow, wrist, ear;
    the bar is at the wrist. Raises ValueError where the arms do not reach (a lean that no body can balance).
    """
    hip, knee = math.radians(hip_flexion_deg), math.radians(knee_flexion_deg)
    shin = _balanced_shin(hip, knee)
    ankle = (0.0, ANKLE_HEIGHT)
    knee_at = _along(ankle, shin, SHANK)
    hip_at = _along(knee_at, shin - knee, THIGH)
    trunk = shin - knee + hip
    shoulder = _along(hip_at, trunk, TRUNK)
    wrist, elbow = _hang_arm(shoulder)
    # The neck straightens a part of the way: eyes on the floor ahead, not on the feet.
    ear = _along(shoulder, trunk * 0.85, HEAD_ABOVE_SHOULDER)
    return {
        "heel": (-HEEL_BEHIND, 0.0),
        "toe": (TOE_AHEAD, 0.0),
        "ankle": ankle,
        "knee": knee_at,
        "hip": hip_at,
        "shoulder": shoulder,
        "elbow": elbow,
        "wrist": wrist,
        "ear": ear,
    }


def depth_at(time_s: float, *, seconds_per_rep: float) -> float:
    """Return how far down a rep is, 0 to 1: 45 % of it going down, 10 % held, 35 % up, 10 % standing."""
    phase = (time_s / seconds_per_rep) % 1.0
    if phase < 0.45:
        return _ease(phase / 0.45)
    if phase < 0.55:
        return 1.0
    if phase < 0.9:
        return _ease((0.9 - phase) / 0.35)
    return 0.0


def pose_at_depth(depth: float, bottom: Pose) -> Pose:
    """Return the pose between standing (0) and the bottom (1)."""
    return Pose(
        STANDING_HIP_DEG + depth * (bottom.hip_flexion_deg - STANDING_HIP_DEG),
        STANDING_KNEE_DEG + depth * (bottom.knee_flexion_deg - STANDING_KNEE_DEG),
    )


def _balanced_shin(hip: float, knee: float) -> float:
    """Return the shin's forward lean (radians) that puts the centre of mass over mid-foot.

    Each segment adds length times mass above it times the sine of its lean, and all leans differ from the
    shin's by fixed angles, so the sum is one sine: a sin(shin) + b cos(shin) = c.
    """
    # The arms' mass hangs half from the shoulder, half from the bar, which is over mid-foot already.
    half_arms = _ARMS_MASS / 2
    above_hip = _UPPER_BODY_MASS + half_arms
    shank = SHANK * (_SHANK_MASS * _SEGMENT_CENTRE + _THIGH_MASS + above_hip)
    thigh = THIGH * (_THIGH_MASS * _SEGMENT_CENTRE + above_hip)
    trunk = TRUNK * (_UPPER_BODY_MASS * _UPPER_BODY_CENTRE + half_arms)
    a = shank + thigh * math.cos(knee) + trunk * math.cos(hip - knee)
    b = -thigh * math.sin(knee) + trunk * math.sin(hip - knee)
    c = MID_FOOT * (_SHANK_MASS + _THIGH_MASS + above_hip)
    return math.asin(c / math.hypot(a, b)) - math.atan2(b, a)


def _hang_arm(shoulder: Point) -> tuple[Point, Point]:
    """Return wrist (over mid-foot, the arm straight) and elbow."""
    aside = MID_FOOT - shoulder[0]
    reach = UPPER_ARM + FOREARM
    if abs(aside) >= reach:
        raise ValueError("the arms do not reach a bar over mid-foot in this pose")
    wrist = (MID_FOOT, shoulder[1] - math.sqrt(reach**2 - aside**2))
    share = UPPER_ARM / reach
    return wrist, (shoulder[0] + share * aside, shoulder[1] + share * (wrist[1] - shoulder[1]))


def _along(start: Point, lean: float, length: float) -> Point:
    """Return the end of a segment that leans forward from the vertical by an angle in radians."""
    return start[0] + length * math.sin(lean), start[1] + length * math.cos(lean)


def _ease(share: float) -> float:
    """Return 0 to 1 for 0 to 1, starting and ending at rest."""
    return (1 - math.cos(math.pi * share)) / 2
