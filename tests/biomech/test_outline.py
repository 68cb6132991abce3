"""How far a drawn outline lies beside the line from hip to shoulder, right and left of it."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from biomech.joints import JOINTS, pair
from biomech.outline import HEIGHTS, both_sides

SIZE = (400, 300)
LENGTH = 100
#: A mask is true or false a pixel at a time.
PIXEL = 1.01


def points(hip, shoulder, *, apart=0.0):
    """Return joints with nothing but hips and shoulders in them, left and right so far apart across the picture."""
    found = np.full((len(JOINTS), 2), np.nan, np.float32)
    for name, (x, y) in (("hip", hip), ("shoulder", shoulder)):
        for place, side in zip(pair(name), (-1, 1), strict=True):
            found[place] = x + side * apart / 2, y
    return found


def mask(draw_on, size=SIZE):
    """Return what was drawn as a mask."""
    picture = Image.new("1", size)
    draw_on(ImageDraw.Draw(picture))
    return np.asarray(picture)


def box(left, top, right, bottom):
    """Return a mask that is true from left up to right, and from top up to bottom."""
    return mask(lambda draw: draw.rectangle((left, top, right - 1, bottom - 1), fill=1))


HIP, SHOULDER = (200, 220), (200, 120)
UPRIGHT = points(HIP, SHOULDER)


def test_beside_an_upright_trunk_right_is_right_and_left_is_left():
    right, left = both_sides(UPRIGHT, box(170, 50, 240, 280))
    assert right == pytest.approx(np.full(len(HEIGHTS), 40), abs=PIXEL)
    assert left == pytest.approx(np.full(len(HEIGHTS), 30), abs=PIXEL)


def test_right_and_left_are_those_of_one_who_looks_up_along_the_trunk():
    upside_down = points(SHOULDER, HIP)
    right, left = both_sides(upside_down, box(170, 50, 240, 280))
    assert (np.median(right), np.median(left)) == pytest.approx((30, 40), abs=PIXEL)


def test_the_line_runs_between_the_middles_of_hips_and_shoulders():
    apart = both_sides(points(HIP, SHOULDER, apart=36), box(170, 50, 240, 280))
    assert np.array_equal(apart, both_sides(UPRIGHT, box(170, 50, 240, 280)))


def test_beside_a_disc_the_outline_is_round():
    disc = mask(lambda draw: draw.ellipse((130, 100, 270, 240), fill=1))  # centre (200, 170), radius 70
    for side in both_sides(UPRIGHT, disc):
        assert side == pytest.approx(np.sqrt(70**2 - (50 - LENGTH * HEIGHTS) ** 2), abs=2 * PIXEL)


@pytest.mark.parametrize("lean_deg", [-120, -90, -45, 30, 45, 90, 150])
def test_the_outline_is_measured_across_a_trunk_that_leans(lean_deg):
    along = np.array([math.sin(math.radians(lean_deg)), -math.cos(math.radians(lean_deg))])
    right_of = np.array([-along[1], along[0]])
    hip = np.array([200, 150]) - along * LENGTH / 2
    corners = [
        tuple(hip + along * far + right_of * aside) for far, aside in ((-30, -25), (-30, 45), (130, 45), (130, -25))
    ]
    right, left = both_sides(points(hip, hip + LENGTH * along), mask(lambda draw: draw.polygon(corners, fill=1)))
    assert right == pytest.approx(np.full(len(HEIGHTS), 45), abs=2 * PIXEL)
    assert left == pytest.approx(np.full(len(HEIGHTS), 25), abs=2 * PIXEL)


def test_a_body_that_the_picture_cuts_off_has_no_outline_there():
    right, left = both_sides(points((370, 220), (370, 120)), box(330, 0, 400, 300))
    assert np.isnan(right).all()
    assert left == pytest.approx(np.full(len(HEIGHTS), 40), abs=PIXEL)


def test_joints_outside_the_picture_have_no_outline():
    assert np.isnan(both_sides(points((200, 500), (200, 400)), box(0, 0, 400, 300))).all()
    assert np.isnan(both_sides(points((-50, 220), (-50, 120)), box(0, 0, 400, 300))).all()


def test_where_the_line_leaves_the_picture_the_rest_is_measured():
    right, _ = both_sides(points((200, 60), (200, -40)), box(170, 0, 240, 300))
    assert right[HEIGHTS <= 0.55] == pytest.approx(np.full(12, 40), abs=PIXEL)
    assert np.isnan(right[HEIGHTS >= 0.65]).all()


def test_where_the_line_lies_outside_the_mask_nothing_is_measured():
    right, left = both_sides(UPRIGHT, box(170, 170, 240, 280))
    for side in (right, left):
        assert np.isfinite(side[HEIGHTS < 0.48]).all()
        assert np.isnan(side[HEIGHTS > 0.52]).all()


def test_what_is_wider_than_a_body_has_no_outline():
    right, left = both_sides(UPRIGHT, box(180, 0, 399, 300))
    assert np.isnan(right).all(), "a mask that goes on for more than the trunk's length"
    assert np.median(left) == pytest.approx(20, abs=PIXEL)


def test_a_hole_ends_the_outline_at_its_height_alone():
    holed = box(150, 0, 250, 300).copy()
    holed[150:160, 220:230] = False
    right, left = both_sides(UPRIGHT, holed)
    at_hole = (HEIGHTS > 0.61) & (HEIGHTS < 0.69)
    assert right[at_hole] == pytest.approx(20, abs=PIXEL)
    assert right[(HEIGHTS < 0.59) | (HEIGHTS > 0.71)] == pytest.approx(50, abs=PIXEL)
    assert left == pytest.approx(np.full(len(HEIGHTS), 50), abs=PIXEL)


@pytest.mark.parametrize(
    ("joints", "seen"),
    [
        (UPRIGHT, None),
        (UPRIGHT, np.zeros((300, 400), bool)),
        (UPRIGHT, np.ones((300, 400), bool)),
        (points((200, 120), (200, 114)), box(170, 50, 240, 280)),
        (points(HIP, (np.nan, np.nan)), box(170, 50, 240, 280)),
    ],
    ids=["no mask", "nobody in it", "all of it", "a line too short", "no shoulders"],
)
def test_without_an_end_that_can_be_told_there_is_no_number(joints, seen):
    found = both_sides(joints, seen)
    assert (found.shape, found.dtype) == ((2, len(HEIGHTS)), np.float32)
    assert np.isnan(found).all()
