"""What is taught is in our own words, with the article's facts."""

import re
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = SHARED / "article" / "hip-hinge-technique.txt"
RUN = 8  # words in a row that would be a sentence of theirs
PLACES = ("fitnessrec/learn/library/*.toml", "cues/library/*.toml", "drills/library/*.toml", "templates/learn/*.html")
TAUGHT = sorted(path for place in PLACES for path in ROOT.glob(place))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[place : place + RUN]) for place in range(len(said) - RUN + 1)}


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not on this machine")
@pytest.mark.parametrize("path", TAUGHT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_of_the_article_is_taken_over(path: Path):
    shared = runs(path.read_text()) & runs(ARTICLE.read_text())
    assert {" ".join(run) for run in shared} == set()


def test_the_search_would_find_a_sentence():
    assert runs("Push the hips back and keep the knees nearly still.") & runs(
        "well: push the hips back, and keep the knees nearly still"
    )
