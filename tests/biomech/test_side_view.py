"""A track as a body seen from the side: its direction, its size, its merged joints."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomech.joints import pair
from biomech.side_view import LEAST_CONFIDENCE, SideView, see_from_side
from biomech.synthetic_joints import TRUNK
from tests.biomech.tracks import (
    HINGE,
    HIP_WIDTH,
    LEG_PX,
    SHOULDER_WIDTH,
    STAND,
    Camera,
    film,
    lift,
    mirrored,
    way,
)

ONE_REP = lift(1)
STANDING = way((0, STAND), (1, STAND))
HINGED = way((0, HINGE), (1, HINGE))


def _view(*args, **options) -> SideView:
    view = see_from_side(film(*args, **options))
    assert view is not None
    return view


@pytest.mark.parametrize("motion", [ONE_REP, STANDING, HINGED], ids=["a rep", "standing", "bent"])
@pytest.mark.parametrize(("facing", "sign", "near"), [("right", 1, "right"), ("left", -1, "left")])
@pytest.mark.parametrize("turned_deg", [0, 30, -30, 50])
def test_direction_and_near_side_are_told(motion, facing, sign, near, turned_deg):
    view = _view(motion, Camera(facing=facing, turned_deg=turned_deg))
    assert view.facing == sign
    assert view.near == near


@pytest.mark.parametrize("hidden", [{"toe": 0.1, "heel": 0.1}, {"ear": 0.1}])
@pytest.mark.parametrize(("facing", "sign"), [("right", 1), ("left", -1)])
def test_direction_is_told_without_feet_or_without_a_head(hidden, facing, sign):
    assert _view(ONE_REP, Camera(facing=facing), hidden=hidden).facing == sign


@pytest.mark.parametrize("leg_px", [50.0, 200.0, 800.0])
def test_lengths_are_measured_in_the_picture_and_joints_in_leg_lengths(leg_px):
    view = _view(ONE_REP, Camera(leg_px=leg_px))
    assert view.leg_px == pytest.approx(leg_px, rel=0.01)
    assert np.median(view.trunk_px) == pytest.approx(TRUNK * leg_px, rel=0.01)
    assert np.hypot(*(view.joints["hip"] - view.joints["knee"]).T) == pytest.approx(0.5, abs=0.01)


def test_body_coordinates_run_forward_and_up_whichever_way_is_faced():
    right, left = (_view(HINGED, Camera(facing=facing)) for facing in ("right", "left"))
    for name, joint in right.joints.items():
        assert left.joints[name] == pytest.approx(joint, abs=1e-3)
    assert (right.joints["shoulder"] - right.joints["hip"])[:, 0].min() > 0.4
    assert (right.joints["hip"] - right.joints["ankle"])[:, 1].min() > 0.5


def test_a_mirrored_track_is_the_same_body():
    track = film(ONE_REP, Camera(turned_deg=20, noise_px=1))
    view, other = see_from_side(track), see_from_side(mirrored(track))
    assert (view.facing, view.near) == (1, "right")
    assert (other.facing, other.near) == (-1, "left")
    for name, joint in view.joints.items():
        assert other.joints[name] == pytest.approx(joint, abs=1e-3)


def test_the_surer_side_decides_where_a_joint_is():
    track = film(STANDING)
    points, confidence = track.points_px.copy(), track.confidence.copy()
    left, right = pair("knee")
    points[:, left] += 80
    confidence[:, left], confidence[:, right] = 0.05, 0.95
    view = see_from_side(replace(track, points_px=points, confidence=confidence))
    assert view.joints["knee"] == pytest.approx(see_from_side(track).joints["knee"], abs=0.01)


@given(sure=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_a_joint_that_is_unsure_on_both_sides_is_not_measured(sure):
    track = film(STANDING)
    confidence = track.confidence.copy()
    confidence[:, list(pair("wrist"))] = sure
    wrist = see_from_side(replace(track, confidence=confidence)).joints["wrist"]
    assert np.isnan(wrist).all() == (np.float32(max(sure)) < LEAST_CONFIDENCE)


def test_one_joint_missing_takes_no_other_with_it():
    view = _view(STANDING, hidden={"elbow": 0.0})
    assert np.isnan(view.joints["elbow"]).all()
    assert all(np.isfinite(joint).all() for name, joint in view.joints.items() if name != "elbow")


@pytest.mark.parametrize("missing", ["shoulder", "hip", "knee"])
def test_without_shoulders_hips_or_knees_there_is_no_body(missing):
    assert see_from_side(film(STANDING, hidden={missing: 0.0})) is None


def test_without_ankles_the_leg_is_two_thighs_long():
    assert _view(STANDING, hidden={"ankle": 0.0}).leg_px == pytest.approx(LEG_PX, rel=0.01)


@pytest.mark.parametrize("turned_deg", [0, 10, 20, 30, 45, 60, 90])
def test_the_index_of_the_view_is_the_width_that_the_camera_sees(turned_deg):
    view = _view(STANDING, Camera(turned_deg=turned_deg))
    expected = (SHOULDER_WIDTH + HIP_WIDTH) / 2 * np.sin(np.radians(turned_deg))
    assert np.median(view.side_on) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("turned_deg", [15, 30, 45])
def test_the_index_is_the_same_from_ahead_and_from_behind(turned_deg):
    ahead, behind = (np.median(_view(STANDING, Camera(turned_deg=sign * turned_deg)).side_on) for sign in (1, -1))
    assert ahead == pytest.approx(behind, abs=0.01)


def test_height_is_from_the_feet_to_the_head():
    assert _view(STANDING).height_px == pytest.approx(1.92 * LEG_PX, rel=0.03)
