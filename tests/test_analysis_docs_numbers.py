"""The numbers on the pages of docs/analysis are those of the code."""

import importlib
import re

import pytest

from biomech import faults, measurements, scores, thresholds
from biomech.thresholds import Threshold
from tests.analysis_pages import EVERYTHING, PAGES, measured
from tools.analysis_figures.body import fault_beyond, over_thigh

ROW = re.compile(r"^\| `((?:[a-z_]+\.)?[A-Z_]+)` \| (−?[\d.]+)(?: ([^|]+?))? \|", re.MULTILINE)
SCORE = ("_AT_LIMIT", "_BEYOND", "_SPAN_DEG")


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
        ("lockout.md", "a hip flexion below {:g} degrees", ["analysis._STRAIGHT_DEG"]),
        ("foot-tip.md", "by {:g} leg lengths or more", ["measurements._TOES_STAY"]),
        ("hip-flexion.md", "only up to {:g} degrees", ["series._NEARLY_STRAIGHT_DEG"]),
        ("hip-flexion.md", "more than {:g} degrees less deep", ["analysis._SHALLOW_DEG"]),
        ("hip-flexion.md", "counts {:g} times as much", ["side_view._NEAR"]),
        ("reps-and-tempo.md", "more than {:g} degrees less deep", ["analysis._SHALLOW_DEG"]),
        ("reps-and-tempo.md", "beyond {:.0%} of the rep's own depth", ["reps._AT_BOTTOM"]),
        ("reps-and-tempo.md", "within {:.0%} of it", ["reps._AT_TOP"]),
        ("reps-and-tempo.md", "for more than {:g} seconds", ["reps._LONGEST_BREAK_S"]),
        ("reps-and-tempo.md", "beyond {:.0%} of the range", ["reps.DOWN"]),
        ("reps-and-tempo.md", "with {:.0%} of the clip's range", ["reps._SHALLOWER"]),
        ("reps-and-tempo.md", "at least {:g} more reps", ["reps._MANY_MORE"]),
        ("reps-and-tempo.md", "more than {:g} times as long", ["reps._PICKED_UP"]),
        ("view-and-quality.md", "under {:g} of its usual length", ["side_view._SLIPPED"]),
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
    words = f"{scatter['deg']:g} degrees, {scatter['leg lengths']:g} leg lengths"
    assert words in " ".join(PAGES["README.md"].split())
    (deep, _), (middle, _), (high, _) = measurements._THIRDS
    words = f"{deep:g} and deeper, {middle:g} to {deep:g}, and {high:g} to {middle:g}"
    assert words in " ".join(PAGES["wrist-path.md"].split())


def test_trunk_over_thigh_is_what_its_page_says():
    value = measured(trunk_inclination_deg=70.0, thigh_inclination_deg=30.0)["trunk_over_thigh_deg"].value
    assert over_thigh(70.0, 30.0) == pytest.approx(value)
    (formula,) = re.findall(r"^    trunk over thigh = (.+)$", PAGES["hinge-or-squat.md"], re.MULTILINE)
    terms = {"trunk inclination": "70.0", "thigh inclination": "30.0", "−": "-"}
    for words, number in terms.items():
        formula = formula.replace(words, number)
    assert eval(formula) == pytest.approx(value)


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
    score = {words: scores.score_rep(0, [fault_beyond(beyond)] * count) for words, (count, beyond) in given.items()}
    assert {words: int(points) for words, points in told.items()} == score
