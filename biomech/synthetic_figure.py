"""Draws the synthetic figure: warm limbs in front of a dark, quiet training room, seen from the side."""

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageColor, ImageDraw

from biomech.synthetic_joints import Point

Facing = Literal["right", "left"]
Pixels = npt.NDArray[np.float32]

_SUPERSAMPLE = 2
_FLOOR_AT = 0.87  # of the picture's height
_HEIGHT_SHARE = 0.78  # of the picture's height for the figure when it stands
_STANDING_HEIGHT = 2.06  # leg lengths, floor to crown
_WIDEST = 1.9  # leg lengths, with a margin, for narrow pictures

_WALL_TOP, _WALL_FOOT, _GLOW, _FLOOR, _FLOOR_EDGE = "#14161b", "#23272f", "#3a3d47", "#1a1c21", "#4a4e59"
_NEAR, _ARM, _FAR, _HEAD, _SHOE, _OUTLINE = "#ff8a4c", "#ff9c66", "#8b5239", "#ffb48c", "#f3ece4", "#2a1c17"
_STEEL, _PLATE, _PLATE_RIM, _HUB = "#b9bec9", "#343a46", "#5d6676", "#d7dbe3"

# Far limbs are drawn a little ahead and up, as in a view from slightly above.
_FAR_SHIFT = (0.055, 0.02)
_FULL_PLATE_RADIUS = 0.25  # leg lengths: 225 mm for a leg of about 0.9 m
_OUTLINE_WIDTH = 0.014


def draw_figure(
    joints: Mapping[str, Point],
    *,
    size_px: tuple[int, int] = (640, 400),
    load_kg: float = 60.0,
    facing: Facing = "right",
) -> Image.Image:
    """Return an RGB picture of the joints (leg lengths, as from `hinge_joints`) on the floor of a room.

    `load_kg` shows as a bar with plates at the wrist, larger up to 60 kg; 0 leaves the hands empty.
    """
    width, height = size_px[0] * _SUPERSAMPLE, size_px[1] * _SUPERSAMPLE
    picture = _room(width, height).copy()
    pen = _Pen(picture, facing)
    pen.draw_body(joints, load_kg)
    return picture.reduce(_SUPERSAMPLE)


class _Pen:
    """Draws in leg lengths on a picture, mirrored for a figure that faces left."""

    def __init__(self, picture: Image.Image, facing: Facing) -> None:
        width, height = picture.size
        self._draw = ImageDraw.Draw(picture, "RGBA")
        self._scale = min(_HEIGHT_SHARE * height / _STANDING_HEIGHT, width / _WIDEST)
        self._forward = 1 if facing == "right" else -1
        self._origin = (width / 2 - self._forward * 0.08 * self._scale, height * _FLOOR_AT)

    def draw_body(self, joints: Mapping[str, Point], load_kg: float) -> None:
        """Draw from the far side to the near side."""
        far = {name: (x + _FAR_SHIFT[0], y + _FAR_SHIFT[1]) for name, (x, y) in joints.items()}
        self._shadow(joints["heel"][0] - 0.12, joints["toe"][0] + 0.16)
        if load_kg > 0:
            self._plate(far["wrist"], load_kg)
        self._arm(far, _FAR)
        self._leg(far, _FAR, _FAR)
        self._head(joints)
        self._leg(joints, _NEAR, _SHOE)
        self._limb(_NEAR, (joints["hip"], 0.125), (joints["shoulder"], 0.145))
        if load_kg > 0:
            self._plate(joints["wrist"], load_kg)
        self._arm(joints, _ARM)

    def _leg(self, joints: Mapping[str, Point], color: str, shoe: str) -> None:
        heel, toe = joints["heel"], joints["toe"]
        self._limb(shoe, ((heel[0] + 0.03, heel[1] + 0.04), 0.04), ((toe[0] - 0.03, toe[1] + 0.03), 0.03))
        self._limb(color, (joints["ankle"], 0.05), (joints["knee"], 0.078), (joints["hip"], 0.122))

    def _arm(self, joints: Mapping[str, Point], color: str) -> None:
        self._limb(color, (joints["shoulder"], 0.064), (joints["elbow"], 0.046), (joints["wrist"], 0.036))
        self._disc(joints["wrist"], 0.05, color)

    def _head(self, joints: Mapping[str, Point]) -> None:
        self._limb(_HEAD, (joints["shoulder"], 0.07), (joints["ear"], 0.06))
        self._disc(joints["ear"], 0.135 + _OUTLINE_WIDTH, _OUTLINE)
        self._disc(joints["ear"], 0.135, _HEAD)

    def _plate(self, centre: Point, load_kg: float) -> None:
        """Draw the end of a barbell: the outermost plate, its rim and the sleeve."""
        radius = _FULL_PLATE_RADIUS * min(1.0, 0.45 + 0.55 * max(load_kg - 20, 0) / 40)
        self._disc(centre, radius + _OUTLINE_WIDTH, _OUTLINE)
        self._disc(centre, radius, _PLATE_RIM)
        self._disc(centre, radius * 0.9, _PLATE)
        self._disc(centre, radius * 0.42, _PLATE_RIM)
        self._disc(centre, radius * 0.36, _PLATE)
        self._disc(centre, 0.04, _STEEL)
        self._disc(centre, 0.024, _HUB)

    def _limb(self, color: str, *points: tuple[Point, float]) -> None:
        """Draw a rounded limb through points with radii, its dark edge first so that joints show no seam."""
        for margin, shade in ((_OUTLINE_WIDTH, _OUTLINE), (0.0, color)):
            for (start, start_radius), (end, end_radius) in pairwise(points):
                self._capsule(start, end, start_radius + margin, end_radius + margin, shade)

    def _capsule(self, start: Point, end: Point, start_radius: float, end_radius: float, color: str) -> None:
        length = math.dist(start, end)
        aside = (-(end[1] - start[1]) / length, (end[0] - start[0]) / length) if length else (0.0, 0.0)
        corners = [
            self._place((at[0] + side * radius * aside[0], at[1] + side * radius * aside[1]))
            for at, radius, side in (
                (start, start_radius, 1),
                (end, end_radius, 1),
                (end, end_radius, -1),
                (start, start_radius, -1),
            )
        ]
        self._draw.polygon(corners, fill=color)
        self._disc(start, start_radius, color)
        self._disc(end, end_radius, color)

    def _disc(self, centre: Point, radius: float, color: str) -> None:
        x, y = self._place(centre)
        r = radius * self._scale
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=color)

    def _shadow(self, left: float, right: float) -> None:
        """Draw a soft shadow on the floor as a stack of faint ellipses."""
        (x1, y), (x2, _) = self._place((left, 0.0)), self._place((right, 0.0))
        x1, x2 = sorted((x1, x2))
        for step in range(8):
            grow = (8 - step) * 0.02 * self._scale
            half = 0.035 * self._scale + grow * 0.25
            self._draw.ellipse((x1 - grow, y - half, x2 + grow, y + half), fill=(0, 0, 0, 22))

    def _place(self, point: Point) -> Point:
        return (
            self._origin[0] + self._forward * point[0] * self._scale,
            self._origin[1] - point[1] * self._scale,
        )


@lru_cache(maxsize=4)
def _room(width: int, height: int) -> Image.Image:
    """Return the empty room: a wall with soft light and faint rack posts, a floor with its edge."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    floor_y = height * _FLOOR_AT
    wall = _blend(_WALL_TOP, _WALL_FOOT, np.clip(y / floor_y, 0, 1))
    distance = np.hypot((x - width / 2) / (0.55 * height), (y - 0.45 * height) / (0.5 * height))
    glow = np.exp(-1.6 * distance**2)[..., None]
    wall += glow * 0.55 * (_rgb(_GLOW) - wall)
    for post in (0.1, 0.9):
        wall[np.abs(x - post * width) < 0.014 * width] += 5
    depth = np.clip((y - floor_y) / (height - floor_y), 0, 1)
    floor = _blend(_FLOOR, _WALL_TOP, depth)
    floor += np.exp(-3 * np.abs(x / width - 0.5))[..., None] * 10 * (1 - depth[..., None])
    room = np.where((y >= floor_y)[..., None], floor, wall)
    room[np.abs(y - floor_y) < 0.0035 * height] = _rgb(_FLOOR_EDGE)
    # Without a little noise, eight bits show bands in slopes as gentle as these.
    room += np.random.default_rng(0).uniform(-0.5, 0.5, (height, width, 1))
    return Image.fromarray(np.clip(np.rint(room), 0, 255).astype(np.uint8), "RGB")


def _rgb(color: str) -> Pixels:
    """Return a colour's red, green and blue, 0 to 255."""
    return np.array(ImageColor.getrgb(color)[:3], np.float32)


def _blend(first: str, second: str, share: Pixels) -> Pixels:
    """Return colours between two, (height, width, 3), by a share per pixel."""
    return _rgb(first) + share[..., None] * (_rgb(second) - _rgb(first))
