"""Gates: what to have shown before heavier work opens. One file each, and a line in `registry`.

A gate advises and explains; it never stops anybody. Nothing of it is stored but overrides.
"""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from drills.gates import dowel_20, good_morning, technique_held
from drills.gates.gate import SOURCE_WORDS, Gate, GateResult, Guard
from drills.gates.rows import Rows

__all__ = ["SOURCES", "Gate", "GateResult", "Guard", "Rows", "evaluate", "evaluate_some", "registry"]

SOURCES = tuple(SOURCE_WORDS)
registry: dict[str, Gate] = {gate.id: gate for gate in (dowel_20.GATE, technique_held.GATE, good_morning.GATE)}


def evaluate(slug: str, owner: User, *, on: date) -> GateResult:
    """Return how a gate stands for a person on their local day; raises KeyError for an unknown one."""
    return evaluate_some([slug], Rows(owner, on=on))[0]


def evaluate_some(slugs: Iterable[str], rows: Rows) -> list[GateResult]:
    """Return how these gates stand for the person of the rows; what several of them ask for is read once."""
    return [
        GateResult(registry[slug], override=rows.overrides.get(slug), rows=rows, **vars(registry[slug].judge(rows)))
        for slug in slugs
    ]
