"""Joint angles and inclinations against figures whose angles are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomech.angles import flexion_deg, inclination_deg
from biomech.synthetic_joints import hinge_joints

degrees = st.floats(-180, 180)
#: Hip and knee flexions that a figure can hold in balance with its arms at a bar.
GRID = [(hip, knee) for hip in range(0, 131, 10) for knee in range(0, 121, 10) if -40 < hip - knee < 110]


def _points(*rows: tuple[float, float]) -> list[np.ndarray]:
    return [np.array([row], float) for row in rows]


def _toward(lean_deg: float, length: float = 1.0) -> tuple[float, float]:
    return length * np.sin(np.radians(lean_deg)), length * np.cos(np.radians(lean_deg))


@pytest.mark.parametrize(
    ("end", "expected"),
    [((0, -1), 0.0), ((1, 0), 90.0), ((-1, 0), 90.0), ((0, 1), 180.0), ((1, -1), 45.0), ((1, 1), 135.0)],
)
def test_flexion_is_how_far_a_joint_is_bent_from_straight(end, expected):
    assert flexion_deg(*_points((0, 1), (0, 0), end)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("high", "expected"), [((0, 1), 0.0), ((1, 1), 45.0), ((1, 0), 90.0), ((-1, 1), -45.0), ((1, -1), 135.0)]
)
def test_inclination_counts_forward_from_the_vertical(high, expected):
    assert inclination_deg(*_points((0, 0), high)) == pytest.approx(expected)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("scale", [1.0, 37.5, 4000.0])
def test_figures_of_known_angles_are_read_within_a_degree_however_large_and_whichever_way_they_face(facing, scale):
    figures = [hinge_joints(hip_flexion_deg=hip, knee_flexion_deg=knee) for hip, knee in GRID]
    at = {
        name: np.array([figure[name] for figure in figures]) * (facing * scale, -scale) + (11, 7) for name in figures[0]
    }
    hips, knees = np.array(GRID, float).T
    assert np.abs(flexion_deg(at["shoulder"], at["hip"], at["knee"]) - hips).max() < 1
    assert np.abs(flexion_deg(at["hip"], at["knee"], at["ankle"]) - knees).max() < 1


@given(lean=degrees, length=st.floats(1e-3, 1e4), x=st.floats(-1e3, 1e3), y=st.floats(-1e3, 1e3))
def test_inclination_depends_on_direction_alone(lean, length, x, y):
    low = np.array([[x, y]])
    high = low + np.array([_toward(lean, length)])
    turned = (inclination_deg(low, high)[0] - lean + 180) % 360 - 180
    assert turned == pytest.approx(0, abs=0.01)


@given(first=degrees, second=degrees, turn=degrees)
def test_flexion_is_between_0_and_180_and_the_same_however_the_picture_is_turned(first, second, turn):
    joint = np.zeros((1, 2))
    upright, turned = (
        flexion_deg(np.array([_toward(first + by)]), joint, np.array([_toward(second + by)]))[0] for by in (0, turn)
    )
    assert 0 <= upright <= 180
    assert turned == pytest.approx(upright, abs=1e-4)


@given(first=degrees, second=degrees)
def test_flexion_does_not_ask_which_of_both_ends_comes_first(first, second):
    a, b, joint = np.array([_toward(first)]), np.array([_toward(second)]), np.zeros((1, 2))
    assert flexion_deg(a, joint, b) == pytest.approx(flexion_deg(b, joint, a), abs=1e-9)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_point_makes_its_own_frame_nan_and_no_other(missing):
    points = [np.tile(point, (3, 1)) for point in _points((0, 1), (0, 0), (1, 0))]
    points[missing][1, 0] = np.nan
    flexion = flexion_deg(*points)
    assert np.isnan(flexion[1])
    assert flexion[[0, 2]] == pytest.approx(90)


def test_an_inclination_with_a_missing_end_is_nan():
    low, high = _points((0, 0), (np.nan, 1))
    assert np.isnan(inclination_deg(low, high)).all()


@pytest.mark.parametrize("rows", [((0, 0), (0, 0), (1, 0)), ((1, 0), (0, 0), (0, 0)), ((0, 0), (0, 0), (0, 0))])
def test_a_joint_on_top_of_its_neighbour_has_no_angle(rows):
    assert np.isnan(flexion_deg(*_points(*rows))).all()


def test_no_frames_give_no_angles():
    none = np.zeros((0, 2))
    assert flexion_deg(none, none, none).shape == inclination_deg(none, none).shape == (0,)
