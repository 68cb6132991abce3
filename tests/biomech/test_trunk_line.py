"""The trunk line of outlines whose curvature is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomech import thresholds as limit
from biomech.analysis import analyse
from biomech.outline import HEIGHTS
from biomech.trunk_line import HIGHEST, LOWEST, trunk_line
from tests.biomech.tracks import HINGE, STAND, Camera, film, lift

TRUNK_PX = 150.0
MIDDLE, HALF = (LOWEST + HIGHEST) / 2, (HIGHEST - LOWEST) / 2
RIGHT, LEFT = 0, 1


def _outline(behind: np.ndarray, *, side: int = LEFT) -> np.ndarray:
    """Return one frame's outline: a distance in trunk lengths at each height on one side, nothing on the other."""
    outline = np.full((1, 2, len(HEIGHTS)), np.nan, np.float32)
    outline[0, side] = behind * TRUNK_PX
    return outline


def _parabola(bulge: float, *, tilt: float = 0.0) -> np.ndarray:
    return 0.3 + tilt * HEIGHTS + bulge * (1 - ((HEIGHTS - MIDDLE) / HALF) ** 2)


def _read(outline: np.ndarray, facing: int = 1) -> tuple[float, float]:
    curvature, gap = trunk_line(outline, np.full(len(outline), TRUNK_PX), facing)
    return float(curvature[0]), float(gap[0])


@pytest.mark.parametrize("bulge", [0.01, 0.03, 0.05, 0.1, 0.15])
def test_a_round_back_is_as_round_as_its_parabola(bulge):
    curvature, gap = _read(_outline(_parabola(bulge)))
    assert curvature == pytest.approx(2 * np.degrees(np.arctan(2 * bulge / HALF)), abs=0.1)
    assert gap == pytest.approx(100 * bulge, abs=0.05)


@given(st.floats(-0.2, 0.2))
def test_a_hollow_back_is_the_negative_of_a_round_one(bulge):
    hollow, round_ = _read(_outline(_parabola(-bulge))), _read(_outline(_parabola(bulge)))
    assert hollow == pytest.approx((-round_[0], -round_[1]), abs=0.05)
    assert np.sign(np.round(round_, 3)).tolist() == [np.sign(np.round(bulge * 100, 3))] * 2 or abs(bulge) < 1e-4


@pytest.mark.parametrize("tilt", [-0.3, -0.1, 0.1, 0.3])
def test_a_flat_back_is_flat_however_its_outline_leans_against_the_joints(tilt):
    assert _read(_outline(_parabola(0, tilt=tilt))) == pytest.approx((0, 0), abs=0.05)


@pytest.mark.parametrize("bulge", [-0.1, 0.0, 0.1])
def test_facing_left_the_back_is_on_the_other_side(bulge):
    right_side = _outline(_parabola(bulge), side=RIGHT)
    assert _read(right_side, facing=-1) == pytest.approx(_read(_outline(_parabola(bulge))), abs=1e-4)
    assert np.isnan(_read(right_side, facing=1)).all()


@pytest.mark.parametrize("scale", [0.25, 4.0])
def test_the_size_of_the_picture_does_not_matter(scale):
    outline = _outline(_parabola(0.08))
    scaled = trunk_line((outline * scale).astype(np.float32), np.array([TRUNK_PX * scale]), 1)
    assert [float(one[0]) for one in scaled] == pytest.approx(_read(outline), abs=0.01)


def test_a_hole_of_a_fifth_is_bridged_and_a_larger_one_leaves_nothing():
    within = np.flatnonzero((HEIGHTS >= LOWEST) & (HEIGHTS <= HIGHEST))
    behind = _parabola(0.08)
    behind[within[4:7]] = np.nan
    assert _read(_outline(behind))[1] == pytest.approx(8, abs=0.1)
    behind[within[7]] = np.nan
    assert np.isnan(_read(_outline(behind))).all()


def test_what_lies_below_the_sacrum_and_at_the_neck_does_not_count():
    behind = _parabola(0.05)
    outside = (HEIGHTS < LOWEST - 1e-6) | (HEIGHTS > HIGHEST + 1e-6)
    behind[outside] += 0.4
    assert _read(_outline(behind)) == pytest.approx(_read(_outline(_parabola(0.05))), abs=0.01)


def test_a_frame_without_a_trunk_has_no_trunk_line():
    curvature, gap = trunk_line(_outline(_parabola(0.1)), np.array([np.nan]), 1)
    assert np.isnan([curvature[0], gap[0]]).all()


@pytest.mark.parametrize("facing", ["right", "left"])
@pytest.mark.parametrize("back", [-20.0, 0.0, 15.0, 45.0])
def test_a_report_gives_the_curvature_of_the_loaded_part(back, facing):
    track = film(lift(2, bottom=replace(HINGE, back=back), top=replace(STAND, back=back)), Camera(facing=facing))
    for rep in analyse(track, "deadlift").reps:
        assert rep.measurements["trunk_line_deg"].value == pytest.approx(back, abs=0.5)
        expected = 100 * HALF / 2 * np.tan(np.radians(back) / 2)
        assert rep.measurements["trunk_line_gap"].value == pytest.approx(expected, abs=0.2)


def test_a_back_that_is_round_only_when_standing_is_not_round_under_load():
    report = analyse(film(lift(3, top=replace(STAND, back=60.0))), "deadlift")
    assert report.findings == ()
    assert all(rep.measurements["trunk_line_deg"].value < limit.ROUNDED.value for rep in report.reps)


def test_without_an_outline_there_is_no_trunk_line_and_no_verdict_on_it():
    report = analyse(film(lift(2, bottom=replace(HINGE, back=60.0)), outline=False), "deadlift")
    assert [rep.measurements["trunk_line_deg"].value for rep in report.reps] == [None, None]
    assert report.judged
    assert report.findings == ()
