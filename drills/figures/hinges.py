"""Hinges: on both feet, soft knees, hips back."""

from dataclasses import replace

from drills.figures.body import MID_FOOT, TRUNK, Arm, Pose, joints
from drills.figures.props import (
    BEHIND,
    band,
    barbell,
    box,
    car_door,
    dowel,
    dumbbell,
    empty_bar,
    grip,
    kettlebell,
    level,
    note,
    on_back,
    plumb,
    wall,
)
from drills.figures.scene import Arrow, Fixed, Scene, hand
from drills.figures.solving import Movement, arm_to, balanced, holding_over, leg_to, mix, movement, reaching

SOFT = (11.0, 15.0)  # knee bend, standing and at the bottom: 10 to 20 degrees all the way
BACK = Arrow((-24, 98), (-46, 90), 0.15)


def hinge(share: float, *, trunk: float = 80, knees: tuple[float, float] = SOFT, **how: object) -> Pose:
    """Return the position a share of the way down from standing."""
    return balanced(0, knee=mix(*knees, share), trunk=mix(3, trunk, share), **how)  # type: ignore[arg-type]


def hanging(pose: Pose) -> Pose:
    """Return the pose with the arms hanging."""
    return replace(pose, arm=Arm(2, 4))


def _at_dowel(pose: Pose) -> Pose:
    shoulder = joints(pose)["shoulder"]
    low = arm_to(shoulder, grip(pose, 0.16), bend=-1)
    neck = arm_to(shoulder, grip(pose, 1.2), bend=1)
    return replace(pose, arm=low, far_arm=neck)


def _pulled(share: float, top: float, bottom: float, knees: tuple[float, float]) -> Pose:
    """Return a lift's position with the hands between two heights, straight over mid-foot."""
    return reaching(0, knee=mix(*knees, share), height=mix(top, bottom, share))


def lift(bottom: float, knee: float) -> Movement:
    """Return a lift from standing down to where the hands are at a height; the load stays over mid-foot."""
    top = balanced(0, knee=5, trunk=0, arms=holding_over(MID_FOOT))
    height = joints(top)["hand"][1] - 0.5
    return movement(lambda share: _pulled(share, height, bottom, (5, knee)) if share else top)


def romanian(knee: float = 16, bottom: float = 29) -> Movement:
    """Return a Romanian deadlift: soft, still knees, the bar along the legs to mid-shin."""
    top = balanced(0, knee=11, trunk=1, arms=holding_over(MID_FOOT))
    height = joints(top)["hand"][1] - 0.5
    return movement(lambda share: _pulled(share, height, bottom, (11, knee)) if share else top)


HANGING = movement(lambda share: hinge(share, arms=hanging))
STICK = movement(lambda share: hinge(share, trunk=76, arms=_at_dowel))
PARALLEL = movement(lambda share: hinge(share, trunk=90, arms=hanging))
PARALLEL_STICK = movement(lambda share: hinge(share, trunk=90, arms=_at_dowel))
_FRAME = Fixed(
    '<rect class="fig-frame" x="-72" y="-166" width="164" height="176" rx="8"/>'
    '<path class="fig-edge" d="M-72 -146v-12q0 -8 8 -8h12M92 -146v-12q0 -8 -8 -8h-12'
    'M-72 -10v12q0 8 8 8h12M92 -10v12q0 8 -8 8h-12"/>'
)
WALL = movement(lambda share: hinge(share, trunk=74, knees=(11, 18), arms=hanging))
_WALL_AT = WALL[-1].hip[0] - BEHIND
_ANCHOR = (-92.0, 62.0)
BANDED = movement(lambda share: hinge(share, trunk=68, arms=hanging))
BELL = lift(22.5, 42)
FLOOR = lift(19, 84)
RAISED = lift(33, 62)
RDL = romanian()


def _swung(share: float) -> Pose:
    """Return a swing from the float at the top to the hike between the legs."""
    swing = mix(86, -46, share)

    def arms(pose: Pose) -> Pose:
        return replace(pose, arm=Arm(swing, swing))

    return balanced(0, knee=mix(4, 20, share), trunk=mix(-1, 66, share), arms=arms)


SWING = movement(_swung)


def _under_bar(pose: Pose) -> Pose:
    return replace(pose, arm=arm_to(joints(pose)["shoulder"], on_back(pose), bend=1))


GOOD_MORNING = movement(lambda share: hinge(share, trunk=70, arms=_under_bar, load=on_back, held=0.3))


def squat(share: float, *, knee: float = 112) -> Pose:
    """Return a squat with the bar on the back, over mid-foot all the way."""
    bend = mix(5, knee, share)
    return balanced(0, knee=bend, trunk=mix(3, 38, share), arms=_under_bar, load=on_back, held=0.6)


SQUAT = movement(squat)


def _toe_touch(share: float) -> Pose:
    pose = balanced(0, knee=2, trunk=mix(2, 104, share), arms=hanging)
    bent = replace(pose, curve=mix(0, 46, share))
    if share < 0.999:
        return replace(bent, arm=Arm(mix(0, 2, share), mix(0, 2, share)))
    return replace(bent, arm=arm_to(joints(bent)["shoulder"], (14, 4)))


def _stretching(share: float) -> Pose:
    """Return a hamstring stretch: one heel on a low bench, a flat back, a hinge over the straight leg."""
    pose = replace(balanced(0, knee=3, trunk=mix(2, 44, share)), arm=Arm(0, 0))
    hip = (pose.hip[0] - mix(4, 12, share), pose.hip[1] - mix(0.6, 1.6, share))
    heel = (58.0, 36.0)
    standing = leg_to(hip, (0, 6))
    raised = leg_to(hip, heel, foot=mix(52, 58, share))
    posed = replace(pose, hip=hip, near=raised, far=standing)
    shoulder = joints(posed)["shoulder"]
    knee = joints(posed)["knee"]
    return replace(posed, arm=arm_to(shoulder, (knee[0] + mix(-8, 4, share), knee[1] + 8)))


def hinges() -> dict[str, Scene]:
    """Return the scenes by code."""
    seat = RDL[-1].hip[1]
    stick = Scene(
        "Side view of a hinge with a stick along the back: it touches the head, the upper back and the sacrum.",
        STICK, (*dowel(),), arrows=(BACK,),
    )  # fmt: skip
    bodyweight = Scene(
        "Side view of a hinge: hips far back, knees soft, trunk close to parallel with the floor.",
        HANGING, arrows=(BACK,),
    )  # fmt: skip
    return {
        "hinge": bodyweight,
        "bodyweight-hinge": bodyweight,
        "hip-hinge-drill": bodyweight,
        "dowel-hinge": stick,
        "wall-touch-hinge": Scene(
            "Side view of a hinge with the back to a wall: the seat travels back until it touches the wall.",
            WALL, (wall(_WALL_AT),), arrows=(BACK,), middle=-4,
        ),
        "banded-hinge": Scene(
            "Side view of a hinge against a band round the hips that pulls back to an anchor behind.",
            BANDED, band(_ANCHOR), middle=-32, arrows=(Arrow((-44, 84), (-66, 76), 0.1),),
        ),
        "toes-up-hinge": Scene(
            "Side view of a hinge with the toes lifted, so that the heels carry the weight.",
            HANGING.each(lambda pose: replace(pose, near=replace(pose.near, toes=38))),
            tones={"trunk": "accent", "foot": "good", "toes": "good"},
            arrows=(BACK, Arrow((27, 3), (25, 17), -0.4, "good")),
        ),
        "kettlebell-deadlift": Scene(
            "Side view of a deadlift with a kettlebell between the feet: hips back, a flat back, arms straight.",
            BELL, (kettlebell(),), load=hand, arrows=(BACK,),
        ),
        "dumbbell-deadlift": Scene(
            "Side view of a deadlift with a dumbbell: hips back, a flat back, arms straight.",
            BELL, (dumbbell(),), load=hand, arrows=(BACK,),
        ),
        "paused-lockout-hold": Scene(
            "Side view of a hinge that ends standing tall, hips straight, the seat squeezed and held.",
            HANGING[::-1], tones={"trunk": "accent", "thigh": "good"},
            arrows=(Arrow((-38, 92), (-14, 82), -0.15, "good"),),
        ),
        "deadlift": Scene(
            "Side view of a deadlift at the floor: the bar over mid-foot, hips above the knees, a flat back.",
            FLOOR, (barbell(),), load=hand,
        ),
        "deadlift-from-blocks": Scene(
            "Side view of a deadlift that starts from blocks: the bar is higher, the back flat.",
            RAISED, (box(-12, 24, 14, front=True), barbell()), load=hand,
        ),
        "deadlift-lockout-pause": Scene(
            "Side view of the top of a deadlift: standing tall, the bar at the thighs, hips straight, "
            "held for a moment.",
            FLOOR[::-1], (barbell(),), load=hand, tones={"trunk": "accent", "thigh": "good"},
            arrows=(Arrow((-38, 92), (-14, 82), -0.15, "good"),),
        ),
        "romanian-deadlift": Scene(
            "Side view of a Romanian deadlift: soft knees, hips far back, the bar close to the legs at mid-shin.",
            RDL, (barbell(),), load=hand, arrows=(BACK,), tones={"trunk": "accent", "hamstring": "good"},
        ),
        "romanian-deadlift-light": Scene(
            "Side view of a Romanian deadlift with an empty bar: soft knees, hips far back, a stretch "
            "behind the thighs.",
            RDL, (empty_bar(),), load=hand, arrows=(BACK,), tones={"trunk": "accent", "hamstring": "good"},
        ),
        "romanian-deadlift-paused": Scene(
            "Side view of a Romanian deadlift held at the bottom, the back as flat as at the start.",
            RDL, (level(joints(RDL[-1])["shoulder"][1] + 15, -34, 74), barbell()), load=hand,
        ),
        "kettlebell-swing": Scene(
            "Side view of a kettlebell swing: the bell behind the knees at the bottom, and floating at "
            "chest height at the top.",
            SWING, (kettlebell(lambda pose: -pose.arm.fore),), middle=22,
            arrows=(Arrow((44, 44), (72, 92), -0.25),),
        ),
        "good-morning": Scene(
            "Side view of a good morning: the bar on the upper back, hips far back, knees soft, the back flat.",
            GOOD_MORNING, (barbell(on_back),), arrows=(BACK,),
        ),
        "squat": Scene(
            "Side view of a squat: hips and knees bend far, the trunk stays more upright, the bar over mid-foot.",
            SQUAT, (plumb(MID_FOOT, 150), barbell(on_back)), load=on_back, tones={"thigh": "accent"},
            arrows=(Arrow((-42, 84), (-40, 52), 0.0),),
        ),
        "hamstring-stretch": Scene(
            "Side view of a hamstring stretch: one heel on a low bench, that leg straight, hinging "
            "over it with a flat back.",
            movement(_stretching), (box(46, 74, 29),), tones={"trunk": "accent", "hamstring": "good"},
        ),
        "toe-touch": Scene(
            "Side view of the toe touch: legs straight, reaching down for the toes.",
            movement(_toe_touch), tones={"trunk": "accent", "hamstring": "good"},
        ),
        "hinge-to-parallel": Scene(
            "Side view of a hinge until the trunk is parallel to the floor, a stick on head, back and sacrum.",
            PARALLEL_STICK,
            (level(seat - 11, -40, 76), *dowel()),
            arrows=(BACK,),
        ),
        "horizontal-hold": Scene(
            "Side view of a hold: hinged until the trunk is level with the floor, and staying there with a flat back.",
            PARALLEL,
            (level(seat + TRUNK * 0.43, -40, 76),),
        ),
        "filming": Scene(
            "Side view of a hinge as the camera should see it: all of the body, the lens at hip height.",
            HANGING,
            (_FRAME, level(HANGING[-1].hip[1], -66, 86)),
            scale=0.86,
            middle=10,
        ),
        "step-1": Scene(
            "Side view of the starting position: feet under the hips, soft knees, weight over mid-foot "
            "to heel, chest up.",
            HANGING[:1], (note("10–20°", (-12, 42), end=True),), ghost=False,
            tones={"trunk": "accent", "foot": "good", "toes": "good"},
        ),
        "step-2": Scene(
            "Side view of the start of a hinge: the hips push straight back, as if shutting a car door.",
            HANGING[:5], (car_door(HANGING[4].hip[0] - BEHIND - 2),), arrows=(Arrow((-4, 106), (-30, 98), 0.15),),
            middle=0,
        ),
        "step-3": Scene(
            "Side view of the bottom of a hinge: trunk close to parallel, arms hanging, a stretch behind the thighs.",
            HANGING, arrows=(BACK, Arrow((62, 122), (64, 98), -0.1)), tones={"trunk": "accent", "hamstring": "good"},
        ),
        "step-4": Scene(
            "Side view of the return: the hips drive forward to standing tall, the seat squeezed.",
            HANGING[::-1], tones={"trunk": "accent", "thigh": "good"},
            arrows=(Arrow((-40, 90), (-14, 82), -0.15, "good"),),
        ),
    }  # fmt: skip
