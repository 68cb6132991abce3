"""What goes wrong in a hinge, over the ghost of how it should be; and what the checkpoints look at."""

from dataclasses import replace

from drills.figures.body import MID_FOOT, Arm, Pose, joints
from drills.figures.hinges import BACK, FLOOR, HANGING, RDL, STICK, hanging, hinge
from drills.figures.props import barbell, dowel, kettlebell, note, plumb
from drills.figures.scene import Arrow, Scene, hand
from drills.figures.solving import balanced, holding_over, mix, movement, reaching, standing

_BAD = {"trunk": "fault"}


def _rounded(share: float) -> Pose:
    """Return a lift whose spine bends in place of the hips."""
    pose = balanced(0, knee=mix(6, 44, share), trunk=mix(0, 62, share))
    return holding_over(MID_FOOT)(replace(pose, curve=mix(0, 96, share)))


def _squatted(share: float) -> Pose:
    knee = mix(8, 96, share)

    def arms(pose: Pose) -> Pose:
        return replace(pose, arm=Arm(mix(2, 10, share), mix(4, 12, share)))

    return balanced(0, knee=knee, trunk=mix(1, 30, share), arms=arms)


def _on_toes(share: float) -> Pose:
    pose = hinge(share, trunk=66, knees=(11, 26), arms=hanging)
    lifted = mix(0, 14, share)
    forward = replace(
        pose,
        near=replace(pose.near, foot=-lifted),
        hip=(pose.hip[0] + mix(0, 17, share), pose.hip[1] + mix(0, 3, share)),
    )
    ankle = joints(forward)["ankle"]
    shin = pose.near.shin + mix(0, 13, share)
    moved = standing(
        ankle[0] - mix(0, 12, share), knee=mix(11, 26, share), trunk=pose.trunk, shin=shin, floor=mix(0, 3.4, share)
    )
    return hanging(replace(moved, near=replace(moved.near, foot=-lifted)))


def _soft(share: float) -> Pose:
    """Return a lift that ends before the hips are straight."""
    top = balanced(0, knee=22, trunk=18, arms=holding_over(MID_FOOT))
    height = joints(top)["hand"][1]
    return top if share > 0.999 else reaching(0, knee=mix(84, 22, share), height=mix(19, height, share))


def _leaning() -> Pose:
    return _hands_low(replace(standing(0, knee=2, trunk=-15, shin=7), curve=-34, head=-8))


def _hands_low(pose: Pose) -> Pose:
    return holding_over(MID_FOOT + 5)(pose)


def _hips_first(share: float) -> Pose:
    """Return a start whose hips shoot up while the bar has hardly moved."""
    return reaching(0, knee=mix(84, 34, share), height=mix(19, 25, share))


def _drifting(share: float) -> Pose:
    return reaching(0, knee=mix(11, 20, share), height=mix(68, 34, share), ahead=mix(MID_FOOT, 24, share))


def faulty() -> dict[str, Scene]:
    """Return the scenes by code."""
    right = (barbell(),)
    return {
        "rounded-back": Scene(
            "Side view of a fault: the back is bent into a curve over the bar, the hips hardly moved back.",
            movement(_rounded), right, _BAD, load=hand,
        ),
        "spinal-flexion": Scene(
            "Side view of spinal flexion: the back rounds forward while the hips stay where they were.",
            movement(_bent_spine), tones=_BAD, arrows=(Arrow((42, 142), (66, 112), -0.25, "fault"),),
        ),
        "squatting": Scene(
            "Side view of a fault: the knees bend far and the hips sink, in place of travelling back.",
            movement(_squatted), tones={"thigh": "fault", "shin": "fault", "trunk": ""},
            arrows=(Arrow((-44, 84), (-42, 50), 0, "fault"),),
        ),
        "weight-on-toes": Scene(
            "Side view of a fault: the heels lift and the weight rolls forward onto the toes.",
            movement(_on_toes), tones={"foot": "fault", "toes": "fault", "trunk": ""},
            arrows=(Arrow((14, 34), (36, 16), 0.25, "fault"),),
        ),
        "soft-lockout": Scene(
            "Side view of a fault at the top of a lift: hips and knees stay bent, the seat is not squeezed.",
            movement(_soft), right, {"thigh": "fault", "trunk": ""}, load=hand,
        ),
        "hyperextended-lockout": Scene(
            "Side view of a fault at the top of a lift: the trunk leans behind the vertical and the low back arches.",
            FLOOR[::-1].ending(_leaning), (plumb(2, 150), *right), _BAD,
            arrows=(Arrow((10, 158), (-22, 152), 0.12, "fault"),),
        ),
        "hips-rise-first": Scene(
            "Side view of a fault: the hips shoot up and the trunk tips over while the bar is still near the floor.",
            movement(_hips_first), right, {"thigh": "fault", "trunk": "fault"}, load=hand,
            arrows=(Arrow((-46, 58), (-46, 86), 0, "fault"),),
        ),
        "bar-drift": Scene(
            "Side view of a fault: the bar hangs away from the legs, ahead of the feet.",
            movement(_drifting), (plumb(MID_FOOT, 60), *right), {"arm": "fault", "trunk": ""},
            arrows=(Arrow((8, 12), (26, 8), 0.1, "fault"),),
        ),
        "hips-back-over-down": Scene(
            "Side view of a hinge: the way of the hips back is longer than their way down.",
            HANGING, arrows=(Arrow((-14, 104), (-58, 104), 0), Arrow((-58, 94), (-58, 84), 0)),
            tones={"trunk": "", "thigh": "accent"},
        ),
        "spine-neutral": Scene(
            "Side view of a hinge with a stick along the back: three contacts, the back keeps its "
            "shape.", STICK, dowel(),
        ),
        "knees-soft-and-still": Scene(
            "Side view of a hinge: the knees stay bent by 10 to 20 degrees.",
            HANGING, (note("10–20°", (-14, 40), end=True),), tones={"trunk": "", "shin": "accent"},
        ),
        "heels-and-midfoot": Scene(
            "Side view of a hinge: the weight stays over mid-foot and heel.",
            HANGING, (plumb(MID_FOOT - 3, 76),), tones={"trunk": "", "foot": "good"},
            arrows=(Arrow((-16, 34), (-14, 12), 0.0, "good"),),
        ),
        "felt-in-hamstrings": Scene(
            "Side view of a Romanian deadlift with the backs of the thighs marked, where the stretch is felt.",
            RDL, right, {"trunk": "", "hamstring": "good"}, load=hand,
        ),
        "hip-drive-up": Scene(
            "Side view of the way up: the hips drive forward until the body is upright.",
            HANGING[::-1], tones={"trunk": "", "thigh": "accent"}, arrows=(Arrow((-44, 92), (-14, 82), -0.15),),
        ),
        "kettlebell-squatted": Scene(
            "Side view of a fault with a kettlebell: a squat in place of a hinge.",
            movement(_squatted), (kettlebell(),), _BAD,
        ),
    }  # fmt: skip


def _bent_spine(share: float) -> Pose:
    pose = standing(0, knee=4, trunk=mix(1, 46, share), shin=mix(3, 1, share))
    return hanging(replace(pose, curve=mix(0, 118, share)))


__all__ = ["BACK", "faulty"]
