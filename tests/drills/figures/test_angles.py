"""The drawings show the right angles: measured from the drawn joints, not from what drew them."""

import pytest

from drills.figures import scenes
from drills.figures.drawing import SECONDS
from tests.drills.figures.measuring import (
    bend_of_the_back,
    frames_of,
    hip_flexion,
    joints_drawn,
    knee_flexion,
    trunk_inclination,
)

HINGES = (
    "hinge", "bodyweight-hinge", "hip-hinge-drill", "dowel-hinge", "wall-touch-hinge", "banded-hinge", "toes-up-hinge",
    "romanian-deadlift", "romanian-deadlift-light", "romanian-deadlift-paused", "good-morning", "hinge-to-parallel",
    "horizontal-hold",
    "step-3", "spine-neutral", "knees-soft-and-still", "hips-back-over-down", "felt-in-hamstrings",
)  # fmt: skip
LOADED = ("kettlebell-deadlift", "deadlift", "deadlift-from-blocks", "romanian-deadlift", "romanian-deadlift-light")
FLAT_BACKS = (*HINGES, *LOADED, "kettlebell-swing", "squat", "squatting", "hip-thrust", "bird-dog", "step-1", "step-4")


def positions(code):
    """Return the joints in every position of a movement, from its start."""
    from xml.etree import ElementTree  # noqa: PLC0415 -- beside its only use

    from drills.figures import figure  # noqa: PLC0415

    count = frames_of(ElementTree.fromstring(figure(code, moves=True)))
    return [joints_drawn(code, place) for place in range(count)]


@pytest.mark.parametrize("code", HINGES)
def test_a_hinge_keeps_soft_knees_while_the_trunk_comes_near_the_horizontal(code):
    found = positions(code)
    assert all(9.5 <= knee_flexion(at) <= 20.5 for at in found), [round(knee_flexion(at)) for at in found]
    bottom = max(map(trunk_inclination, found))
    assert 65 <= bottom <= 92
    assert -3 <= trunk_inclination(found[0]) <= 6


@pytest.mark.parametrize("code", HINGES)
def test_the_hips_of_a_hinge_travel_back_more_than_down(code):
    found = positions(code)
    start, bottom = found[0]["hip"], max(found, key=trunk_inclination)["hip"]
    back, drop = start[0] - bottom[0], start[1] - bottom[1]
    assert back > 14
    assert back > 2.5 * drop


@pytest.mark.parametrize("code", HINGES)
def test_a_hinge_bends_at_the_hip_far_more_than_at_the_knee(code):
    at = max(positions(code), key=trunk_inclination)
    assert hip_flexion(at) > 3 * knee_flexion(at)


@pytest.mark.parametrize("code", FLAT_BACKS)
def test_the_back_keeps_its_shape(code):
    assert all(abs(bend_of_the_back(at)) < 1.5 for at in positions(code))


@pytest.mark.parametrize("code", LOADED)
def test_hands_with_a_load_stay_over_mid_foot_all_the_way(code):
    away = [at["hand"][0] - at["mid_foot"][0] for at in positions(code)]
    assert max(map(abs, away)) < 1.5, away


@pytest.mark.parametrize("code", ["deadlift", "kettlebell-deadlift", "deadlift-from-blocks"])
def test_a_pull_from_the_floor_bends_the_knees_more_than_a_romanian_deadlift(code):
    bottom = joints_drawn(code)
    assert knee_flexion(bottom) > knee_flexion(joints_drawn("romanian-deadlift")) + 15
    assert bottom["hip"][1] > bottom["knee"][1]
    assert bottom["shoulder"][1] > bottom["hip"][1]


def test_the_bar_of_a_deadlift_starts_as_high_as_a_plate_is_wide_and_blocks_raise_it():
    floor, blocks = (joints_drawn(code)["hand"][1] for code in ("deadlift", "deadlift-from-blocks"))
    assert floor == pytest.approx(19, abs=1)
    assert blocks > floor + 10


def test_the_bar_of_a_romanian_deadlift_ends_between_knee_and_ankle():
    at = joints_drawn("romanian-deadlift")
    assert at["ankle"][1] + 8 < at["hand"][1] < at["knee"][1] - 4


def test_a_squat_bends_the_knees_90_to_130_degrees_under_a_more_upright_trunk():
    squat, hinge = joints_drawn("squat"), joints_drawn("hinge")
    assert 90 <= knee_flexion(squat) <= 130
    assert trunk_inclination(squat) < trunk_inclination(hinge) - 30
    start = positions("squat")[0]["hip"]
    assert start[1] - squat["hip"][1] > start[0] - squat["hip"][0] > 0  # more down than back


@pytest.mark.parametrize("code", ["rounded-back", "spinal-flexion"])
def test_a_bent_spine_is_drawn_as_a_curve(code):
    assert bend_of_the_back(joints_drawn(code)) > 60


def test_spinal_flexion_leaves_the_hips_where_they_were():
    found = positions("spinal-flexion")
    assert abs(found[0]["hip"][0] - joints_drawn("spinal-flexion")["hip"][0]) < 4


def test_a_squatted_hinge_bends_hip_and_knee_alike():
    at = joints_drawn("squatting")
    assert hip_flexion(at) / knee_flexion(at) < 1.3


def test_the_top_of_a_lift_is_straight_and_the_faults_at_the_top_are_not():
    good, soft, leaning = (
        joints_drawn(code) for code in ("deadlift-lockout-pause", "soft-lockout", "hyperextended-lockout")
    )
    assert hip_flexion(good) < 6
    assert abs(trunk_inclination(good)) < 4
    assert hip_flexion(soft) > 20
    assert trunk_inclination(leaning) < -10


def test_weight_on_the_toes_lifts_the_heels():
    at, right = joints_drawn("weight-on-toes"), joints_drawn("hinge")
    assert at["heel"][1] > at["toe"][1] + 3
    assert right["heel"][1] == pytest.approx(right["toe"][1], abs=0.3)


def test_a_drifting_bar_is_ahead_of_the_foot():
    at = joints_drawn("bar-drift")
    assert at["hand"][0] - at["mid_foot"][0] > 12


def test_hips_that_rise_first_leave_the_bar_low():
    found = positions("hips-rise-first")
    start, end = found[0], joints_drawn("hips-rise-first")
    assert end["hip"][1] - start["hip"][1] > 2 * (end["hand"][1] - start["hand"][1])


def test_the_wall_is_30_to_46_cm_behind_the_heels():
    from drills.figures.hinges import _WALL_AT  # noqa: PLC0415 -- only this test asks

    centimetres = (joints_drawn("wall-touch-hinge")["mid_foot"][0] * 0 - 6 - _WALL_AT) * 175 / 150
    assert 24 <= centimetres <= 46


@pytest.mark.parametrize("code", ["glute-bridge", "glute-bridge-paused", "glute-extension", "hip-thrust"])
def test_a_bridge_ends_with_shoulder_hip_and_knee_in_line_and_the_feet_flat(code):
    at = joints_drawn(code)
    assert hip_flexion(at) < 12
    assert 70 <= knee_flexion(at) <= 115
    assert at["heel"][1] == pytest.approx(at["toe"][1], abs=0.5)


@pytest.mark.parametrize("code", ["glute-bridge", "hip-thrust"])
def test_shoulders_and_feet_stay_where_they_are_in_a_bridge(code):
    found = positions(code)
    for joint in ("shoulder", "ankle"):
        assert max(abs(at[joint][0] - found[0][joint][0]) for at in found) < 1.5
        assert max(abs(at[joint][1] - found[0][joint][1]) for at in found) < 1.5


def test_a_horizontal_hold_is_horizontal_and_a_bird_dog_level():
    assert trunk_inclination(joints_drawn("horizontal-hold")) == pytest.approx(90, abs=2)
    dog = joints_drawn("bird-dog")
    assert abs(dog["hip"][1] - dog["ankle"][1]) < 4
    assert abs(dog["shoulder"][1] - dog["far_hand"][1]) < 4


@pytest.mark.parametrize("code", ["wall-touch-hinge", "dowel-hinge", "hinge", "deadlift", "squat", "romanian-deadlift"])
def test_feet_stand_still_on_the_floor(code):
    for at in positions(code):
        assert at["heel"][1] == pytest.approx(0, abs=0.8)
        assert at["toe"][1] == pytest.approx(0, abs=0.8)


@pytest.mark.parametrize("code", sorted(scenes()))
def test_nobody_sinks_into_the_floor(code):
    for at in positions(code):
        assert min(y for _, y in at.values()) > -2.5


def test_a_movement_lasts_long_enough_to_be_followed():
    assert SECONDS >= 3
