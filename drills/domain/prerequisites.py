"""What a good hinge stands on, the self-tests that show it, and the drills that a failed one puts on Today."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from django.utils.formats import date_format

from accounts.models import User
from drills.models import SelfTest
from drills.models.self_test import SelfTestKind

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "prerequisites.toml"
Source = Literal["article", "ours"]


@dataclass(frozen=True)
class Helper:
    """What makes a prerequisite better. `to` is a reference (cues.refs); `due` puts it on Today after a failed test."""

    to: str
    name: str
    text: str
    due: bool = False

    @property
    def drill(self) -> str:
        """Return the slug of the drill, empty for what is no drill."""
        kind, _, slug = self.to.partition(":")
        return slug if kind == "drill" else ""


@dataclass(frozen=True)
class Test:
    """A self-test. Where `measure` is "s", seconds are counted and `threshold` decides.

    `source` says whether the article gives what counts, or we do. An `indicator` is a hint that closes no gate.
    """

    __test__ = False  # pytest, this is no test of yours

    kind: str
    ask: str
    steps: tuple[str, ...]
    counts: str
    source: Source
    measure: Literal["", "s"] = ""
    threshold: float | None = None
    indicator: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """Return what the test is called."""
        return str(SelfTestKind(self.kind).label)

    def passed(self, value: float | None, said: bool) -> bool:
        """Return whether a result passes: by the threshold where something was measured, else what the person said."""
        if self.threshold is None or value is None:
            return said
        return value >= self.threshold


@dataclass(frozen=True)
class Prerequisite:
    """Something that a good hinge needs, its self-test, and what makes it better."""

    slug: str
    title: str
    why: str
    goal: str
    test: Test
    helpers: tuple[Helper, ...]


class Result(Protocol):
    """What counts of a result of a self-test."""

    test: str
    day: date
    passed: bool


class HelperDue(NamedTuple):
    """A drill that is due every day from `since` on, and why."""

    drill: str
    reason: str
    since: date


@cache
def prerequisites() -> dict[str, Prerequisite]:
    """Return the prerequisites by slug, in their order."""
    rows = tomllib.loads(LIBRARY.read_text())["prerequisite"]
    return {row["slug"]: _read(row) for row in rows}


@cache
def tests() -> dict[str, Test]:
    """Return the self-tests by kind, in the order of their prerequisites."""
    return {found.test.kind: found.test for found in prerequisites().values()}


def prerequisite_of(kind: str) -> Prerequisite:
    """Return the prerequisite that a self-test shows; raises KeyError for an unknown one."""
    for found in prerequisites().values():
        if found.test.kind == kind:
            return found
    raise KeyError(kind)


def results_of(owner: User) -> list[SelfTest]:
    """Return the person's results, the latest first. One query."""
    return list(SelfTest.objects.for_user(owner).order_by("-performed_at", "-id"))


def latest(results: Iterable[SelfTest]) -> dict[str, SelfTest]:
    """Return the latest result of each test, of results with the latest first."""
    found: dict[str, SelfTest] = {}
    for row in results:
        found.setdefault(row.test, row)
    return found


def helpers_due(results: Sequence[Result], *, on: date | None = None) -> list[HelperDue]:
    """Return the drills that failed self-tests ask for, once each, in the order of the prerequisites.

    `results` come with the latest first, as `results_of` gives them. Those after the day `on` do not count; what is
    returned is due on that day. `since` is the first of the failed results in a row.
    """
    found: dict[str, HelperDue] = {}
    for prerequisite in prerequisites().values():
        rows = [row for row in results if row.test == prerequisite.test.kind and (on is None or row.day <= on)]
        failed = []
        for row in rows:
            if row.passed:
                break
            failed.append(row.day)
        if not failed:
            continue
        reason = f"{prerequisite.test.name} not passed on {date_format(failed[0], 'j M')}."
        for helper in prerequisite.helpers:
            if helper.due:
                found.setdefault(helper.drill, HelperDue(helper.drill, reason, failed[-1]))
    return list(found.values())


def _read(row: dict) -> Prerequisite:  # type: ignore[type-arg]
    about = dict(row["test"])
    test = Test(steps=tuple(about.pop("steps")), counts=about.pop("pass"), **about)
    helpers = tuple(Helper(**one) for one in row["helpers"])
    return Prerequisite(row["slug"], row["title"], row["why"], row["goal"], test, helpers)
