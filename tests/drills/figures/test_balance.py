"""Whoever stands in a drawing would not fall over."""

import pytest

from drills.figures import scenes
from drills.figures.body import centre_of_mass, joints
from drills.figures.props import on_back

ON_BOTH_FEET = (
    "hinge", "dowel-hinge", "wall-touch-hinge", "banded-hinge", "kettlebell-deadlift", "deadlift", "romanian-deadlift",
    "deadlift-from-blocks", "kettlebell-swing", "step-1", "step-2", "toes-up-hinge",
)  # fmt: skip


@pytest.mark.parametrize("code", ON_BOTH_FEET)
def test_the_middle_of_the_body_is_over_mid_foot(code):
    for pose in scenes()[code].poses:
        away = centre_of_mass(pose)[0] - joints(pose)["mid_foot"][0]
        assert abs(away) < 1


@pytest.mark.parametrize(("code", "held"), [("squat", 0.6), ("good-morning", 0.3)])
def test_body_and_bar_together_are_over_mid_foot(code, held):
    for pose in scenes()[code].poses:
        away = centre_of_mass(pose, held=held, at=on_back(pose))[0] - joints(pose)["mid_foot"][0]
        assert abs(away) < 1


def test_weight_on_the_toes_is_out_of_balance_to_the_front():
    pose = scenes()["weight-on-toes"].poses[-1]
    assert centre_of_mass(pose)[0] > joints(pose)["mid_foot"][0] + 4


def test_the_bar_of_a_squat_is_over_mid_foot():
    for pose in scenes()["squat"].poses:
        assert abs(on_back(pose)[0] - joints(pose)["mid_foot"][0]) < 9
