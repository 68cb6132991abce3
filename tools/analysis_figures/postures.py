"""Figures of how a body stands: its angles, its travel, and how to film it."""

from biomech import thresholds as limit
from biomech.synthetic_joints import Pose
from tools.analysis_figures.body import (
    HINGE,
    SQUAT,
    STAND,
    flexion_of,
    in_degrees,
    joints_of,
    lean_of,
    over_thigh,
    place_along,
)
from tools.analysis_figures.sheet import GOOD, MARK, QUIET, Sheet


def hip_flexion() -> str:
    """Draw hip flexion."""
    joints, sheet = joints_of(HINGE), Sheet("Hip flexion: how far the line from thigh to trunk is bent at the hip.")
    sheet.head("Hip flexion", "shoulder, hip, knee;", "0° when straight")
    sheet.move(205, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("knee", "hip", "shoulder"))
    thigh, trunk = lean_of(joints, "knee", "hip"), lean_of(joints, "hip", "shoulder")
    sheet.line([joints["hip"], place_along(joints["hip"], thigh, 0.62)], QUIET, 1.5, dash="4 4")
    sheet.angle(joints["hip"], thigh, trunk, 44, in_degrees(flexion_of(joints, "shoulder", "hip", "knee")))
    return sheet.svg()


def knee_flexion() -> str:
    """Draw knee flexion."""
    joints, sheet = joints_of(Pose(92.0, 42.0)), Sheet("Knee flexion: how far the leg is bent at the knee.")
    sheet.head("Knee flexion", "hip, knee, ankle;", "0° when straight")
    sheet.move(180, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("ankle", "knee", "hip"))
    shin, thigh = lean_of(joints, "ankle", "knee"), lean_of(joints, "knee", "hip")
    sheet.line([joints["knee"], place_along(joints["knee"], shin, 0.55)], QUIET, 1.5, dash="4 4")
    words = in_degrees(flexion_of(joints, "hip", "knee", "ankle"))
    sheet.angle(joints["knee"], thigh, shin, 42, words, push=(20, -8))
    return sheet.svg()


def trunk_inclination() -> str:
    """Draw trunk inclination."""
    joints, sheet = joints_of(HINGE), Sheet("Trunk inclination: how far the trunk leans forward from the vertical.")
    sheet.head("Trunk inclination", "hip to shoulder,", "against the vertical")
    sheet.move(200, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("hip", "shoulder"))
    sheet.plumb(joints["hip"], 0.7)
    sheet.angle(
        joints["hip"], 0, lean_of(joints, "hip", "shoulder"), 48, in_degrees(lean_of(joints, "hip", "shoulder"))
    )
    return sheet.svg()


def thigh_and_shin() -> str:
    """Draw the inclinations of thigh and shin."""
    joints = joints_of(Pose(100.0, 70.0))
    sheet = Sheet("Thigh inclination counts backward, shin inclination forward from the vertical.", scale=122.0)
    sheet.move(196, 232)
    sheet.head("Thigh and shin inclination", "against the vertical")
    sheet.floor()
    sheet.body(joints, marked=("ankle", "knee", "hip"))
    sheet.plumb(joints["knee"], 0.48)
    sheet.plumb(joints["ankle"], 0.48)
    thigh, shin = lean_of(joints, "knee", "hip"), lean_of(joints, "ankle", "knee")
    sheet.angle(joints["knee"], thigh, 0, 34, "")
    knee = sheet.at(joints["knee"])
    sheet.text((knee[0] - 40, knee[1] + 10), f"thigh {in_degrees(-thigh)}", MARK, size=15, anchor="end", bold=True)
    sheet.angle(joints["ankle"], 0, shin, 42, f"shin {in_degrees(shin)}", push=(18, 14))
    return sheet.svg()


def hip_travel() -> str:
    """Draw the hip's way back and down."""
    stand, joints = joints_of(STAND), joints_of(Pose(100.0, 70.0))
    sheet = Sheet("Hip travel: how far the hip goes back behind the ankle, and how far down.", scale=108.0)
    sheet.move(176, 232)
    sheet.head("Hip travel", "in leg lengths", "(thigh and shank)")
    sheet.floor()
    sheet.body(stand, ghost=True)
    sheet.body(joints, marked=("ankle", "knee", "hip"))
    hip, ankle, high = sheet.at(joints["hip"]), sheet.at(joints["ankle"]), sheet.at(stand["hip"])
    back, drop = joints["ankle"][0] - joints["hip"][0], stand["hip"][1] - joints["hip"][1]
    sheet.path([(hip[0], hip[1] + 8), (hip[0], 214)], QUIET, 1.5, dash="4 4")
    sheet.span((hip[0], 206), (ankle[0], 206))
    sheet.text((hip[0] - 8, 211), f"back {back:.2f}", MARK, size=15, anchor="end", bold=True)
    side = hip[0] - 26
    sheet.path([(side - 6, high[1]), (high[0], high[1])], QUIET, 1.5, dash="4 4")
    sheet.path([(side - 6, hip[1]), (hip[0] - 6, hip[1])], QUIET, 1.5, dash="4 4")
    sheet.span((side, high[1]), (side, hip[1]))
    sheet.text((side - 10, (high[1] + hip[1]) / 2 + 5), f"drop {drop:.2f}", MARK, size=15, anchor="end", bold=True)
    return sheet.svg()


def hinge_or_squat() -> str:
    """Draw a hinge beside a squat."""
    sheet = Sheet("A hinge and a squat: trunk inclination less thigh inclination.", scale=96.0)
    sheet.head(
        "Trunk over thigh", f"trunk less thigh inclination: a hinge from {limit.HINGE.value:g}° on".replace("-", "−")
    )
    sheet.move(90, 216)
    sheet.floor()
    for x, pose, name, color in ((92, HINGE, "hinge", GOOD), (262, SQUAT, "squat", MARK)):
        joints = joints_of(pose)
        sheet.move(x, 216)
        sheet.body(joints, marked=("knee", "hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.56)
        sheet.plumb(joints["knee"], 0.5)
        trunk, thigh = lean_of(joints, "hip", "shoulder"), -lean_of(joints, "knee", "hip")
        sheet.angle(joints["hip"], 0, trunk, 34, "")
        sheet.angle(joints["knee"], -thigh, 0, 26, "")
        (hip_x, hip_y), (knee_x, knee_y) = sheet.at(joints["hip"]), sheet.at(joints["knee"])
        if name == "hinge":
            sheet.text((hip_x + 18, hip_y - 34), in_degrees(trunk), MARK, size=14, bold=True)
            sheet.text((knee_x - 16, knee_y + 2), in_degrees(thigh), MARK, size=14, anchor="end", bold=True)
        else:
            sheet.text((hip_x - 8, hip_y - 30), in_degrees(trunk), MARK, size=14, anchor="end", bold=True)
            sheet.text((knee_x + 8, knee_y - 16), in_degrees(thigh), MARK, size=14, bold=True)
        sum_words = f"{name}: {trunk:.0f} − {thigh:.0f} = {over_thigh(trunk, thigh):.0f}°".replace("-", "−")
        sheet.text((x, 246), sum_words, color, size=12, anchor="middle", bold=True)
    return sheet.svg()


def filming() -> str:
    """Draw how to film."""
    sheet = Sheet("How to film: the whole body in the picture, from the side, the camera at hip height.", scale=80.0)
    sheet.head("How to film", "straight from the side, at hip height, all of you in the picture")
    sheet.move(186, 230)
    sheet.floor()
    stand, joints = joints_of(STAND), joints_of(HINGE)
    sheet.body(stand, ghost=True)
    sheet.body(joints, bar=True, marked=("ankle", "knee", "hip", "shoulder"))
    hip = sheet.at(stand["hip"])
    sheet.path([(30, hip[1]), (330, hip[1])], QUIET, 1.5, dash="4 4")
    sheet.text((330, hip[1] - 6), "camera height", QUIET, size=11, anchor="end")
    corners = [(140, 56), (248, 56), (248, 248), (140, 248)]
    sheet.path([*corners, corners[0]], GOOD, 2.5)
    sheet.text((132, 72), "the picture", GOOD, size=12, anchor="end", bold=True)
    return sheet.svg()
