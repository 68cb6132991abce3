"""A sheet of paper that bodies, angles and words are drawn on, written as SVG."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from biomech.synthetic_joints import Point

Joints = Mapping[str, Point]

WIDTH, HEIGHT = 360, 260
PAPER, EDGE, GRID, FLOOR = "#fbfaf7", "#d9d5cb", "#e7e3da", "#b9b3a6"
INK, QUIET, GHOST = "#22303c", "#66727d", "#d3d8dc"
BODY, LINK, MARK, GOOD = "#9fb1bf", "#2f5d80", "#c2410c", "#2f7d54"


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
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="12" fill="{PAPER}" stroke="{EDGE}"/>'
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
        self, at: Point, words: str, color: str = INK, *, size: int = 12, anchor: str = "start", bold: bool = False
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
        self.text((18, 28), name, INK, size=14, bold=True)
        for row, line in enumerate(words):
            self.text((18, 46 + 15 * row), line, QUIET, size=11)

    def floor(self, left: float = 18, right: float = WIDTH - 18) -> None:
        """Draw the floor under the feet."""
        self.path([(left, self._origin[1] + 5), (right, self._origin[1] + 5)], FLOOR, 2)

    def body(self, joints: Joints, *, ghost: bool = False, bar: bool = False, marked: Sequence[str] = ()) -> None:
        """Draw a figure; the limbs between the `marked` joints, in this order, are the ones measured."""
        limb = GHOST if ghost else BODY
        self.line([joints["heel"], joints["toe"], joints["ankle"], joints["heel"]], limb, 6)
        self.line([joints["ankle"], joints["knee"], joints["hip"], joints["shoulder"]], limb, 11)
        self.line([joints["shoulder"], joints["ear"]], limb, 7)
        self.dot(self.at(joints["ear"]), 0.125 * self._scale, limb)
        if bar:
            self.dot(self.at(joints["wrist"]), 0.13 * self._scale, "none", ring=FLOOR)
        self.line([joints["shoulder"], joints["elbow"], joints["wrist"]], GHOST if ghost else "#c3ced6", 6)
        if bar:
            self.dot(self.at(joints["wrist"]), 3.5, QUIET)
        self.line([joints[name] for name in marked], LINK, 4)
        for name in marked:
            self.dot(self.at(joints[name]), 4.5, PAPER, ring=LINK)

    def plumb(self, point: Point, up: float, down: float = 0.0) -> None:
        """Draw a dashed vertical through a point, so far up and down in leg lengths."""
        x, y = point
        self.line([(x, y - down), (x, y + up)], QUIET, 1.5, dash="4 4")

    def angle(
        self, centre: Point, first: float, last: float, radius: float, words: str, *, push: Point = (0, 0)
    ) -> None:
        """Mark the angle between two leans (degrees forward from the vertical) and write words beside it.

        `radius` is in pixels, `push` moves the words from where they would stand, in pixels.
        """
        x, y = self.at(centre)
        leans = np.radians(np.linspace(first, last, max(2, round(abs(last - first) / 3) + 1)))
        arc = [(x + radius * math.sin(lean), y - radius * math.cos(lean)) for lean in leans]
        self.path([(x, y), *arc, (x, y)], "none", 0, fill=MARK)
        self.path(arc, MARK, 2.5)
        middle, out = math.radians((first + last) / 2), radius + 9
        at = (x + out * math.sin(middle) + push[0], y - out * math.cos(middle) + 5 + push[1])
        self.text(at, words, MARK, size=15, anchor="start" if math.sin(middle) >= 0 else "end", bold=True)

    def span(self, a: Point, b: Point, color: str = MARK) -> None:
        """Draw a line with an arrow head at both ends, in pixels of the sheet."""
        self.path([a, b], color, 2)
        for end, other in ((a, b), (b, a)):
            self.tip(end, math.atan2(end[1] - other[1], end[0] - other[0]), color)

    def tip(self, end: Point, way: float, color: str) -> None:
        """Draw an arrow head at a place, pointing along an angle in radians as seen on the sheet."""
        sides = [(end[0] - 7 * math.cos(way + turn), end[1] - 7 * math.sin(way + turn)) for turn in (0.45, -0.45)]
        self.path([sides[0], end, sides[1]], color, 2)


def _number(value: float) -> str:
    """Return a number that is written the same everywhere: one digit, no zero with a sign."""
    return f"{round(value, 1) + 0.0:g}"


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
