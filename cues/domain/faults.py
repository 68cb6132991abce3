"""What goes wrong in a hinge: what is seen, why, and what to do, from cues/library/faults.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "faults.toml"


@dataclass(frozen=True)
class Cause:
    """One reason why it happens."""

    key: str
    text: str


@dataclass(frozen=True)
class Fix:
    """One thing to do about it; `to` is a reference (cues.refs) to what the sentence talks about."""

    key: str
    text: str
    to: str


@dataclass(frozen=True)
class Fault:
    """A fault by its code. `related` are codes, `cues` and `drills` slugs; `source` says whose words these are."""

    code: str
    title: str
    what: str
    causes: tuple[Cause, ...]
    fixes: tuple[Fix, ...]
    related: tuple[str, ...]
    cues: tuple[str, ...]
    drills: tuple[str, ...]
    source: Literal["article", "ours"]

    @property
    def related_faults(self) -> list["Fault"]:
        """Return the faults that look alike or come along."""
        return [faults()[code] for code in self.related]


@cache
def faults() -> dict[str, Fault]:
    """Return all faults by code, in the order of the file."""
    return {row["code"]: _fault(row) for row in tomllib.loads(LIBRARY.read_text())["fault"]}


def _fault(row: dict[str, Any]) -> Fault:
    return Fault(
        code=row["code"],
        title=row["title"],
        what=row["what"],
        causes=tuple(Cause(**cause) for cause in row["causes"]),
        fixes=tuple(Fix(**fix) for fix in row["fixes"]),
        related=tuple(row["related"]),
        cues=tuple(row["cues"]),
        drills=tuple(row["drills"]),
        source=row["source"],
    )
