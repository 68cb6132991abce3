"""Draw the figures of docs/analysis: `python -m tools.analysis_figures` writes each of them anew.

The figures are those of `biomech.synthetic_joints`, and every number in them is measured on what is drawn by the code
that measures clips. Leg lengths in, an SVG of 360 by 260 out, the same each time.
"""

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from biomech import thresholds as limit
from biomech.angles import flexion_deg, inclination_deg
from biomech.faults import Finding
from biomech.outline import HEIGHTS
from biomech.reps import DOWN, UP, find_reps
from biomech.scores import score_rep
from biomech.synthetic_joints import Point, Pose, depth_at, hinge_joints, pose_at_depth
from biomech.trunk_line import HIGHEST, LOWEST, trunk_line

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "analysis" / "figures"

Joints = Mapping[str, Point]
Floats = npt.NDArray[np.float64]

WIDTH, HEIGHT = 360, 260
_PAPER, _EDGE, _GRID, _FLOOR = "#fbfaf7", "#d9d5cb", "#e7e3da", "#b9b3a6"
_INK, _QUIET, _GHOST = "#22303c", "#66727d", "#d3d8dc"
_BODY, _LINK, _MARK, _GOOD = "#9fb1bf", "#2f5d80", "#c2410c", "#2f7d54"
_HINGE = Pose(96.0, 26.0)
_SQUAT = Pose(96.0, 104.0)
_STAND = Pose(3.0, 2.0)


def main() -> int:
    """Write all figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, svg in draw_all().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
    return 0


def draw_all() -> dict[str, str]:
    """Return every figure by the name of its file."""
    return {f"{name}.svg": draw() for name, draw in _FIGURES.items()}


class Sheet:
    """A sheet of paper that bodies are drawn on, `scale` pixels to a leg length, the ankle's foot at `origin`."""

    def __init__(self, title: str, *, scale: float = 120.0, origin: Point = (180.0, 232.0)) -> None:
        self._title, self._scale, self._origin = title, scale, origin
        self._parts: list[str] = []

    def move(self, x: float, y: float) -> None:
        """Put the next body's foot at another place, in pixels."""
        self._origin = (x, y)

    def at(self, point: Point) -> Point:
        """Return where a point in leg lengths lies on the sheet."""
        return self._origin[0] + self._scale * point[0], self._origin[1] - self._scale * point[1]

    def svg(self) -> str:
        """Return the sheet as a file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
            ' role="img" aria-labelledby="title" font-family="sans-serif" stroke-linecap="round"'
            ' stroke-linejoin="round" fill="none">'
        )
        paper = (
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="12" fill="{_PAPER}"'
            f' stroke="{_EDGE}"/>'
        )
        return "\n".join([head, f'<title id="title">{_escape(self._title)}</title>', paper, *self._parts, "</svg>", ""])

    def path(self, points: Sequence[Point], color: str, width: float = 2.0, *, dash: str = "", fill: str = "") -> None:
        """Draw a line through points of the sheet; with `fill` the area within."""
        steps = " ".join(f"{'M' if place == 0 else 'L'}{_pair(point)}" for place, point in enumerate(points))
        extra = (f' stroke-dasharray="{dash}"' if dash else "") + (
            f' fill="{fill}" fill-opacity="0.14"' if fill else ""
        )
        self._parts.append(f'<path d="{steps}" stroke="{color}" stroke-width="{_number(width)}"{extra}/>')

    def line(self, points: Sequence[Point], color: str, width: float = 2.0, *, dash: str = "") -> None:
        """Draw a line through points in leg lengths."""
        self.path([self.at(point) for point in points], color, width, dash=dash)

    def dot(self, centre: Point, radius: float, color: str, *, ring: str = "") -> None:
        """Draw a disc at a place of the sheet, with a ring around it."""
        edge = f' stroke="{ring}" stroke-width="2"' if ring else ""
        x, y = (_number(value) for value in centre)
        self._parts.append(f'<circle cx="{x}" cy="{y}" r="{_number(radius)}" fill="{color}"{edge}/>')

    def text(
        self, at: Point, words: str, color: str = _INK, *, size: int = 12, anchor: str = "start", bold: bool = False
    ) -> None:
        """Write words at a place of the sheet."""
        x, y = (_number(value) for value in at)
        weight = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{color}"{weight}>'
            f"{_escape(words)}</text>"
        )

    def head(self, name: str, *words: str) -> None:
        """Write the measurement's name at the top and lines of explanation below it."""
        self.text((18, 28), name, _INK, size=14, bold=True)
        for row, line in enumerate(words):
            self.text((18, 46 + 15 * row), line, _QUIET, size=11)

    def floor(self, left: float = 18, right: float = WIDTH - 18) -> None:
        """Draw the floor under the feet."""
        self.path([(left, self._origin[1] + 5), (right, self._origin[1] + 5)], _FLOOR, 2)

    def body(self, joints: Joints, *, ghost: bool = False, bar: bool = False, marked: Sequence[str] = ()) -> None:
        """Draw a figure; the limbs between the `marked` joints, in this order, are the ones measured."""
        limb = _GHOST if ghost else _BODY
        self.line([joints["heel"], joints["toe"], joints["ankle"], joints["heel"]], limb, 6)
        self.line([joints["ankle"], joints["knee"], joints["hip"], joints["shoulder"]], limb, 11)
        self.line([joints["shoulder"], joints["ear"]], limb, 7)
        self.dot(self.at(joints["ear"]), 0.125 * self._scale, limb)
        if bar:
            self.dot(self.at(joints["wrist"]), 0.13 * self._scale, "none", ring=_FLOOR)
        self.line([joints["shoulder"], joints["elbow"], joints["wrist"]], _GHOST if ghost else "#c3ced6", 6)
        if bar:
            self.dot(self.at(joints["wrist"]), 3.5, _QUIET)
        self.line([joints[name] for name in marked], _LINK, 4)
        for name in marked:
            self.dot(self.at(joints[name]), 4.5, _PAPER, ring=_LINK)

    def plumb(self, point: Point, up: float, down: float = 0.0) -> None:
        """Draw a dashed vertical through a point, so far up and down in leg lengths."""
        x, y = point
        self.line([(x, y - down), (x, y + up)], _QUIET, 1.5, dash="4 4")

    def angle(
        self, centre: Point, first: float, last: float, radius: float, words: str, *, push: Point = (0, 0)
    ) -> None:
        """Mark the angle between two leans (degrees forward from the vertical) and write words beside it.

        `radius` is in pixels, `push` moves the words from where they would stand, in pixels.
        """
        x, y = self.at(centre)
        leans = np.radians(np.linspace(first, last, max(2, round(abs(last - first) / 3) + 1)))
        arc = [(x + radius * math.sin(lean), y - radius * math.cos(lean)) for lean in leans]
        self.path([(x, y), *arc, (x, y)], "none", 0, fill=_MARK)
        self.path(arc, _MARK, 2.5)
        middle, out = math.radians((first + last) / 2), radius + 9
        at = (x + out * math.sin(middle) + push[0], y - out * math.cos(middle) + 5 + push[1])
        self.text(at, words, _MARK, size=15, anchor="start" if math.sin(middle) >= 0 else "end", bold=True)

    def span(self, a: Point, b: Point, color: str = _MARK) -> None:
        """Draw a line with an arrow head at both ends, in pixels of the sheet."""
        self.path([a, b], color, 2)
        for end, other in ((a, b), (b, a)):
            self.tip(end, math.atan2(end[1] - other[1], end[0] - other[0]), color)

    def tip(self, end: Point, way: float, color: str) -> None:
        """Draw an arrow head at a place, pointing along an angle in radians as seen on the sheet."""
        sides = [(end[0] - 7 * math.cos(way + turn), end[1] - 7 * math.sin(way + turn)) for turn in (0.45, -0.45)]
        self.path([sides[0], end, sides[1]], color, 2)


def _hip_flexion() -> str:
    joints, sheet = _joints(_HINGE), Sheet("Hip flexion: how far the line from thigh to trunk is bent at the hip.")
    sheet.head("Hip flexion", "shoulder, hip, knee;", "0° when straight")
    sheet.move(205, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("knee", "hip", "shoulder"))
    thigh, trunk = _lean(joints, "knee", "hip"), _lean(joints, "hip", "shoulder")
    sheet.line([joints["hip"], _along(joints["hip"], thigh, 0.62)], _QUIET, 1.5, dash="4 4")
    sheet.angle(joints["hip"], thigh, trunk, 44, _deg(_flexion(joints, "shoulder", "hip", "knee")))
    return sheet.svg()


def _knee_flexion() -> str:
    joints, sheet = _joints(Pose(92.0, 42.0)), Sheet("Knee flexion: how far the leg is bent at the knee.")
    sheet.head("Knee flexion", "hip, knee, ankle;", "0° when straight")
    sheet.move(180, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("ankle", "knee", "hip"))
    shin, thigh = _lean(joints, "ankle", "knee"), _lean(joints, "knee", "hip")
    sheet.line([joints["knee"], _along(joints["knee"], shin, 0.55)], _QUIET, 1.5, dash="4 4")
    words = _deg(_flexion(joints, "hip", "knee", "ankle"))
    sheet.angle(joints["knee"], thigh, shin, 42, words, push=(20, -8))
    return sheet.svg()


def _trunk_inclination() -> str:
    joints, sheet = _joints(_HINGE), Sheet("Trunk inclination: how far the trunk leans forward from the vertical.")
    sheet.head("Trunk inclination", "hip to shoulder,", "against the vertical")
    sheet.move(200, 232)
    sheet.floor()
    sheet.body(joints, bar=True, marked=("hip", "shoulder"))
    sheet.plumb(joints["hip"], 0.7)
    sheet.angle(joints["hip"], 0, _lean(joints, "hip", "shoulder"), 48, _deg(_lean(joints, "hip", "shoulder")))
    return sheet.svg()


def _thigh_and_shin() -> str:
    joints = _joints(Pose(100.0, 70.0))
    sheet = Sheet("Thigh inclination counts backward, shin inclination forward from the vertical.", scale=122.0)
    sheet.move(196, 232)
    sheet.head("Thigh and shin inclination", "against the vertical")
    sheet.floor()
    sheet.body(joints, marked=("ankle", "knee", "hip"))
    sheet.plumb(joints["knee"], 0.48)
    sheet.plumb(joints["ankle"], 0.48)
    thigh, shin = _lean(joints, "knee", "hip"), _lean(joints, "ankle", "knee")
    sheet.angle(joints["knee"], thigh, 0, 34, "")
    knee = sheet.at(joints["knee"])
    sheet.text((knee[0] - 40, knee[1] + 10), f"thigh {_deg(-thigh)}", _MARK, size=15, anchor="end", bold=True)
    sheet.angle(joints["ankle"], 0, shin, 42, f"shin {_deg(shin)}", push=(18, 14))
    return sheet.svg()


def _hip_travel() -> str:
    stand, joints = _joints(_STAND), _joints(Pose(100.0, 70.0))
    sheet = Sheet("Hip travel: how far the hip goes back behind the ankle, and how far down.", scale=108.0)
    sheet.move(176, 232)
    sheet.head("Hip travel", "in leg lengths", "(thigh and shank)")
    sheet.floor()
    sheet.body(stand, ghost=True)
    sheet.body(joints, marked=("ankle", "knee", "hip"))
    hip, ankle, high = sheet.at(joints["hip"]), sheet.at(joints["ankle"]), sheet.at(stand["hip"])
    back, drop = joints["ankle"][0] - joints["hip"][0], stand["hip"][1] - joints["hip"][1]
    sheet.path([(hip[0], hip[1] + 8), (hip[0], 214)], _QUIET, 1.5, dash="4 4")
    sheet.span((hip[0], 206), (ankle[0], 206))
    sheet.text((hip[0] - 8, 211), f"back {back:.2f}", _MARK, size=15, anchor="end", bold=True)
    side = hip[0] - 26
    sheet.path([(side - 6, high[1]), (high[0], high[1])], _QUIET, 1.5, dash="4 4")
    sheet.path([(side - 6, hip[1]), (hip[0] - 6, hip[1])], _QUIET, 1.5, dash="4 4")
    sheet.span((side, high[1]), (side, hip[1]))
    sheet.text((side - 10, (high[1] + hip[1]) / 2 + 5), f"drop {drop:.2f}", _MARK, size=15, anchor="end", bold=True)
    return sheet.svg()


def _hinge_or_squat() -> str:
    sheet = Sheet("A hinge and a squat: trunk inclination less thigh inclination.", scale=96.0)
    sheet.head(
        "Trunk over thigh", f"trunk less thigh inclination: a hinge from {limit.HINGE.value:g}° on".replace("-", "−")
    )
    sheet.move(90, 216)
    sheet.floor()
    for x, pose, name, color in ((92, _HINGE, "hinge", _GOOD), (262, _SQUAT, "squat", _MARK)):
        joints = _joints(pose)
        sheet.move(x, 216)
        sheet.body(joints, marked=("knee", "hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.56)
        sheet.plumb(joints["knee"], 0.5)
        trunk, thigh = _lean(joints, "hip", "shoulder"), -_lean(joints, "knee", "hip")
        sheet.angle(joints["hip"], 0, trunk, 34, "")
        sheet.angle(joints["knee"], -thigh, 0, 26, "")
        (hip_x, hip_y), (knee_x, knee_y) = sheet.at(joints["hip"]), sheet.at(joints["knee"])
        if name == "hinge":
            sheet.text((hip_x + 18, hip_y - 34), _deg(trunk), _MARK, size=14, bold=True)
            sheet.text((knee_x - 16, knee_y + 2), _deg(thigh), _MARK, size=14, anchor="end", bold=True)
        else:
            sheet.text((hip_x - 8, hip_y - 30), _deg(trunk), _MARK, size=14, anchor="end", bold=True)
            sheet.text((knee_x + 8, knee_y - 16), _deg(thigh), _MARK, size=14, bold=True)
        sum_words = f"{name}: {trunk:.0f} − {thigh:.0f} = {_over_thigh(trunk, thigh):.0f}°".replace("-", "−")
        sheet.text((x, 246), sum_words, color, size=12, anchor="middle", bold=True)
    return sheet.svg()


def _trunk_line() -> str:
    sheet = Sheet("The trunk line: the outline of a flat back and of a round one.", scale=170.0)
    sheet.head("Trunk line", "how the outline of the back bends between its ends")
    for x, bend, name, color in ((62, -0.02, "flat", _GOOD), (228, -0.36, "round", _MARK)):
        joints = _joints(Pose(60.0, 20.0))
        joints = {key: (px - joints["hip"][0], py - joints["hip"][1]) for key, (px, py) in joints.items()}
        sheet.move(x, 190)
        stub = _along(joints["hip"], _lean(joints, "hip", "knee"), 0.15)
        sheet.line([stub, joints["hip"], joints["shoulder"], joints["ear"]], _GHOST, 16)
        sheet.dot(sheet.at(joints["ear"]), 20, _GHOST)
        hip, along = np.array(joints["hip"]), np.array(joints["shoulder"]) - np.array(joints["hip"])
        across = np.array([-along[1], along[0]])
        far = 0.2 + bend * ((HEIGHTS - 0.45) ** 2 - 0.35**2)
        curvature, gap = _line_of(far)
        back = [_point(hip + h * along + d * across) for h, d in zip(HEIGHTS, far, strict=True)]
        seen = [p for p, h in zip(back, HEIGHTS, strict=True) if LOWEST - 1e-9 <= h <= HIGHEST + 1e-9]
        sheet.line([joints["hip"], joints["shoulder"]], _LINK, 2)
        for joint in ("hip", "shoulder"):
            sheet.dot(sheet.at(joints[joint]), 4.5, _PAPER, ring=_LINK)
        sheet.line(back, _BODY, 4)
        sheet.line([seen[0], seen[-1]], _QUIET, 1.5, dash="3 4")
        for end, toward in ((LOWEST, 1), (HIGHEST, -1)):
            start = hip + end * along + (0.2 + bend * ((end - 0.45) ** 2 - 0.35**2)) * across
            slope = along + 2 * bend * (end - 0.45) * across
            sheet.line([_point(start), _point(start + toward * 0.6 * slope)], color, 1.5, dash="1 4")
        sheet.line(seen, color, 5)
        for place in (seen[0], seen[-1]):
            sheet.dot(sheet.at(place), 4, color)
        sheet.text((x + 44, 234), f"{name}: {curvature:.0f}°", color, size=15, anchor="middle", bold=True)
        sheet.text((x + 44, 249), f"gap {gap:.1f} % of trunk", _QUIET, size=11, anchor="middle")
    return sheet.svg()


def _trunk_drop() -> str:
    first, later = _joints(Pose(106.0, 75.0)), _joints(Pose(112.0, 45.0))
    sheet = Sheet("Hips rise first: the hips come up while the trunk drops forward.", scale=100.0)
    sheet.head("Trunk drop", "how far the trunk drops forward while the hips rise")
    sheet.move(90, 216)
    sheet.floor()
    for x, joints, name in ((86, first, "hips lowest"), (250, later, "hips higher")):
        sheet.move(x, 216)
        sheet.body(joints, bar=True, marked=("hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.52)
        trunk = _lean(joints, "hip", "shoulder")
        sheet.angle(joints["hip"], 0, trunk, 38, _deg(trunk), push=(0, -4))
        sheet.text((x, 245), name, _QUIET, size=12, anchor="middle")
    low, high = sheet.at(first["hip"]), sheet.at(later["hip"])
    sheet.path([(86 + low[0] - 250 + 10, low[1]), (high[0] - 14, low[1])], _QUIET, 1.5, dash="4 4")
    sheet.path([(high[0] - 20, low[1]), (high[0] - 20, high[1])], _GOOD, 2)
    sheet.tip((high[0] - 20, high[1]), -math.pi / 2, _GOOD)
    drop = _lean(later, "hip", "shoulder") - _lean(first, "hip", "shoulder")
    sheet.text((WIDTH / 2, 72), f"drop {_deg(drop)}", _MARK, size=15, anchor="middle", bold=True)
    return sheet.svg()


def _lockout() -> str:
    sheet = Sheet("The top of a rep: short of straight, straight, and leaning back.", scale=77.0)
    sheet.head("Lockout", "hip flexion and trunk inclination at the top")
    sheet.move(60, 212)
    sheet.floor()
    tops = (
        (70, Pose(27.0, 10.0), "soft", _MARK),
        (180, _STAND, "straight", _GOOD),
        (290, Pose(-19.0, 4.0), "leaning back", _MARK),
    )
    for x, pose, name, color in tops:
        joints = _joints(pose)
        sheet.move(x, 212)
        sheet.body(joints, marked=("knee", "hip", "shoulder"))
        sheet.plumb(joints["hip"], 0.84)
        trunk, hip = _lean(joints, "hip", "shoulder"), _flexion(joints, "shoulder", "hip", "knee")
        sheet.text((x, 233), name, color, size=13, anchor="middle", bold=True)
        sheet.text((x, 249), f"hip {_deg(hip)}, trunk {_signed(trunk)}°", _QUIET, size=11, anchor="middle")
    return sheet.svg()


def _foot_tip() -> str:
    joints = _joints(Pose(90.0, 60.0))
    sheet = Sheet("Foot tip: how far the foot tips forward between the top and the bottom.", scale=260.0)
    sheet.head("Foot tip", "heel to toe at the bottom, against heel to toe at the top")
    sheet.move(50, 210)
    sheet.floor()
    for x, tip, name, color in ((50, 0.0, "flat", _GOOD), (224, 36.0, "on the toes", _MARK)):
        sheet.move(x, 210)
        turned = {key: _turn(joints[key], joints["toe"], tip) for key in ("heel", "toe", "ankle")}
        shin = _along(turned["ankle"], _lean(joints, "ankle", "knee") + tip / 2, 0.34)
        sheet.line([turned["ankle"], shin], _BODY, 18)
        sheet.line([turned["heel"], turned["toe"], turned["ankle"], turned["heel"]], _BODY, 12)
        sheet.line([turned["heel"], turned["toe"]], _LINK, 4)
        for key in ("heel", "toe"):
            sheet.dot(sheet.at(turned[key]), 5, _PAPER, ring=_LINK)
        pitch = _lean(turned, "heel", "toe") - 90
        sheet.line([turned["toe"], (turned["toe"][0] - 0.34, turned["toe"][1])], _QUIET, 1.5, dash="4 4")
        sheet.angle(turned["toe"], -90, -90 + pitch, 62, "", push=(0, 0))
        sheet.text((x + 20, 244), f"{name}: {pitch:.0f}°", color, size=14, anchor="middle", bold=True)
    return sheet.svg()


def _wrist_path() -> str:
    sheet = Sheet("Wrist path: how far the wrist is ahead of the knee on the way up.", scale=96.0)
    sheet.head("Wrist path", "how far the wrist is ahead of the knee, in leg lengths")
    sheet.move(90, 216)
    sheet.floor()
    for x, swung, name, color in ((92, 0.0, "along the legs", _GOOD), (262, 17.0, "away from them", _MARK)):
        sheet.move(x, 216)
        path = []
        for depth in np.linspace(0.1, 1.0, 12):
            up = _swung(_joints(pose_at_depth(float(depth), _HINGE)), swung * float(depth))
            path.append(up["wrist"])
        joints = _swung(_joints(_HINGE), swung)
        sheet.body(joints, marked=())
        sheet.line(path, color, 2.5, dash="1 6")
        knee, wrist = sheet.at(joints["knee"]), sheet.at(joints["wrist"])
        sheet.path([(knee[0], knee[1] - 6), (knee[0], wrist[1] + 14)], _QUIET, 1.5, dash="4 4")
        for name_ in ("knee", "wrist"):
            sheet.dot(sheet.at(joints[name_]), 4.5, _PAPER, ring=_LINK)
        sheet.span((knee[0], wrist[1] + 10), (wrist[0], wrist[1] + 10), color)
        ahead = joints["wrist"][0] - joints["knee"][0]
        sheet.text((wrist[0] + 8, wrist[1] + 15), f"{ahead:.2f}", color, size=15, bold=True)
        sheet.text((x, 245), name, color, size=12, anchor="middle", bold=True)
    return sheet.svg()


def _reps_and_tempo() -> str:
    sheet = Sheet("Repetitions: the way from beyond one line to below the other, and the parts of its tempo.")
    sheet.head("Reps and tempo", "hip flexion of a set over time")
    times = np.arange(0, 7.2, 1 / 30)
    bottom = (92.0, 86.0, 90.0)
    pose = [
        pose_at_depth(depth_at(float(t), seconds_per_rep=2.4), Pose(bottom[int(t // 2.4)], 20.0)).hip_flexion_deg
        for t in times
    ]
    depth: Floats = np.array(pose)
    reps = find_reps(depth, times, least_range=limit.MOVES.value)
    high, deep = (float(np.median([depth[getattr(rep, end)] for rep in reps])) for end in ("top", "bottom"))

    def at(time_s: float, value: float) -> Point:
        return 40 + 42 * time_s, 212 - 1.45 * value

    sheet.path([at(0, 0), at(7.2, 0)], _FLOOR, 1.5)
    for share, words in ((DOWN, f"{DOWN:.0%}"), (UP, f"{UP:.0%}")):
        level = high + share * (deep - high)
        sheet.path([at(0, level), at(7.2, level)], _QUIET, 1.5, dash="4 4")
        sheet.text((at(0, level)[0] - 5, at(0, level)[1] + 4), words, _QUIET, size=11, anchor="end")
    sheet.path([at(float(t), float(d)) for t, d in zip(times, depth, strict=True)], _LINK, 3)
    for number, rep in enumerate(reps):
        for place, color in ((rep.bottom, _MARK), (rep.top, _GOOD)):
            sheet.dot(at(float(times[place]), float(depth[place])), 4.5, _PAPER, ring=color)
        x, y = at(float(times[rep.bottom]), float(depth[rep.bottom]))
        sheet.text((x, y - 10), f"rep {number + 1}", _MARK, size=12, anchor="middle", bold=True)
    rep = reps[1]
    risen = depth[rep.top] + 0.1 * (depth[rep.bottom] - depth[rep.top])
    arrived = int(np.flatnonzero(depth[rep.end : rep.top + 1] <= risen)[0]) + rep.end
    marks = [at(float(times[place]), 0)[0] for place in (rep.start, rep.sunk, rep.end, arrived)]
    for left, right, color in zip(marks, marks[1:], (_LINK, _MARK, _GOOD), strict=False):
        sheet.path([(left, 229), (right, 229)], color, 5)
    sheet.text((marks[0] - 8, 233), "down", _LINK, size=11, anchor="end", bold=True)
    sheet.text(((marks[1] + marks[2]) / 2, 248), "pause", _MARK, size=11, anchor="middle", bold=True)
    sheet.text((marks[3] + 8, 233), "up", _GOOD, size=11, bold=True)
    return sheet.svg()


def _view_and_quality() -> str:
    sheet = Sheet("Where the camera may stand: at the athlete's side, seen from above.")
    sheet.head("View", "seen from above: where the camera may stand")
    centre, radius = (66.0, 226.0), 158.0
    ends = [0.0, *(_turned(one.value) for one in (limit.OBLIQUE_WARN, limit.OBLIQUE, limit.FRONT)), 90.0]
    zones = (("judged", _GOOD), ("judged, a warning", "#b7791f"), ("reps only", _MARK), ("front: reps only", _QUIET))
    for (name, color), first, last in zip(zones, ends, ends[1:], strict=False):
        leans = np.radians(np.linspace(first, last, 12))
        arc = [(centre[0] + radius * math.cos(turn), centre[1] - radius * math.sin(turn)) for turn in leans]
        sheet.path([centre, *arc, centre], "none", 0, fill=color)
        sheet.path(arc, color, 5)
        turn = math.radians((first + last) / 2)
        out = radius + 12
        place = (centre[0] + out * math.cos(turn), centre[1] - out * math.sin(turn) + 4)
        sheet.text(place, name, color, size=11, bold=True)
    for at_deg in ends[1:-1]:
        turn = math.radians(at_deg)
        words = f"{0.6 * math.sin(turn):.2f}"
        spot = (centre[0] + (radius - 26) * math.cos(turn), centre[1] - (radius - 26) * math.sin(turn) - 4)
        sheet.text(spot, words, _INK, size=11, anchor="middle")
    # Shoulders are widest across the way that is faced: the athlete faces up the sheet.
    sheet.path([(centre[0] - 26, centre[1]), (centre[0] + 26, centre[1])], _BODY, 14)
    sheet.dot(centre, 11, _LINK)
    sheet.path([(centre[0], centre[1] - 16), (centre[0], centre[1] - 40)], _LINK, 2)
    sheet.tip((centre[0], centre[1] - 40), -math.pi / 2, _LINK)
    sheet.text((centre[0] - 8, centre[1] - 44), "faces", _LINK, size=11, anchor="end")
    return sheet.svg()


def _form_score() -> str:
    sheet = Sheet("The form score of a rep with one fault and with two, by how far they are beyond their limit.")
    sheet.head("Form score", "of a rep, by how far each fault is beyond its limit")

    def at(beyond: float, score: float) -> Point:
        return 48 + 9.2 * beyond, 216 - 1.4 * score

    for score in (0, 20, 40, 60, 80, 100):
        sheet.path([at(0, score), at(30, score)], _FLOOR if score == 0 else _GRID, 1.5)
        sheet.text((40, at(0, score)[1] + 4), str(score), _QUIET, size=11, anchor="end")
    for beyond in (0, 10, 20, 30):
        sheet.text((at(beyond, 0)[0], 233), f"{beyond}°", _QUIET, size=11, anchor="middle")
    for count, color, name in ((0, _GOOD, "clean"), (1, _LINK, "one fault"), (2, _MARK, "two faults")):
        line = [at(beyond, score_rep(0, [_fault(beyond)] * count)) for beyond in np.arange(0, 30.5, 1).tolist()]
        sheet.path(line, color, 3)
        sheet.text((line[-1][0], line[-1][1] - 7), name, color, size=12, anchor="end", bold=True)
    return sheet.svg()


def _filming() -> str:
    sheet = Sheet("How to film: the whole body in the picture, from the side, the camera at hip height.", scale=80.0)
    sheet.head("How to film", "straight from the side, at hip height, all of you in the picture")
    sheet.move(186, 230)
    sheet.floor()
    stand, joints = _joints(_STAND), _joints(_HINGE)
    sheet.body(stand, ghost=True)
    sheet.body(joints, bar=True, marked=("ankle", "knee", "hip", "shoulder"))
    hip = sheet.at(stand["hip"])
    sheet.path([(30, hip[1]), (330, hip[1])], _QUIET, 1.5, dash="4 4")
    sheet.text((330, hip[1] - 6), "camera height", _QUIET, size=11, anchor="end")
    corners = [(140, 56), (248, 56), (248, 248), (140, 248)]
    sheet.path([*corners, corners[0]], _GOOD, 2.5)
    sheet.text((132, 72), "the picture", _GOOD, size=12, anchor="end", bold=True)
    return sheet.svg()


def _joints(pose: Pose) -> dict[str, Point]:
    return hinge_joints(hip_flexion_deg=pose.hip_flexion_deg, knee_flexion_deg=pose.knee_flexion_deg)


def _lean(joints: Joints, low: str, high: str) -> float:
    return float(inclination_deg(np.array(joints[low]), np.array(joints[high])))


def _flexion(joints: Joints, a: str, joint: str, b: str) -> float:
    return float(flexion_deg(*(np.array(joints[name]) for name in (a, joint, b))))


def _over_thigh(trunk_deg: float, thigh_deg: float) -> float:
    """Return `trunk_over_thigh_deg` as `measurements` takes it; a test compares the two."""
    return trunk_deg - thigh_deg


def _line_of(far: Floats) -> tuple[float, float]:
    """Return what is measured of an outline so far behind the trunk's line, in trunk lengths, of one facing right."""
    outline = np.stack([np.full_like(far, np.nan), far])[None].astype(np.float32)
    curvature, gap = trunk_line(outline, np.ones(1), 1)
    return float(curvature[0]), float(gap[0])


def _swung(joints: dict[str, Point], by_deg: float) -> dict[str, Point]:
    """Return the joints with the arm swung forward at the shoulder."""
    turned = {name: _turn(joints[name], joints["shoulder"], -by_deg) for name in ("elbow", "wrist")}
    return {**joints, **turned}


def _turn(point: Point, about: Point, by_deg: float) -> Point:
    """Return a point turned forward, the way a foot tips onto its toes, about another."""
    turn = math.radians(by_deg)
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * math.cos(turn) + y * math.sin(turn), about[1] - x * math.sin(turn) + y * math.cos(turn)


def _along(start: Point, lean_deg: float, length: float) -> Point:
    lean = math.radians(lean_deg)
    return start[0] + length * math.sin(lean), start[1] + length * math.cos(lean)


def _turned(side_on: float) -> float:
    """Return how far off the side a camera sees this index: shoulders and hips are about 0.6 trunk lengths wide."""
    return math.degrees(math.asin(side_on / 0.6))


def _fault(beyond: float) -> Finding:
    return Finding("rounded-back", "fault", "trunk_line_deg", beyond, "deg", 0.0, 1.0, (0,), 0, "")


def _point(values: Floats) -> Point:
    return float(values[0]), float(values[1])


def _deg(value: float) -> str:
    return f"{value:.0f}°"


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")


def _number(value: float) -> str:
    """Return a number that is written the same everywhere: one digit, no zero with a sign."""
    return f"{round(value, 1) + 0.0:g}"


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_FIGURES: Mapping[str, Callable[[], str]] = {
    "filming": _filming,
    "hip-flexion": _hip_flexion,
    "knee-flexion": _knee_flexion,
    "trunk-inclination": _trunk_inclination,
    "thigh-and-shin": _thigh_and_shin,
    "hip-travel": _hip_travel,
    "hinge-or-squat": _hinge_or_squat,
    "trunk-line": _trunk_line,
    "trunk-drop": _trunk_drop,
    "lockout": _lockout,
    "foot-tip": _foot_tip,
    "wrist-path": _wrist_path,
    "reps-and-tempo": _reps_and_tempo,
    "view-and-quality": _view_and_quality,
    "form-score": _form_score,
}


if __name__ == "__main__":
    sys.exit(main())
