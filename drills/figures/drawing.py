"""The SVG of a scene: nested groups that turn at the joints, so that a movement is a list of angles."""

import math
from collections.abc import Sequence

from drills.figures.body import FOREARM, SHIN, SPINE, THIGH, TRUNK, UPPER_ARM, Arm, Leg, Point, Pose, joints
from drills.figures.scene import Arrow, Fixed, Moved, Scene, Strung

WIDTH, HEIGHT, FLOOR = 212, 176, 162
SECONDS = 4.4
HOLD = 3  # positions that the end is held for


def drawing(scene: Scene, *, label: str, moves: bool, size: str) -> str:
    """Return the picture; with `moves` it can be set going, and stays still until then."""
    across = WIDTH / 2 - scene.centre() * scene.scale
    poses = scene.poses if moves else scene.poses[-1:]
    behind = [prop for prop in scene.props if not prop.front]
    before = [prop for prop in scene.props if prop.front]
    inside = [
        f'<path class="fig-floor" d="M{8 - across:.0f} 0H{WIDTH - 8 - across:.0f}"/>'
        if scene.scale == 1
        else _floor(scene)
    ]
    inside += [_prop(prop, poses) for prop in behind if isinstance(prop, Fixed)]
    if scene.ghost:
        inside.append(f'<g class="fig-ghost">{_body(scene.poses[:1], {})}</g>')
    body = _far(poses, scene.tones) + "".join(_prop(prop, poses) for prop in behind if not isinstance(prop, Fixed))
    body += _near(poses, scene.tones)
    inside.append(f'<g class="fig-body">{body}{"".join(_prop(prop, poses) for prop in before)}{_arm(poses, scene)}</g>')
    inside += [f'<g class="fig-arrows">{"".join(map(_arrow, scene.arrows))}</g>'] if scene.arrows else []
    named = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    place = f"translate({across:.1f} {FLOOR})" + ("" if scene.scale == 1 else f" scale({scene.scale})")
    return (
        f'<svg class="fig fig-{size}" viewBox="0 0 {WIDTH} {HEIGHT}" {named}>'
        f'<g transform="{place}">{"".join(inside)}</g></svg>'
    )


def _floor(scene: Scene) -> str:
    half = (WIDTH / 2 - 8) / scene.scale
    return f'<path class="fig-floor" d="M{scene.centre() - half:.0f} 0H{scene.centre() + half:.0f}"/>'


def _body(poses: Sequence[Pose], tones: dict[str, str]) -> str:
    return _far(poses, tones) + _near(poses, tones) + _near_arm(poses, tones)


def _far(poses: Sequence[Pose], tones: dict[str, str]) -> str:
    found = ""
    if poses[0].far_arm:
        arms = [pose.far_arm for pose in poses if pose.far_arm]
        found += _arm_chain([joints(pose)["shoulder"] for pose in poses], arms, tones, "far_")
    if poses[0].far:
        legs = [pose.far for pose in poses if pose.far]
        found += _leg_chain([pose.hip for pose in poses], legs, tones, "far_")
    return found


def _near(poses: Sequence[Pose], tones: dict[str, str]) -> str:
    hips = [pose.hip for pose in poses]
    return _trunk(poses, hips, tones) + _leg_chain(hips, [pose.near for pose in poses], tones, "")


def _arm(poses: Sequence[Pose], scene: Scene) -> str:
    return _near_arm(poses, scene.tones)


def _near_arm(poses: Sequence[Pose], tones: dict[str, str]) -> str:
    return _arm_chain([joints(pose)["shoulder"] for pose in poses], [pose.arm for pose in poses], tones, "")


# ---------------------------------------------------------------- parts of the body

_WAIST = (9.6, 8.6, 8.8, 9.8, 8.4)  # half the trunk's depth, from the hip up


def _trunk(poses: Sequence[Pose], hips: Sequence[Point], tones: dict[str, str]) -> str:
    piece = TRUNK / SPINE
    look = _look("trunk", tones)
    inner = (
        f'<g transform="translate(0 {-piece:.2f})">'
        + _turned(
            [pose.gaze() - pose.spine()[-1] for pose in poses],
            f'<path class="fig-neck" d="{_limb(4.4, 4.2, -12)}"/><path class="{_look("head", tones)}" d="'
            "M-8.6 -18C-8.6 -25.4 -4.6 -29 0.6 -29 5.8 -29 8.4 -25.6 8.8 -20.8"
            "L10.9 -16.6 8.9 -15.8C8.8 -10.6 6.6 -7.6 3.6 -7.6"
            'L-1.6 -8.6C-6 -9.4 -8.6 -12.6 -8.6 -18Z"/>',
        )
        + "</g>"
    )
    for place in reversed(range(SPINE)):
        shape = f'<path class="{look}" d="{_limb(_WAIST[place], _WAIST[place + 1], -piece)}"/>'
        angles = [pose.spine()[place] - (pose.spine()[place - 1] if place else 0.0) for pose in poses]
        joint = f' data-joint="spine-{place}"'
        inner = _turned(
            angles, (inner if place == SPINE - 1 else "") + shape + ("" if place == SPINE - 1 else inner), joint
        )
        if place:
            inner = f'<g transform="translate(0 {-piece:.2f})">{inner}</g>'
    return _placed(hips, inner)


def _leg_chain(hips: Sequence[Point], legs: Sequence[Leg], tones: dict[str, str], side: str) -> str:
    thigh, shin = THIGH * legs[-1].thigh_scale, SHIN * legs[-1].shin_scale
    toes = _turned(
        [-leg.toes for leg in legs],
        f'<path class="{_look(side + "toes", tones)}" d="M0 -4.4C3 -3.6 6.4 -1.8 6.4 0.4 6.4 1.6 5.6 1.9 4 1.9H0Z"/>',
    )
    foot = (
        f'<path class="{_look(side + "foot", tones)}" d="'
        'M-6 3.4C-6.6 -1 -4.6 -4 0 -4 4 -4 6 -0.4 12 0V6H-4.6C-5.8 6 -5.8 5 -6 3.4Z"/>'
        f'<g transform="translate(11.6 4.1)">{toes}</g>'
    )
    inner = _turned([-leg.foot - leg.shin for leg in legs], foot, f' data-joint="{side}foot"')
    calf = f'<path class="{_look(side + "shin", tones)}" d="{_calf(shin)}"/>'
    inner = calf + f'<g transform="translate(0 {shin:.2f})">{inner}</g>'
    inner = _turned([leg.shin - leg.thigh for leg in legs], inner, f' data-joint="{side}shin"')
    ham = f'<path class="{_look(side + "thigh", tones)}" d="{_thigh(thigh)}"/>'
    if side + "hamstring" in tones:
        tone = tones[side + "hamstring"]
        ham += f'<path class="fig-muscle fig-{tone}-line" d="M-6.6 4C-8.4 14 -6.4 24 -3.8 {thigh - 5:.1f}"/>'
    inner = f'<g transform="translate(0 {thigh:.2f})">{inner}</g>' + ham
    return _placed(hips, _turned([leg.thigh for leg in legs], inner, f' data-joint="{side}thigh"'))


def _arm_chain(shoulders: Sequence[Point], arms: Sequence[Arm], tones: dict[str, str], side: str) -> str:
    look = _look(side + "arm", tones)
    fore = f'<path class="{look}" d="{_limb(3.9, 2.9, FOREARM)}"/><circle class="{look}" cy="{FOREARM + 4.4}" r="4"/>'
    inner = _turned([arm.upper - arm.fore for arm in arms], fore, f' data-joint="{side}fore"')
    inner = (
        f'<g transform="translate(0 {UPPER_ARM:.2f})">{inner}</g><path class="{look}" d="{_limb(5, 3.9, UPPER_ARM)}"/>'
    )
    return _placed(shoulders, _turned([-arm.upper for arm in arms], inner, f' data-joint="{side}upper"'))


def _look(part: str, tones: dict[str, str]) -> str:
    far = part.startswith("far_")
    kind = "trunk" if part == "trunk" else "head" if part == "head" else "limb"
    tone = tones.get(part)
    return f"fig-{kind}" + (" fig-far" if far else "") + (f" fig-{tone}" if tone else "")


def _limb(first: float, last: float, length: float) -> str:
    """Return a limb from the origin along y, round at both ends."""
    sweep, back = (0, 0) if length > 0 else (1, 1)
    return (
        f"M{-first} 0L{-last} {length:.2f}A{last} {last} 0 0 {sweep} {last} {length:.2f}L{first} 0"
        f"A{first} {first} 0 0 {back} {-first} 0Z"
    )


def _calf(length: float) -> str:
    """Return a shin with its calf behind."""
    far = f"{length:.2f}"
    return (
        f"M-5.8 0C-8.2 {length * 0.3:.1f} -5.4 {length * 0.62:.1f} -3.4 {far}A3.4 3.4 0 0 0 3.4 {far}"
        f"C3.6 {length * 0.6:.1f} 6 {length * 0.3:.1f} 6 0A5.9 5.9 0 0 0 -5.8 0Z"
    )


def _thigh(length: float) -> str:
    """Return a thigh with the seat behind the hip joint."""
    far = f"{length:.2f}"
    return (
        f"M-10.4 1C-10.8 9 -8.4 20 -5.8 {far}A5.9 5.9 0 0 0 6 {far}C7.6 {length * 0.62:.1f} 9.6 {length * 0.34:.1f} 9 0"
        "A9.7 9.7 0 0 0 -10.4 1Z"
    )


# ---------------------------------------------------------------- turning, placing, moving


def _prop(prop: Fixed | Moved | Strung, poses: Sequence[Pose]) -> str:
    if isinstance(prop, Fixed):
        return prop.shape
    if isinstance(prop, Moved):
        inner = _turned([prop.turn(pose) for pose in poses], prop.shape) if prop.turn else prop.shape
        return _placed([prop.at(pose) for pose in poses], inner)
    names, values = ("x1", "y1", "x2", "y2"), [(*prop.start(pose), *prop.end(pose)) for pose in poses]
    flat = [[x, -y, right, -lower] for x, y, right, lower in values]
    ends = " ".join(f'{name}="{value:.1f}"' for name, value in zip(names, flat[-1], strict=True))
    animated = "".join(
        _animate(f'<animate attributeName="{name}"', [f"{row[place]:.1f}" for row in flat])
        for place, name in enumerate(names)
    )
    return f'<line class="{prop.looks}" {ends}>{animated}</line>'


def _turned(angles: Sequence[float], inner: str, mark: str = "") -> str:
    values = [f"{angle:z.1f}" for angle in angles]
    move = _animate('<animateTransform attributeName="transform" type="rotate"', values)
    return f'<g{mark} transform="rotate({values[-1]})">{move}{inner}</g>'


def _placed(points: Sequence[Point], inner: str) -> str:
    values = [f"{x:z.1f} {-y:z.1f}" for x, y in points]
    move = _animate('<animateTransform attributeName="transform" type="translate"', values)
    return f'<g transform="translate({values[-1]})">{move}{inner}</g>'


def _animate(tag: str, values: Sequence[str]) -> str:
    """Return the movement there and back, from the first position, with a rest at the last; nothing for one."""
    if len(set(values)) < 2:
        return ""
    way = [*values, *[values[-1]] * HOLD, *reversed(values)]
    return f'{tag} values="{";".join(way)}" dur="{SECONDS}s" begin="indefinite"/>'


def _arrow(arrow: Arrow) -> str:
    """Return a curved arrow with its head."""
    (x1, y1), (x2, y2) = (arrow.start[0], -arrow.start[1]), (arrow.end[0], -arrow.end[1])
    bend = ((x1 + x2) / 2 + (y2 - y1) * arrow.bulge, (y1 + y2) / 2 - (x2 - x1) * arrow.bulge)
    angle = math.atan2(y2 - bend[1], x2 - bend[0])
    wings = [(x2 - 8 * math.cos(angle + turn), y2 - 8 * math.sin(angle + turn)) for turn in (0.5, -0.5)]
    head = f"M{wings[0][0]:.1f} {wings[0][1]:.1f}L{x2:.1f} {y2:.1f} {wings[1][0]:.1f} {wings[1][1]:.1f}"
    shaft = f"M{x1:.1f} {y1:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}"
    return f'<path class="fig-arrow fig-{arrow.tone}-line" d="{shaft}{head}"/>'
