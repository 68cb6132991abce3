"""The figures of docs/analysis are those that the tool draws, and they show what is measured."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from biomech.series import _hip_flexion
from tests.analysis_pages import EVERYTHING, FOLDER
from tools.analysis_figures.body import over_thigh, signed_hip_flexion_of
from tools.analysis_figures.files import draw_all, write_all

SVG = "{http://www.w3.org/2000/svg}"


def test_the_figures_are_what_the_tool_draws():
    committed = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "figures").iterdir()}
    assert committed == draw_all()


def test_the_tool_writes_them(tmp_path: Path):
    write_all(tmp_path / "figures")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "figures").iterdir()}
    assert written == draw_all()


@pytest.mark.parametrize("name", sorted(draw_all()))
def test_a_figure_is_a_titled_drawing_with_a_ground_of_its_own_and_nothing_else(name: str):
    root = ElementTree.fromstring(draw_all()[name])
    assert root.get("viewBox") == "0 0 360 260"
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {"svg", "title", "rect", "path", "circle", "text"}
    title, ground = root[0], root[1]
    assert title.tag == f"{SVG}title"
    assert len(title.text or "") > 20
    assert ground.tag == f"{SVG}rect"
    assert ground.get("fill", "").startswith("#")
    assert not [key for part in root.iter() for key in part.attrib if "href" in key or key.startswith("on")]


def test_every_figure_is_shown_on_a_page():
    assert set(re.findall(r"\]\(figures/([\w-]+\.svg)\)", EVERYTHING)) == set(draw_all())


@pytest.mark.parametrize(("name", "shown"), [("hip-flexion.svg", "96°"), ("knee-flexion.svg", "42°")])
def test_an_angle_in_a_figure_is_that_of_the_pose_that_is_drawn(name: str, shown: str):
    assert shown in _texts(name)


def test_sums_in_figures_add_up():
    sums = [text for text in _texts("hinge-or-squat.svg") if " = " in text]
    assert [words.split(":")[0] for words in sums] == ["hinge", "squat"]
    for words in sums:
        shown = re.fullmatch(r"\w+: (\d+) − (\d+) = (-?\d+)°", words.replace("= −", "= -"))
        assert shown is not None, words
        trunk, thigh, rest = (int(number) for number in shown.groups())
        assert over_thigh(trunk, thigh) == rest, words
    first, last, drop = (int(re.findall(r"\d+", text)[0]) for text in _texts("trunk-drop.svg") if "°" in text)
    assert last - first == drop


@pytest.mark.parametrize(("shoulder_x", "knee_x"), [(0.3, 0.1), (0.0, 0.0), (-0.2, 0.0), (-0.2, 0.2)])
def test_hip_flexion_in_a_figure_has_the_sign_that_the_series_gives_it(shoulder_x: float, knee_x: float):
    joints = {"shoulder": (shoulder_x, 1.6), "hip": (0.0, 1.0), "knee": (knee_x, 0.5)}
    view: Any = SimpleNamespace(joints={name: np.array([at]) for name, at in joints.items()}, side_on=np.zeros(1))
    assert signed_hip_flexion_of(joints) == pytest.approx(float(_hip_flexion(view)[0]))


def _texts(name: str) -> list[str]:
    root = ElementTree.fromstring(draw_all()[name])
    return [part.text or "" for part in root.iter(f"{SVG}text")]
