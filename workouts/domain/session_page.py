"""What the session page shows: runs of exercises, their rows, last time and records beside them, supersets."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workouts.domain.guides import Guide, guides
from workouts.domain.kit import Facts, bare_facts, exercise_facts
from workouts.domain.records import bests_before
from workouts.faults import Fault, Felt
from workouts.models import Exercise, Session, Set
from workouts.models.set import Kind, Place, Side

RATED = {5: "form clean", 4: "form 4", 3: "form mixed", 2: "form 2", 1: "form lost"}
FIELDS = (
    "block", "superset", "position", "kind", "load_kg", "reps", "planned_reps", "rpe", "rir", "side", "duration_s",
    "distance_m", "rest_s", "done", "note", "form_rating", "faults", "felt", "pain", "pain_place",
)  # fmt: skip


@dataclass
class Row:
    """One line of the table: the set, what it is called, the matching set of last time, and the page's form for it."""

    set: Set
    label: str
    last: dict[str, Any] | None
    form: object = None

    @property
    def about(self) -> str:
        """Return what the set says beside its numbers."""
        row = self.set
        words = [
            Kind(row.kind).label if row.kind in (Kind.DROP, Kind.AMRAP, Kind.FAILURE) else "",
            "" if row.side == Side.BOTH else row.side,
            "" if row.rir is None else f"{row.rir} in reserve",
            RATED.get(row.form_rating or 0, ""),
            *(Fault(code).label for code in row.faults),
            f"felt {', '.join(Felt(code).label.lower() for code in row.felt)}" if row.felt else "",
            "" if row.pain is None else f"pain {row.pain}/10, {Place(row.pain_place).label.lower()}",
            row.note,
        ]
        return " · ".join(word for word in words if word)


@dataclass
class Block:
    """One run of an exercise. `letter` says where it stands in a superset: A1, A2."""

    number: int
    exercise: Exercise
    rows: list[Row]
    superset: int | None
    facts: Facts
    letter: str = ""
    first: bool = False
    last: bool = False
    answered: str = field(default="")

    @property
    def key(self) -> str:
        """Return what tells this run from the others of the page."""
        return f"{self.number}-{self.exercise.pk}"

    @property
    def takes(self) -> bool:
        """Tell whether the suggestion is one to take: no reason to stay, and not what the rows ask for already."""
        suggestion = self.facts.suggestion
        if suggestion is None or suggestion.change not in ("up", "lighter"):
            return False
        numbers = {name: getattr(suggestion, name) for name in ("load_kg", "reps", "duration_s", "distance_m")}
        asked = {name: number for name, number in numbers.items() if number is not None}
        left = [row.set for row in self.rows if not row.set.done and row.set.kind == Kind.WORKING]
        return not left or any(getattr(one, name) != number for one in left for name, number in asked.items())

    @property
    def done(self) -> int:
        """Return how many sets are done."""
        return sum(row.set.done for row in self.rows)


def session_blocks(session: Session, *, on: date, read: Callable[..., list[Guide]] = guides) -> list[Block]:
    """Return the session's runs in order, with facts as they stood before it: for a finished one only the bests.

    Few queries, however many sets; `read` may give plans that were read already.
    """
    sets = list(session.sets.alive().in_order().select_related("exercise"))
    for row in sets:
        row.session, row.owner = session, session.owner
    exercises = {row.exercise_id: row.exercise for row in sets}
    if session.finished_at:
        facts = _bests_alone(session, exercises)
    else:
        facts = exercise_facts(session.owner, list(exercises.values()), on=on, before=session, read=read)
    found: dict[tuple[int, str], list[Set]] = {}
    for row in sets:
        found.setdefault((row.block, row.exercise_id), []).append(row)
    blocks = []
    for (number, slug), rows in found.items():
        last = facts[slug].last
        before = last.sets if last else []
        block = Block(number, rows[0].exercise, _rows(rows, before), rows[0].superset, facts[slug])
        block.answered = session.suggestions.get(slug, "")
        blocks.append(block)
    _name_supersets(blocks)
    if blocks:
        blocks[0].first = blocks[-1].last = True
    return blocks


def _bests_alone(session: Session, exercises: dict[str, Exercise]) -> dict[str, Facts]:
    step_kg = session.owner.load_step_kg
    bare = {slug: bare_facts(row, rest_s=None, step_kg=step_kg) for slug, row in exercises.items()}
    found = bests_before(session, exercises) if exercises else {}
    return {slug: replace(facts, bests=found.get(slug)) for slug, facts in bare.items()}


def page_data(session: Session, blocks: Sequence[Block]) -> dict[str, Any]:
    """Return what the browser needs to go on by itself: the session, its sets and the facts of their exercises."""
    sets = [row.set for block in blocks for row in block.rows]
    return {
        "v": max([session.v, *(row.v for row in sets)]),
        "session": {
            "id": str(session.pk),
            "title": session.title,
            "started_at": session.started_at.isoformat(),
            "finished_at": session.finished_at.isoformat() if session.finished_at else None,
            "suggestions": session.suggestions,
        },
        "rows": [_row_data(row) for row in sets],
        "facts": {block.exercise.pk: block.facts.as_json() for block in blocks},
    }


def _row_data(row: Set) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in FIELDS}
    return {"id": str(row.pk), "exercise": row.exercise_id, "performed_at": row.performed_at.isoformat()} | values


def _rows(sets: list[Set], before: Sequence[dict[str, Any]]) -> list[Row]:
    """Pair warm-ups with warm-ups and the rest with the rest, in their order."""
    last = {
        True: iter([old for old in before if old["kind"] == Kind.WARMUP]),
        False: iter([old for old in before if old["kind"] != Kind.WARMUP]),
    }
    rows, number = [], 0
    for row in sets:
        warmup = row.kind == Kind.WARMUP
        number += not warmup
        rows.append(Row(row, "W" if warmup else str(number), next(last[warmup], None)))
    return rows


def _name_supersets(blocks: list[Block]) -> None:
    """Call the runs of the first superset A1, A2 and so on, those of the second B1, B2."""
    letters: dict[int, str] = {}
    counts: dict[int, int] = {}
    sizes = Counter(block.superset for block in blocks)
    for block in blocks:
        if block.superset is not None and sizes[block.superset] > 1:
            letter = letters.setdefault(block.superset, chr(ord("A") + len(letters) % 26))
            counts[block.superset] = counts.get(block.superset, 0) + 1
            block.letter = f"{letter}{counts[block.superset]}"
