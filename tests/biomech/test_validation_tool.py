"""The tool behind docs/analysis/validation.md: changed copies of a clip, and limits without one source."""

from dataclasses import replace

import numpy as np
import pytest

from biomech.analysis import analyse
from biomech.decode_frames import read_frames
from biomech.frames import read_samples
from biomech.synthetic import render_hinge_clip
from tests.biomech.tracks import HINGE, film, lift
from tools.validation.margins import Case, angle_table, margin_table
from tools.validation.variants import VARIANTS, write_variant


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "plain.mp4"
    render_hinge_clip(path, reps=1, size_px=(320, 200))
    return path


def pictures(path):
    _, *samples, _ = read_samples(path)
    return samples


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_variant_shows_the_same_for_as_long(clip, tmp_path, name):
    write_variant(name, clip, tmp_path / "changed.mp4")
    info, *_ = read_frames(tmp_path / "changed.mp4")
    plain, *_ = read_frames(clip)
    longer_s = 4.0 if name == "padded" else 0.0
    assert info.duration_s == pytest.approx(plain.duration_s + longer_s, abs=0.05)


def test_mirrored_dark_and_half_are_what_they_say(clip, tmp_path):
    plain = pictures(clip)[10].rgb.astype(int)
    shown = {}
    for name in ("mirrored", "half-brightness", "half-size", "turned"):
        write_variant(name, clip, tmp_path / f"{name}.mp4")
        shown[name] = pictures(tmp_path / f"{name}.mp4")[10].rgb.astype(int)
    assert np.abs(shown["mirrored"] - plain[:, ::-1]).mean() < 4
    assert shown["half-brightness"].mean() == pytest.approx(plain.mean() / 2, rel=0.1)
    assert shown["half-size"].shape == (100, 160, 3)
    assert np.abs(shown["turned"] - plain).mean() < 4  # stored turned, shown upright


def case(file, labels, track):
    return Case(file, {"judgeable": True, "view": "side", **labels}, analyse(track, "deadlift"))


@pytest.fixture(scope="module")
def cases():
    squat = replace(HINGE, trunk=20.0, thigh=85.0, shin=30.0)
    return [
        case("a_1.mp4", {"faults": [], "pattern": "hinge"}, film(lift(2))),
        case("b_1.mp4", {"faults": [], "pattern": "hinge"}, film(lift(2, bottom=replace(HINGE, trunk=60.0)))),
        case("c_1.mp4", {"faults": ["squatting"], "pattern": "squat"}, film(lift(2, bottom=squat))),
    ]


def test_margins_name_the_nearest_clip_on_each_side(cases):
    row = next(line for line in margin_table(cases) if line.startswith("| `HINGE`"))
    nearest = min(case.report.reps[0].measurements["trunk_over_thigh_deg"].value for case in cases[:2])
    beyond = cases[2].report.reps[0].measurements["trunk_over_thigh_deg"].value
    assert f"| {nearest:.3g} (2) | {beyond:.3g} (1) |" in row


def test_a_limit_is_not_refitted_where_the_other_sources_show_one_side_only(cases):
    row = next(line for line in margin_table(cases[::2]) if line.startswith("| `HINGE`"))
    assert "cannot be told" in row


def test_variants_are_compared_clip_by_clip(cases):
    *_, row = angle_table(cases, {"other": [cases[0], replace(cases[1], report=cases[2].report), cases[2]]})
    assert row.startswith("| other | 3 of 3 | 2 of 3 |")
