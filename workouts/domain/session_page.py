"""What the session page shows: runs of exercises, their rows, and last time beside them."""

from dataclasses import dataclass

from workouts.domain.last_time import last_sets
from workouts.models import Exercise, Session, Set
from workouts.models.set import Kind


@dataclass
class Row:
    """One line of the table: the set, what it is called, the matching set of last time, and the page's form for it."""

    set: Set
    label: str
    last: Set | None
    form: object = None


@dataclass(frozen=True)
class Block:
    """One run of an exercise."""

    number: int
    exercise: Exercise
    rows: list[Row]
    superset: int | None

    @property
    def key(self) -> str:
        """Return what tells this run from the others of the page."""
        return f"{self.number}-{self.exercise.pk}"

    @property
    def done(self) -> int:
        """Return how many sets are done."""
        return sum(row.set.done for row in self.rows)


def session_blocks(session: Session) -> list[Block]:
    """Return the session's runs in order. Three queries, however many sets there are."""
    sets = list(session.sets.alive().in_order().select_related("exercise", "owner"))
    before = last_sets(session.owner, {row.exercise_id for row in sets}, before=session)
    runs: dict[tuple[int, str], list[Set]] = {}
    for row in sets:
        runs.setdefault((row.block, row.exercise_id), []).append(row)
    return [
        Block(number, rows[0].exercise, _rows(rows, before.get(rows[0].exercise_id, [])), rows[0].superset)
        for (number, _), rows in runs.items()
    ]


def _rows(sets: list[Set], before: list[Set]) -> list[Row]:
    """Pair warm-ups with warm-ups and the rest with the rest, in their order."""
    last = {
        True: iter([old for old in before if old.kind == Kind.WARMUP]),
        False: iter([old for old in before if old.kind != Kind.WARMUP]),
    }
    rows, number = [], 0
    for row in sets:
        warmup = row.kind == Kind.WARMUP
        number += not warmup
        rows.append(Row(row, "W" if warmup else str(number), next(last[warmup], None)))
    return rows
