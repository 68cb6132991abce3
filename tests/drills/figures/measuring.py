"""Reads a drawing as an eye would: where the joints lie once every turn of the SVG is carried out."""

import math
import re
from xml.etree import ElementTree

from drills.figures import figure
from drills.figures.drawing import FLOOR

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
NAMES = {"spine-0": "hip", "shin": "knee", "foot": "ankle", "upper": "shoulder", "fore": "elbow"}


def turned(transform: str, moved: str | None) -> Matrix:
    """Return the matrix of translate, rotate or scale, one after another; `moved` is a value of its animation."""
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    for kind, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform):
        values = [float(number) for number in (moved if moved is not None else numbers).replace(",", " ").split()]
        if kind == "translate":
            step: Matrix = (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0)
        elif kind == "rotate":
            angle = math.radians(values[0])
            step = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        else:
            step = (values[0], 0, 0, values[0], 0, 0)
        matrix = times(matrix, step)
    return matrix


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return one matrix for both."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def frames_of(svg: ElementTree.Element) -> int:
    """Return how many positions the movement has."""
    return max((len(move.get("values", "").split(";")) for move in svg.iter() if move.get("values")), default=1)


def joints_drawn(code: str, frame: int | None = None) -> dict[str, Point]:
    """Return the joints of the body, y up from the floor, at the end position or in one position of the movement."""
    svg = ElementTree.fromstring(figure(code, moves=frame is not None))
    found: dict[str, Point] = {}

    def walk(node: ElementTree.Element, matrix: Matrix) -> None:
        if node.get("class") == "fig-ghost":
            return
        move = next((child for child in node if child.tag == "animateTransform"), None)
        moved = move.get("values", "").split(";")[frame] if move is not None and frame is not None else None
        matrix = times(matrix, turned(node.get("transform", ""), moved))
        if name := node.get("data-joint"):
            side = "far_" if name.startswith("far_") else ""
            name = name.removeprefix("far_")
            at = lambda x, y: _at(matrix, x, y)  # noqa: E731
            if name in NAMES:
                found[side + NAMES[name]] = at(0, 0)
            if name == "foot":
                found.update({side + "heel": at(-6, 6), side + "toe": at(18, 6), side + "mid_foot": at(6, 6)})
            if name == "fore":
                found[side + "hand"] = at(0, 29)
            if name.startswith("spine"):
                found[f"back_{name[-1]}"] = at(0, 0)
                if name == "spine-3":
                    found["neck"] = at(0, -10.75)
        for child in node:
            walk(child, matrix)

    walk(svg, (1, 0, 0, 1, 0, 0))
    return found


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, FLOOR - (b * x + d * y + f)


def between(first: Point, corner: Point, last: Point) -> float:
    """Return the angle at a corner in degrees, 0 to 180."""
    one = math.atan2(first[1] - corner[1], first[0] - corner[0])
    other = math.atan2(last[1] - corner[1], last[0] - corner[0])
    angle = abs(math.degrees(one - other)) % 360
    return min(angle, 360 - angle)


def knee_flexion(at: dict[str, Point], side: str = "") -> float:
    """Return 180 minus the angle hip-knee-ankle."""
    return 180 - between(at["hip"], at[side + "knee"], at[side + "ankle"])


def hip_flexion(at: dict[str, Point]) -> float:
    """Return 180 minus the angle shoulder-hip-knee."""
    return 180 - between(at["shoulder"], at["hip"], at["knee"])


def trunk_inclination(at: dict[str, Point]) -> float:
    """Return the lean of the line from hip to shoulder from the vertical, forward positive."""
    hip, shoulder = at["hip"], at["shoulder"]
    return math.degrees(math.atan2(shoulder[0] - hip[0], shoulder[1] - hip[1]))


def bend_of_the_back(at: dict[str, Point]) -> float:
    """Return how much the back turns between its lowest and its highest piece, in degrees; rounding positive."""
    low = math.atan2(at["back_1"][0] - at["back_0"][0], at["back_1"][1] - at["back_0"][1])
    high = math.atan2(at["neck"][0] - at["back_3"][0], at["neck"][1] - at["back_3"][1])
    return math.degrees(high - low)
