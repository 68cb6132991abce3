"""Figures of what a finding can be made of: the body as it should be beside the body with the fault."""

import math

import numpy as np

from biomech.outline import HEIGHTS
from biomech.synthetic_joints import Pose, pose_at_depth
from biomech.trunk_line import HIGHEST, LOWEST
from tools.analysis_figures.body import (
    HINGE,
    STAND,
    arm_swung,
    as_point,
    in_degrees,
    joints_of,
    lean_of,
    line_of_back,
    place_along,
    signed_hip_flexion_of,
    turned_about,
    with_sign,
)
from tools.analysis_figures.sheet import BODY, GHOST, GOOD, LINK, MARK, PAPER, QUIET, WIDTH, Sheet


def trunk_line() -> str:
    """Draw a flat back beside a round one."""
    sheet = Sheet("The trunk line: the outline of a flat back and of a round one.", scale=170.0)
    sheet.head("Trunk line", "how the outline of the back bends between its ends")
    for x, bend, name, color in ((62, -0.02, "flat", GOOD), (228, -0.36, "round", MARK)):
        joints = joints_of(Pose(60.0, 20.0))
        joints = {key: (px - joints["hip"][0], py - joints["hip"][1]) for key, (px, py) in joints.items()}
        sheet.move(x, 190)
        stub = place_along(joints["hip"], lean_of(joints, "hip", "knee"), 0.15)
        sheet.line([stub, joints["hip"], joints["shoulder"], joints["ear"]], GHOST, 16)
        sheet.dot(sheet.at(joints["ear"]), 20, GHOST)
        hip, along = np.array(joints["hip"]), np.array(joints["shoulder"]) - np.array(joints["hip"])
        across = np.array([-along[1], along[0]])
        far = 0.2 + bend * ((HEIGHTS - 0.45) ** 2 - 0.35**2)
        curvature, gap = line_of_back(far)
        back = [as_point(hip + h * along + d * across) for h, d in zip(HEIGHTS, far, strict=True)]
        seen = [p for p, h in zip(back, HEIGHTS, strict=True) if LOWEST - 1e-9 <= h <= HIGHEST + 1e-9]
        sheet.line([joints["hip"], joints["shoulder"]], LINK, 2)
        for joint in ("hip", "shoulder"):
            sheet.dot(sheet.at(joints[joint]), 4.5, PAPER, ring=LINK)
        sheet.line(back, BODY, 4)
        sheet.line([seen[0], seen[-1]], QUIET, 1.5, dash="3 4")
        for end, toward in ((LOWEST, 1), (HIGHEST, -1)):
            start = hip + end * along + (0.2 + bend * ((end - 0.45) ** 2 - 0.35**2)) * across
            slope = along + 2 * bend * (end - 0.45) * across
            sheet.line([as_point(start), as_point(start + toward * 0.6 * slope)], color, 1.5, dash="1 4")
        sheet.line(seen, color, 5)
        for place in (seen[0], seen[-1]):
            sheet.dot(sheet.at(place), 4, color)
        sheet.text((x + 44, 234), f"{name}: {curvature:.0f}°", color, size=15, anchor="middle", bold=True)
        sheet.text((x + 44, 249), f"gap {gap:.1f} % of trunk", QUIET, size=11, anchor="middle")
    return sheet.svg()


def trunk_drop() -> str:
    """Draw hips that rise first."""
    first, later = joints_of(Pose(106.0, 75.0)), joints_of(Pose(112.0, 45.0))
    sheet = Sheet("Hips rise first: the hips come up while the trunk drops forward.", scale=100.0)
    sheet.head("Trunk drop", "how far the trunk drops forward while the hips rise")
    sheet.move(90, 216)
    sheet.floor()
    for x, joints, name in ((86, first, "hips lowest"), (250, later, "hips higher")):
        sheet.move(x, 216)
        sheet.body(joints, bar=True, marked=("hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.52)
        trunk = lean_of(joints, "hip", "shoulder")
        sheet.angle(joints["hip"], 0, trunk, 38, in_degrees(trunk), push=(0, -4))
        sheet.text((x, 245), name, QUIET, size=12, anchor="middle")
    low, high = sheet.at(first["hip"]), sheet.at(later["hip"])
    sheet.path([(86 + low[0] - 250 + 10, low[1]), (high[0] - 14, low[1])], QUIET, 1.5, dash="4 4")
    sheet.path([(high[0] - 20, low[1]), (high[0] - 20, high[1])], GOOD, 2)
    sheet.tip((high[0] - 20, high[1]), -math.pi / 2, GOOD)
    drop = lean_of(later, "hip", "shoulder") - lean_of(first, "hip", "shoulder")
    sheet.text((WIDTH / 2, 72), f"drop {in_degrees(drop)}", MARK, size=15, anchor="middle", bold=True)
    return sheet.svg()


def lockout() -> str:
    """Draw three tops of a rep."""
    sheet = Sheet("The top of a rep: short of straight, straight, and leaning back.", scale=77.0)
    sheet.head("Lockout", "hip flexion and trunk inclination at the top")
    sheet.move(60, 212)
    sheet.floor()
    tops = (
        (70, Pose(27.0, 10.0), "soft", MARK),
        (180, STAND, "straight", GOOD),
        (290, Pose(-19.0, 4.0), "leaning back", MARK),
    )
    for x, pose, name, color in tops:
        joints = joints_of(pose)
        sheet.move(x, 212)
        sheet.body(joints, marked=("knee", "hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.84)
        trunk, hip = lean_of(joints, "hip", "shoulder"), signed_hip_flexion_of(joints)
        sheet.text((x, 233), name, color, size=13, anchor="middle", bold=True)
        sheet.text((x, 249), f"hip {in_degrees(hip)}, trunk {with_sign(trunk)}°", QUIET, size=11, anchor="middle")
    return sheet.svg()


def foot_tip() -> str:
    """Draw a flat foot beside one on its toes."""
    joints = joints_of(Pose(90.0, 60.0))
    sheet = Sheet("Foot tip: how far the foot tips forward between the top and the bottom.", scale=260.0)
    sheet.head("Foot tip", "heel to toe at the bottom, against heel to toe at the top")
    sheet.move(50, 210)
    sheet.floor()
    for x, tip, name, color in ((50, 0.0, "flat", GOOD), (224, 36.0, "on the toes", MARK)):
        sheet.move(x, 210)
        turned = {key: turned_about(joints[key], joints["toe"], tip) for key in ("heel", "toe", "ankle")}
        shin = place_along(turned["ankle"], lean_of(joints, "ankle", "knee") + tip / 2, 0.34)
        sheet.line([turned["ankle"], shin], BODY, 18)
        sheet.line([turned["heel"], turned["toe"], turned["ankle"], turned["heel"]], BODY, 12)
        sheet.line([turned["heel"], turned["toe"]], LINK, 4)
        for key in ("heel", "toe"):
            sheet.dot(sheet.at(turned[key]), 5, PAPER, ring=LINK)
        pitch = lean_of(turned, "heel", "toe") - 90
        sheet.line([turned["toe"], (turned["toe"][0] - 0.34, turned["toe"][1])], QUIET, 1.5, dash="4 4")
        sheet.angle(turned["toe"], -90, -90 + pitch, 62, "", push=(0, 0))
        sheet.text((x + 20, 244), f"{name}: {pitch:.0f}°", color, size=14, anchor="middle", bold=True)
    return sheet.svg()


def wrist_path() -> str:
    """Draw the wrist's way along the legs and away from them."""
    sheet = Sheet("Wrist path: how far the wrist is ahead of the knee, down and up.", scale=96.0)
    sheet.head("Wrist path", "how far the wrist is ahead of the knee, in leg lengths")
    sheet.move(90, 216)
    sheet.floor()
    for x, swung, name, color in ((92, 0.0, "along the legs", GOOD), (262, 17.0, "away from them", MARK)):
        sheet.move(x, 216)
        path = []
        for depth in np.linspace(0.1, 1.0, 12):
            up = arm_swung(joints_of(pose_at_depth(float(depth), HINGE)), swung * float(depth))
            path.append(up["wrist"])
        joints = arm_swung(joints_of(HINGE), swung)
        sheet.body(joints, marked=())
        sheet.line(path, color, 2.5, dash="1 6")
        knee, wrist = sheet.at(joints["knee"]), sheet.at(joints["wrist"])
        sheet.path([(knee[0], knee[1] - 6), (knee[0], wrist[1] + 14)], QUIET, 1.5, dash="4 4")
        for name_ in ("knee", "wrist"):
            sheet.dot(sheet.at(joints[name_]), 4.5, PAPER, ring=LINK)
        sheet.span((knee[0], wrist[1] + 10), (wrist[0], wrist[1] + 10), color)
        ahead = joints["wrist"][0] - joints["knee"][0]
        sheet.text((wrist[0] + 8, wrist[1] + 15), f"{ahead:.2f}", color, size=15, bold=True)
        sheet.text((x, 245), name, color, size=12, anchor="middle", bold=True)
    return sheet.svg()
