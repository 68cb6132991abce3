"""What a gate is, and what judging it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from drills.gates.rows import Rows
from drills.models import GateOverride

Source = Literal["none", "self-reported", "clip", "mixed"]
SOURCE_WORDS: dict[Source, str] = {
    "none": "nothing logged yet",
    "self-reported": "self-reported",
    "clip": "counted from a clip",
    "mixed": "partly counted from a clip",
}


@dataclass(frozen=True)
class Guard:
    """An exercise that a gate advises to leave for later, above a load in kg; None: at any load."""

    exercise: str
    above_kg: float | None = None


@dataclass(frozen=True)
class Line:
    """One thing that a gate looked at: what, how it stands, and where more of it is (a reference, cues.refs)."""

    what: str
    stands: str
    ok: bool
    to: str = ""


@dataclass(frozen=True)
class Judgement:
    """How a gate stands by the rows. `reason` is a sentence; `passed_on` is the local day since which it is passed.

    `lines` are what it looked at; `short` is the reason for a card, without a full stop.
    """

    passed: bool
    progress: float
    reason: str
    source: Source
    passed_on: date | None = None
    short: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Gate:
    """Something to have shown before heavier work. `judged` says how it is judged, each a paragraph.

    `guarded` says in words what it keeps for later and what stays open meanwhile; `drill` is what moves it, a slug.
    `heading` is that of what it looked at. `news` says that passing it is news, not something that comes and goes.
    """

    id: str
    title: str
    guarded: str
    judged: tuple[str, ...]
    judge: Callable[[Rows], Judgement] = field(repr=False)
    guards: Callable[[Rows], tuple[Guard, ...]] = field(repr=False)
    heading: str
    drill: str = ""
    news: bool = True


@dataclass(frozen=True)
class GateResult:
    """A gate of one person on one day, as `Judgement` has it. `override` is the one that holds, if any."""

    gate: Gate
    passed: bool
    progress: float
    reason: str
    source: Source
    passed_on: date | None
    short: str
    lines: tuple[Line, ...]
    override: GateOverride | None
    rows: Rows = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Return the id of the gate."""
        return self.gate.id

    @property
    def title(self) -> str:
        """Return what the gate is called."""
        return self.gate.title

    @property
    def guards(self) -> tuple[Guard, ...]:
        """Return what it advises to leave for later while it is not open."""
        return self.gate.guards(self.rows)

    @property
    def open(self) -> bool:
        """Tell whether it is passed or was opened by hand."""
        return self.passed or self.override is not None

    @property
    def percent(self) -> int:
        """Return the progress in whole percent, 100 only where it is all."""
        return int(self.progress * 100 + 1e-9)

    @property
    def source_words(self) -> str:
        """Say where the numbers come from."""
        return SOURCE_WORDS[self.source]
