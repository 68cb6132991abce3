"""Exercises on the floor, on a bench and on a box."""

from dataclasses import replace

from drills.figures.body import ANKLE, SHIN, THIGH, TRUNK, Arm, Leg, Pose, joints, lean_of, up
from drills.figures.props import PLATE, box
from drills.figures.scene import Arrow, Fixed, Moved, Scene
from drills.figures.solving import arm_to, balanced, leg_to, mix, movement

_LYING = 9.5  # from the floor to the hip or shoulder of somebody who lies on it


def _bridging(share: float, *, shoulder: tuple[float, float], foot: float, low: float, high: float) -> Pose:
    """Return a bridge: shoulders and feet stay, the trunk rises about the shoulders from one slope to the other."""
    rise = mix(low, high, share)
    hip = up(shoulder, 90 - rise, TRUNK)
    near = leg_to(hip, (foot, ANKLE), bend=1)
    return Pose(hip=hip, trunk=lean_of(hip, shoulder), near=near, arm=Arm(88, 90), head=-90 - 4)


def _bridge(share: float) -> Pose:
    return _bridging(share, shoulder=(-52, _LYING), foot=23, low=0, high=26)


def _thrust(share: float) -> Pose:
    pose = _bridging(share, shoulder=(-50, 43), foot=32, low=-32, high=0)
    return replace(
        pose, head=mix(-52, -72, share), arm=arm_to(joints(pose)["shoulder"], up(pose.hip, pose.trunk + 90, 9))
    )


def _one_leg(share: float) -> Pose:
    pose = _bridge(share)
    knee = joints(pose)["knee"]
    slope = lean_of(knee, pose.hip)
    return replace(pose, far=Leg(slope, slope, foot=mix(60, 75, share)))


def _superman(share: float) -> Pose:
    hip = (0.0, _LYING)
    legs = mix(90, 104, share)
    pose = Pose(hip=hip, trunk=mix(90, 78, share), near=Leg(legs, legs, foot=-158), curve=mix(0, -22, share))
    reach = mix(88, 110, share)
    return replace(pose, arm=Arm(reach, reach + 2), head=mix(88, 70, share))


def _bird_dog(share: float) -> Pose:
    hip = (0.0, 43.0)
    kneeling = Leg(0, 88, foot=-172)
    stretched = Leg(mix(0, 91, share), mix(88, 91, share), foot=mix(-172, -92, share))
    pose = Pose(hip=hip, trunk=84, near=stretched, far=kneeling, head=86)
    shoulder = joints(pose)["shoulder"]
    on_floor = arm_to(shoulder, (shoulder[0] + 1, 2), bend=-1)
    reach = Arm(mix(on_floor.upper, 92, share), mix(on_floor.fore, 92, share))
    return replace(pose, far_arm=reach, arm=on_floor)


def _back_extension(share: float) -> Pose:
    leg = Leg(45, 45, foot=45)
    hip = up(up((-54, 22), 45, SHIN), 45, THIGH)
    pose = Pose(hip=hip, trunk=mix(128, 46, share), near=leg)
    return replace(pose, arm=_folded(pose))


def _folded(pose: Pose) -> Arm:
    """Return the arm with the hand at the opposite shoulder."""
    place = joints(pose)
    chest = up(place["spine_2"], pose.trunk + 90, 13)
    return arm_to(place["shoulder"], chest, bend=1)


def _lunge(share: float) -> Pose:
    """Return the half-kneeling stretch: the hip slides forward over the kneeling knee."""
    knee = (-20.0, 5.0)
    lean = mix(2, 26, share)
    hip = up(knee, lean, THIGH)
    kneeling = Leg(lean, 89, foot=-172)
    front = leg_to(hip, (38, ANKLE), bend=1)
    pose = Pose(hip=hip, trunk=mix(4, -3, share), near=kneeling, far=front)
    return replace(pose, arm=Arm(-4, 4), far_arm=Arm(8, 20))


def _ninety(share: float) -> Pose:
    """Return the 90/90 seat seen from the side: one shin across in front, the other folded back."""
    hip = (0.0, 11.0)
    front = Leg(-92, -68, foot=-4, shin_scale=0.34)
    behind = Leg(84, 91, foot=-168, thigh_scale=0.42)
    pose = Pose(hip=hip, trunk=mix(4, 46, share), near=front, far=behind)
    shoulder = joints(pose)["shoulder"]
    return replace(pose, arm=arm_to(shoulder, (mix(26, 52, share), mix(20, 12, share))))


_STEP = 34.0


def _step_up(share: float) -> Pose:
    """Return a step-up: the whole foot on the box, and the hip over it at the top."""
    box_foot, floor_foot = (12.0, _STEP + ANKLE), (-24.0, ANKLE)
    low = (-12.0, 78.0)
    high = (box_foot[0] + 3, _STEP + 79.5)
    hip = (mix(low[0], high[0], share**0.8), mix(low[1], high[1], share))
    near = leg_to(hip, box_foot)
    lifted = max(share - 0.12, 0) / 0.88
    trailing = (mix(floor_foot[0], 3.0, lifted), mix(floor_foot[1], high[1] - 66, lifted))
    far = leg_to(hip, trailing, foot=mix(-8, -12, share))
    pose = Pose(hip=hip, trunk=mix(20, 2, share), near=near, far=far)
    swing = mix(26, 10, share)
    return replace(pose, arm=Arm(-swing, mix(10, 6, share)), far_arm=Arm(swing, swing + 30))


_BOX = 40.0


def _jump() -> tuple[Pose, ...]:
    """Return a box jump: dip, take-off, flight with the knees up, a soft landing."""
    dip = replace(balanced(-52, knee=78, trunk=46), arm=Arm(-58, -46))
    up_again = replace(balanced(-52, knee=40, trunk=24), arm=Arm(30, 44))
    off = replace(balanced(-52, knee=6, trunk=6), arm=Arm(130, 146))
    land = replace(balanced(22, knee=74, trunk=42, floor=_BOX), arm=Arm(44, 70))
    rise = Pose(hip=(-44, 104), trunk=8, near=Leg(2, 10, foot=-40), arm=Arm(130, 140))
    high = Pose(hip=(-16, 112), trunk=26, near=Leg(-84, 22, foot=-4), arm=Arm(96, 112))
    keys = (dip, up_again, off, rise, high, land)
    return tuple(_between(keys, step / 15 * (len(keys) - 1)) for step in range(16))


def _between(keys: tuple[Pose, ...], at: float) -> Pose:
    place = min(int(at), len(keys) - 2)
    share, first, last = at - place, keys[place], keys[place + 1]
    return Pose(
        hip=(mix(first.hip[0], last.hip[0], share), mix(first.hip[1], last.hip[1], share)),
        trunk=mix(first.trunk, last.trunk, share),
        near=Leg(
            *(mix(getattr(first.near, name), getattr(last.near, name), share) for name in ("thigh", "shin", "foot"))
        ),
        arm=Arm(mix(first.arm.upper, last.arm.upper, share), mix(first.arm.fore, last.arm.fore, share)),
    )


_MAT = '<rect class="fig-mat" x="{:.0f}" y="-2.4" width="{:.0f}" height="3.4" rx="1.7"/>'
_ROMAN = (
    '<path class="fig-edge" d="M-58 0H24M-46 0L12 -58M-4 0V-42"/>'
    '<path class="fig-solid" d="M-16 -56l22 -22q4 -4 8 0l3 3q4 4 0 8l-21 21Z"/>'
)


def _mat(left: float, right: float) -> Fixed:
    return Fixed(_MAT.format(left, right - left))


def grounded() -> dict[str, Scene]:
    """Return the scenes by code."""
    bridge = Scene(
        "Side view of a glute bridge: lying on the back, feet flat, hips lifted until shoulders, "
        "hips and knees line up.",
        movement(_bridge), (_mat(-86, 52),), tones={"trunk": "accent", "thigh": "good"},
    )  # fmt: skip
    plate = f'<circle class="fig-plate" r="{PLATE}"/><circle class="fig-iron" r="3.2"/>'
    bar = Moved(plate, lambda pose: up(pose.hip, pose.trunk + 90, 12))
    return {
        "glute-bridge": bridge,
        "glute-bridge-paused": replace(
            bridge, arrows=(Arrow((-14, 74), (-14, 58), 0.0, "good"),),
            words="Side view of a glute bridge held at the top: shoulders, hips and knees in one line, the "
            "seat squeezed.",
        ),
        "one-leg-bridge": Scene(
            "Side view of a bridge on one leg: the hips lifted until shoulder, hip and knee line up.",
            movement(_one_leg), (_mat(-86, 52),), tones={"trunk": "accent", "thigh": "good"},
        ),
        "glute-extension": replace(
            bridge,
            words="Side view of the bridge held as a test: shoulder, hip and knee in one line, the seat squeezed.",
            props=(*bridge.props, Fixed('<path class="fig-guide" d="M-72 0L38 -62"/>')),
        ),
        "hip-thrust": Scene(
            "Side view of a hip thrust: the upper back on a bench, a barbell over the hips, trunk level at the top.",
            movement(_thrust), (box(-78, -46, 33), bar), tones={"trunk": "accent", "thigh": "good"}, load=bar.at,
        ),
        "superman": Scene(
            "Side view of a superman: lying face down, chest, arms and legs lifted off the floor.",
            movement(_superman), (_mat(-88, 96),),
        ),
        "bird-dog": Scene(
            "Side view of a bird dog: on hands and knees, one arm and the opposite leg stretched out "
            "level with the back.",
            movement(_bird_dog), (_mat(-50, 56),),
        ),
        "back-extension": Scene(
            "Side view of a back extension on a sloping bench: the trunk rises until it is in line with the legs.",
            movement(_back_extension), (Fixed(_ROMAN),), arrows=(Arrow((62, 40), (66, 84), -0.2),),
        ),
        "hip-flexor-stretch": Scene(
            "Side view of a hip flexor stretch: half kneeling, the hip of the kneeling leg sliding "
            "forward, trunk tall.",
            movement(_lunge), (_mat(-62, 58),), tones={"trunk": "accent", "thigh": "good"},
            arrows=(Arrow((-34, 58), (-14, 56), 0.15, "good"),),
        ),
        "ninety-ninety-hip-stretch": Scene(
            "Side view of the 90/90 stretch: seated, both knees at right angles, one leg in front and one behind.",
            movement(_ninety), (_mat(-62, 62),), tones={"trunk": "accent", "thigh": "good"},
        ),
        "step-up": Scene(
            "Side view of a step-up: one whole foot on a box, standing up tall on that leg.",
            movement(_step_up), (box(-6, 44, _STEP),), scale=0.86, tones={"trunk": "accent", "thigh": "good"}, middle=4,
        ),
        "box-jump": Scene(
            "Side view of a box jump: from a dip with the arms back to a soft landing on the box.",
            _jump(), (box(2, 60, _BOX),), scale=0.9, middle=-14, arrows=(Arrow((-46, 118), (-8, 138), 0.25),),
        ),
    }  # fmt: skip
