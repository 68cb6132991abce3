"""The pages of docs/analysis say what the analysis does, and their figures are those that the tool draws."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from biomech import faults, measurements, quality, report, scores, thresholds
from biomech.fault_codes import FAULT_CODES
from biomech.measurements import measure_rep
from biomech.movements.generic import GENERIC
from biomech.movements.registry import MOVEMENTS
from biomech.reps import find_reps
from biomech.series import Series
from biomech.thresholds import Threshold
from tools import analysis_figures

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "analysis"
#: Written by other hands, in a form of their own.
APART = {"form-at-load.md", "validation.md"}
PAGES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md") if path.name not in APART}
EVERYTHING = "\n".join(PAGES.values())
#: What stands in backticks on the pages, the index left out: it names things, the pages say what they are.
WORDS = {word for name, page in PAGES.items() if name != "README.md" for word in re.findall(r"`([^`\n]+)`", page)}
SECTIONS = ["Definition", "Formula", "Used for", "Limits", "Margin", "Source"]
ROW = re.compile(r"^\| `((?:[a-z_]+\.)?[A-Z_]+)` \| (−?[\d.]+)(?: ([^|]+?))? \|", re.MULTILINE)
SCORE = ("_AT_LIMIT", "_BEYOND", "_SPAN_DEG")
SVG = "{http://www.w3.org/2000/svg}"


# Figures


def test_the_figures_are_what_the_tool_draws():
    committed = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "figures").iterdir()}
    assert committed == analysis_figures.draw_all()


def test_the_tool_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(analysis_figures, "FOLDER", tmp_path / "figures")
    assert analysis_figures.main() == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "figures").iterdir()}
    assert written == analysis_figures.draw_all()


@pytest.mark.parametrize("name", sorted(analysis_figures.draw_all()))
def test_a_figure_is_a_titled_drawing_with_a_ground_of_its_own_and_nothing_else(name: str):
    root = ElementTree.fromstring(analysis_figures.draw_all()[name])
    assert root.get("viewBox") == "0 0 360 260"
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {"svg", "title", "rect", "path", "circle", "text"}
    title, ground = root[0], root[1]
    assert title.tag == f"{SVG}title"
    assert len(title.text or "") > 20
    assert ground.tag == f"{SVG}rect"
    assert ground.get("fill", "").startswith("#")
    assert not [key for part in root.iter() for key in part.attrib if "href" in key or key.startswith("on")]


def test_every_figure_is_shown_on_a_page():
    assert set(re.findall(r"\]\(figures/([\w-]+\.svg)\)", EVERYTHING)) == set(analysis_figures.draw_all())


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
        assert analysis_figures._over_thigh(trunk, thigh) == rest, words
    first, last, drop = (int(re.findall(r"\d+", text)[0]) for text in _texts("trunk-drop.svg") if "°" in text)
    assert last - first == drop


def _texts(name: str) -> list[str]:
    root = ElementTree.fromstring(analysis_figures.draw_all()[name])
    return [part.text or "" for part in root.iter(f"{SVG}text")]


# Pages


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"README.md"}))
def test_a_page_has_a_figure_and_every_section_in_order(name: str):
    page = PAGES[name]
    known = [title for title in re.findall(r"^## (.+)$", page, re.MULTILINE) if title in SECTIONS]
    assert known == SECTIONS
    assert "](figures/" in page
    assert "](validation.md)" in page.split("## Margin")[1].split("## Source")[0]
    assert f"]({name})" in PAGES["README.md"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_lines_are_short_and_links_lead_somewhere(name: str):
    assert [line for line in PAGES[name].splitlines() if len(line) > 120] == []
    targets = re.findall(r"\]\(([^)\s]+)\)", PAGES[name])
    assert targets
    assert [target for target in targets if target not in APART and not (FOLDER / target).is_file()] == []


def test_the_pages_of_other_hands_are_there():
    assert {name for name in APART if not (FOLDER / name).is_file()} == set()


# Names


def test_every_measurement_has_a_row_on_a_page():
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", EVERYTHING, re.MULTILINE))
    assert set(_measured()) - rows == set()


def test_every_word_on_a_clip_as_such_has_a_row():
    named = {field.name for field in fields(quality.Quality)} - {"reasons", "left_out"}
    assert named == set(re.findall(r"^\| `([a-z_]+)` \|", PAGES["view-and-quality.md"], re.MULTILINE))


def test_every_column_of_the_series_stands_on_a_page():
    columns = {field.name for field in fields(Series)} - {"times_s", "raw_hip_flexion_deg"}
    assert columns - WORDS == set()


def test_every_measurement_in_a_table_is_one_that_is_measured():
    told = set(re.findall(r"`(\w+)`", PAGES["README.md"].split("## Pages")[1].split("The lockout")[0].split("##")[0]))
    assert {name for name in told if "_" in name} == set(_measured())


def test_every_fault_code_stands_on_a_page():
    assert set(FAULT_CODES) - WORDS == set()


def test_every_reason_has_a_heading_that_says_whether_it_abstains():
    told = dict(re.findall(r"^### `([a-z-]+)`: (not judged|a note)$", PAGES["view-and-quality.md"], re.MULTILINE))
    assert told == {code: "not judged" if abstains else "a note" for code, abstains in _reasons()}


def test_what_is_withheld_stands_on_its_page():
    page = " ".join(PAGES["view-and-quality.md"].split())
    of_side, of_legs = re.findall(r"(?:They lose|lower legs\*\* lose) ((?:`\w+`(?:, | and )?)+)", page)
    assert set(re.findall(r"`(\w+)`", of_side)) == set(report._OF_SIDE)
    assert set(re.findall(r"`(\w+)`", of_legs)) == set(report._OF_LEGS)


# Sentences


def test_every_sentence_of_a_reason_stands_on_its_page():
    page = _plain(PAGES["view-and-quality.md"])
    assert [words for words in _sentences(quality.__file__, least=14) if words not in page] == []
    assert [words for words in _sentences(report.__file__, least=40) if words not in page] == []


def test_every_sentence_of_a_finding_stands_on_a_page():
    said = list(_sentences(faults.__file__, least=30))
    assert len(said) == len(FAULT_CODES)
    assert [words for words in said if words not in _plain(EVERYTHING)] == []


def _plain(page: str) -> str:
    return " ".join(page.replace("\n> ", "\n").split())


def _sentences(path: str, *, least: int) -> Iterator[str]:
    """Yield the strings that a module says to people, in parts where a value stands between; docstrings are not."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            words = " ".join(node.value.split())
            if len(words) >= least and " " in words:
                yield words


# Numbers


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_constant_on_a_page_has_the_value_it_has_in_the_code(name: str):
    for constant, value, unit in ROW.findall(PAGES[name]):
        module, _, attribute = constant.rpartition(".")
        actual = getattr(importlib.import_module(f"biomech.{module or 'thresholds'}"), attribute)
        told = float(value.replace("−", "-"))
        if isinstance(actual, Threshold):
            assert (told, unit) == (actual.value, actual.unit), constant
        else:
            assert (told, unit) == (actual, ""), constant


def test_every_threshold_stands_on_a_page():
    named = {name for name, value in vars(thresholds).items() if isinstance(value, Threshold)}
    assert named - {name for name, _, _ in ROW.findall(EVERYTHING)} == set()


@pytest.mark.parametrize(
    ("page", "words", "constants"),
    [
        ("lockout.md", "within {:g} degrees of the least", ["measurements._LOCKED_DEG"]),
        ("lockout.md", "at most {:g} second from it", ["measurements._LOCKED_S"]),
        ("lockout.md", "a hip flexion below {:g} degrees", ["report._STRAIGHT_DEG"]),
        ("foot-tip.md", "by {:g} leg lengths or more", ["measurements._TOES_STAY"]),
        ("hip-flexion.md", "more than {:g} degrees less deep", ["report._SHALLOW_DEG"]),
        ("hip-flexion.md", "counts {:g} times as much", ["side_view._NEAR"]),
        ("reps-and-tempo.md", "more than {:g} degrees less deep", ["report._SHALLOW_DEG"]),
        ("reps-and-tempo.md", "beyond {:.0%} of the rep's own depth", ["reps._AT_BOTTOM"]),
        ("reps-and-tempo.md", "within {:.0%} of it", ["reps._AT_TOP"]),
        ("reps-and-tempo.md", "for more than {:g} seconds", ["reps._LONGEST_BREAK_S"]),
        ("reps-and-tempo.md", "beyond {:.0%} of the range", ["reps.DOWN"]),
        ("reps-and-tempo.md", "below {:.0%}", ["reps.UP"]),
        ("form-score.md", "({:g} + {:g} × min(1, |value − limit| / {:g}°)", [f"scores.{one}" for one in SCORE]),
    ],
)
def test_a_number_in_a_sentence_is_that_of_the_code(page: str, words: str, constants: list[str]):
    values = [
        getattr(importlib.import_module(f"biomech.{name.split('.')[0]}"), name.split(".")[1]) for name in constants
    ]
    assert words.format(*values).replace("%", " %") in " ".join(PAGES[page].split())


def test_scatter_and_thirds_are_those_of_the_code():
    scatter = faults._SPREAD
    words = f"{scatter['deg']:g} degrees, {scatter['leg lengths']:g} leg lengths, {scatter['s']:g} seconds"
    assert words in " ".join(PAGES["README.md"].split())
    (deep, _), (middle, _), (high, _) = measurements._THIRDS
    words = f"{deep:g} and deeper, {middle:g} to {deep:g}, and {high:g} to {middle:g}"
    assert words in " ".join(PAGES["wrist-path.md"].split())


def test_trunk_over_thigh_is_what_its_page_says():
    measured = _measured(trunk_inclination_deg=70.0, thigh_inclination_deg=30.0)["trunk_over_thigh_deg"].value
    assert analysis_figures._over_thigh(70.0, 30.0) == pytest.approx(measured)
    (formula,) = re.findall(r"^    trunk over thigh = (.+)$", PAGES["hinge-or-squat.md"], re.MULTILINE)
    terms = {"trunk inclination": "70.0", "thigh inclination": "30.0", "−": "-"}
    for words, value in terms.items():
        formula = formula.replace(words, value)
    assert eval(formula) == pytest.approx(measured)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_how_deep_a_frame_must_be_is_what_the_code_asks(name: str):
    told = set(re.findall(r"deeper than ([\d.]+) of the rep", " ".join(PAGES[name].split())))
    low, loaded = measurements.LOW, measurements.LOADED
    own = {"trunk-drop.md": low, "hinge-or-squat.md": low, "trunk-line.md": loaded}
    assert told <= {f"{own.get(name, measurements.AT_BOTTOM):g}"}


def test_the_scores_of_the_table_are_those_that_are_given():
    told = dict(re.findall(r"^\| ([a-z][^|]+?) \| (\d+) \|$", PAGES["form-score.md"], re.MULTILINE))
    given = {
        "no fault": (0, 0.0),
        "one fault at its limit": (1, 0.0),
        "one fault 10 degrees beyond": (1, 10.0),
        "one fault 20 degrees beyond or more": (1, 35.0),
        "two faults, each 20 degrees beyond": (2, 20.0),
    }
    score = {
        words: scores.score_rep(0, [analysis_figures._fault(beyond)] * count)
        for words, (count, beyond) in given.items()
    }
    assert {words: int(points) for words, points in told.items()} == score


# Exercises


def test_the_findings_of_each_exercise_are_those_that_are_looked_for():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (all[^|]*|`[^|]*) \|$", PAGES["README.md"], re.MULTILINE))
    slugs = {movement.slug for movement in MOVEMENTS}
    told = {}
    for code, words in rows.items():
        named = set(re.findall(r"`([a-z-]+)`", words))
        told[code] = slugs - named if words.startswith("all") else named
    assert told == {code: {one.slug for one in MOVEMENTS if code in one.checks} for code in FAULT_CODES}


def test_strict_exercises_are_named():
    line = next(line for line in PAGES["hinge-or-squat.md"].splitlines() if line.startswith("Strict: "))
    strict = {one.slug for one in MOVEMENTS if one.least_trunk_over_thigh is thresholds.STRICT_HINGE}
    assert set(re.findall(r"`([a-z-]+)`", line)) == strict
    assert f"`{GENERIC.slug}`" in PAGES["README.md"]


def _reasons() -> set[tuple[str, bool]]:
    """Return the codes of all reasons in the code, and whether they abstain."""
    found = set()
    for module in (quality, report):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                code = node.args[0]
                assert isinstance(code, ast.Constant), "a reason's code is a word, so that its page can be held to it"
                (abstains,) = (key.value for key in node.keywords if key.arg == "abstains")
                assert isinstance(abstains, ast.Constant)
                found.add((str(code.value), bool(abstains.value)))
    return found


def _measured(**constant: float) -> dict[str, Any]:
    """Return the measurements of a rep of a body that bends and straightens again; some columns may be constant."""
    times = np.arange(0, 3, 1 / 30)
    bend = 45 - 45 * np.cos(2 * np.pi * times / 3)
    frames = len(times)
    columns = {field.name: np.zeros(frames) for field in fields(Series)}
    columns |= {name: np.full(frames, value) for name, value in constant.items()}
    series = Series(**{**columns, "times_s": times, "hip_flexion_deg": bend})
    names = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
    view: Any = SimpleNamespace(
        joints={name: np.ones((frames, 2)) for name in names}, confidence={name: np.ones(frames) for name in names}
    )
    (rep,) = find_reps(bend, times, least_range=30.0)
    return dict(measure_rep(series, view, rep))
