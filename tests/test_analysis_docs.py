"""The pages of docs/analysis say what the analysis does."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from biomech import analysis, faults, quality, thresholds
from biomech.fault_codes import FAULT_CODES
from biomech.movements.generic import GENERIC
from biomech.movements.registry import MOVEMENTS, movement_for
from biomech.series import Series
from tests.analysis_pages import APART, EVERYTHING, FOLDER, PAGES, WORDS, measured

SECTIONS = ["Definition", "Formula", "Used for", "Limits", "Margin", "Source"]


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


def test_every_measurement_has_a_row_on_a_page():
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", EVERYTHING, re.MULTILINE))
    assert set(measured()) - rows == set()


def test_every_word_on_a_clip_as_such_has_a_row():
    named = {field.name for field in fields(quality.Quality)} - {"reasons", "left_out"}
    assert named == set(re.findall(r"^\| `([a-z_]+)` \|", PAGES["view-and-quality.md"], re.MULTILINE))


def test_every_column_of_the_series_stands_on_a_page():
    columns = {field.name for field in fields(Series)} - {"times_s", "raw_hip_flexion_deg"}
    assert columns - WORDS == set()


def test_every_measurement_in_a_table_is_one_that_ismeasured():
    told = set(re.findall(r"`(\w+)`", PAGES["README.md"].split("## Pages")[1].split("The lockout")[0].split("##")[0]))
    assert {name for name in told if "_" in name} == set(measured())


def test_every_fault_code_stands_on_a_page():
    assert set(FAULT_CODES) - WORDS == set()


def test_every_reason_has_a_heading_that_says_whether_it_abstains():
    told = dict(re.findall(r"^### `([a-z-]+)`: (not judged|a note)$", PAGES["view-and-quality.md"], re.MULTILINE))
    assert told == {code: "not judged" if abstains else "a note" for code, abstains in _reasons()}


def test_what_is_withheld_stands_on_its_page():
    page = " ".join(PAGES["view-and-quality.md"].split())
    of_side, of_legs = re.findall(r"(?:They lose|lower legs\*\* lose) ((?:`\w+`(?:, | and )?)+)", page)
    assert set(re.findall(r"`(\w+)`", of_side)) == set(analysis._OF_SIDE)
    assert set(re.findall(r"`(\w+)`", of_legs)) == set(analysis._OF_LEGS)


def test_every_sentence_of_a_reason_stands_on_its_page():
    page = _plain(PAGES["view-and-quality.md"])
    assert [words for words in _sentences(quality.__file__, least=14) if words not in page] == []
    assert [words for words in _sentences(analysis.__file__, least=40) if words not in page] == []


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


def test_the_findings_of_each_exercise_are_those_that_are_looked_for():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (all[^|]*|`[^|]*) \|$", PAGES["README.md"], re.MULTILINE))
    slugs = {movement.slug for movement in MOVEMENTS}
    told = {}
    for code, words in rows.items():
        named = set(re.findall(r"`([a-z-]+)`", words))
        told[code] = slugs - named if words.startswith("all") else named
    assert told == {code: {one.slug for one in MOVEMENTS if code in one.checks} for code in FAULT_CODES}


def test_an_unknown_slug_is_taken_for_the_exercise_that_is_told():
    page = " ".join(PAGES["README.md"].split())
    for slug, taken_for in re.findall(r"`([a-z-]+)` is a `([a-z-]+)`", page):
        assert movement_for(slug).slug == taken_for
        assert slug not in {word for one in MOVEMENTS for word in (one.slug, *one.aliases)}


def test_strict_exercises_are_named():
    line = next(line for line in PAGES["hinge-or-squat.md"].splitlines() if line.startswith("Strict: "))
    strict = {one.slug for one in MOVEMENTS if one.least_trunk_over_thigh is thresholds.STRICT_HINGE}
    assert set(re.findall(r"`([a-z-]+)`", line)) == strict
    assert f"`{GENERIC.slug}`" in PAGES["README.md"]


def _reasons() -> set[tuple[str, bool]]:
    """Return the codes of all reasons in the code, and whether they abstain."""
    found = set()
    for module in (quality, analysis):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                code = node.args[0]
                assert isinstance(code, ast.Constant), "a reason's code is a word, so that its page can be held to it"
                (abstains,) = (key.value for key in node.keywords if key.arg == "abstains")
                assert isinstance(abstains, ast.Constant)
                found.add((str(code.value), bool(abstains.value)))
    return found
