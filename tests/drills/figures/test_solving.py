"""Positions are found in few steps, and only those that are looked at."""

import math

import pytest

from drills.figures.body import Arm, Pose, centre_of_mass, joints, shoulder
from drills.figures.drawing import drawing
from drills.figures.hinges import hanging, hinge
from drills.figures.scene import Scene
from drills.figures.solving import Movement, movement, root

CURVES = {
    "a straight line": (lambda x: 2 * x - 7, -30, 50, 3.5),
    "a line with a kink": (lambda x: (x - 20) * (5 if x > 20 else 0.2), 5, 100, 20),
    "a falling wave": (lambda x: math.cos(math.radians(x)) - 0.5, 5, 100, 60),
    "a steep end": (lambda x: math.exp(x / 10) - 2, -30, 50, 10 * math.log(2)),
}


@pytest.mark.parametrize("name", CURVES)
def test_the_zero_of_a_curve_is_found_in_a_handful_of_calls(name):
    curve, low, high, zero = CURVES[name]
    asked = []

    def counted(x):
        asked.append(x)
        return curve(x)

    assert root(counted, low, high) == pytest.approx(zero, abs=1e-6)
    assert len(asked) < 20


def test_a_curve_without_a_zero_gives_the_nearer_end():
    assert root(lambda x: x + 40, -30, 50) == -30
    assert root(lambda x: x - 60, -30, 50) == 50


def counting(solved: list[float]) -> Movement:
    def pose(share: float) -> Pose:
        solved.append(share)
        return hinge(share, arms=hanging)

    return movement(pose)


def test_a_still_drawing_solves_the_two_ends_once_and_a_moving_one_the_rest():
    solved: list[float] = []
    scene = Scene("Words.", counting(solved))
    for _ in range(2):
        drawing(scene, label="", moves=False, size="card")
    assert sorted(solved) == [0, 1]
    drawing(scene, label="", moves=True, size="card")
    assert len(solved) == len(set(solved)) == len(scene.poses)


def test_a_movement_turned_round_shares_its_positions():
    solved: list[float] = []
    down = counting(solved)
    up = down[::-1]
    assert [*up] == [*down][::-1]
    assert len(solved) == len(down)


def test_a_movement_can_be_changed_all_along_or_at_its_end():
    down = counting([])
    still = hinge(0.5)
    assert [pose.arm for pose in down.each(lambda pose: still)] == [Arm(0, 0)] * len(down)
    assert [*down.ending(lambda: still)] == [*down[:-1], still]


def test_the_shoulder_by_itself_is_the_shoulder_of_all_joints():
    for curve in (0.0, 60.0, -30.0):
        pose = Pose(hip=(3, 80), trunk=40, near=hinge(0.5).near, curve=curve)
        assert shoulder(pose) == joints(pose)["shoulder"]


def test_legs_that_do_the_same_weigh_as_much_as_one_leg_for_both():
    pose = hinge(0.7)
    twice = Pose(
        hip=pose.hip, trunk=pose.trunk, near=pose.near, far=pose.near, arm=pose.arm, far_arm=pose.arm, curve=pose.curve
    )
    assert centre_of_mass(twice) == pytest.approx(centre_of_mass(pose))
