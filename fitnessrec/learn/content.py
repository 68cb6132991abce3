"""What Learn teaches, read once from its TOML files into frozen dataclasses."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LIBRARY = Path(__file__).resolve().parent / "library"


@dataclass(frozen=True)
class Link:
    """Where to read or do more: `to` is a reference (cues.refs)."""

    to: str
    name: str


@dataclass(frozen=True)
class Point:
    """One sentence of an entry, with a key of its own."""

    k: str
    text: str


@dataclass(frozen=True)
class Why:
    """One reason to learn the hinge."""

    key: str
    title: str
    points: tuple[Point, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Audience:
    """What it means for somebody who trains for one thing."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A number as it was found; `source` names who reports it, empty where nobody is named."""

    key: str
    value: str
    text: str
    source: str


@dataclass(frozen=True)
class Takeaway:
    """The one thing to remember."""

    key: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Step:
    """One of the steps of a hinge, with its drawing."""

    key: str
    title: str
    figure: str
    points: tuple[Point, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Checkpoint:
    """One thing to look at: `fault` is what it is about, `measure` what an analysis looks at."""

    key: str
    title: str
    fault: str
    text: str
    measure: str
    self_check: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Pattern:
    """A way to get down: hinge, squat or spinal flexion."""

    key: str
    title: str
    figure: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Row:
    """One thing said of all patterns, in their order."""

    title: str
    cells: tuple[tuple[Pattern, str], ...]


@dataclass(frozen=True)
class Remark:
    """A sentence with the place that it leads to."""

    text: str
    to: str
    name: str


@dataclass(frozen=True)
class Lift:
    """The hinge in one lift. `gate` is the gate that it waits for, empty for none."""

    key: str
    title: str
    exercise: str
    figure: str
    gate: str
    points: tuple[Point, ...]
    error: Remark
    fix: Remark
    benefit: str
    warning: str


@dataclass(frozen=True)
class Question:
    """A question and its answer, a paragraph each."""

    key: str
    ask: str
    answer: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Need:
    """One thing that a clip needs."""

    key: str
    title: str
    text: str


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((LIBRARY / f"{name}.toml").read_text())


def _links(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its links, points and paragraphs as they are kept."""
    kept = dict(row)
    if "links" in row:
        kept["links"] = tuple(Link(**link) for link in row["links"])
    if "points" in row:
        kept["points"] = tuple(Point(**point) for point in row["points"])
    return kept


def _rows(name: str, part: str) -> Iterable[dict[str, Any]]:
    return map(_links, _file(name)[part])


@cache
def definition() -> tuple[str, ...]:
    """Return what a hinge is, a paragraph each."""
    return tuple(_file("hinge")["definition"])


@cache
def whys() -> tuple[Why, ...]:
    """Return why it matters."""
    return tuple(Why(**row) for row in _rows("hinge", "why"))


@cache
def audiences() -> tuple[Audience, ...]:
    """Return what it means for whom."""
    return tuple(Audience(**row) for row in _rows("hinge", "audience"))


@cache
def figures() -> tuple[Figure, ...]:
    """Return the numbers that go around, as reported."""
    return tuple(Figure(**row) for row in _rows("hinge", "figure"))


@cache
def takeaways() -> tuple[Takeaway, ...]:
    """Return what to remember."""
    return tuple(Takeaway(**row) for row in _rows("hinge", "takeaway"))


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of a hinge."""
    return tuple(Step(**row) for row in _rows("steps", "step"))


@cache
def checkpoints() -> tuple[Checkpoint, ...]:
    """Return the checkpoints."""
    return tuple(Checkpoint(**row) for row in _rows("checkpoints", "checkpoint"))


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return hinge, squat and spinal flexion."""
    return tuple(Pattern(**row) for row in _rows("patterns", "pattern"))


@cache
def comparison() -> tuple[Row, ...]:
    """Return what is said of all patterns, row by row."""
    return tuple(
        Row(row["title"], tuple((pattern, row[pattern.key]) for pattern in patterns()))
        for row in _file("patterns")["row"]
    )


@cache
def lifts() -> tuple[Lift, ...]:
    """Return the lifts that are hinges."""
    return tuple(
        Lift(**row | {"error": Remark(**row["error"]), "fix": Remark(**row["fix"])}) for row in _rows("lifts", "lift")
    )


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions with their answers."""
    return tuple(Question(**row | {"answer": tuple(row["answer"])}) for row in _rows("questions", "question"))


@cache
def needs() -> tuple[Need, ...]:
    """Return what a clip needs."""
    return tuple(Need(**row) for row in _rows("filming", "need"))


@cache
def filming() -> str:
    """Return what filming is about."""
    return str(_file("filming")["intro"])
