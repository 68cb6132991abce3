"""What the sets of last time say: were they made, how hard were they, and did form hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.units import show_number
from workouts.domain.next_load_words import short_words
from workouts.faults import Fault
from workouts.models.set import Kind

LEAST_RESERVE = 1.0  # RPE 9
HARDEST_RPE = 10.0
GOOD_FORM = 4
VALUES = {"reps": "reps", "time": "duration_s", "distance": "distance_m"}
OPEN_ENDED = (Kind.AMRAP, Kind.FAILURE)


@dataclass(frozen=True)
class Done:
    """What was done in one set, as plain values named as on the set."""

    kind: str = Kind.WORKING.value
    load_kg: float | None = None
    reps: int | None = None
    planned_reps: int | None = None
    rpe: float | None = None
    rir: int | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    form_rating: int | None = None
    faults: Sequence[str] = ()
    pain: int | None = None
    pain_place: str = ""


@dataclass(frozen=True)
class Outing:
    """The sets of one exercise in one session, in order."""

    day: date
    sets: Sequence[Done]


@dataclass(frozen=True)
class Attempt:
    """A set that is judged: what it made of what it was to make. `number` is the one on the session page."""

    number: int
    set: Done
    made: float
    goal: float

    @property
    def load_kg(self) -> float:
        """Return the load, 0 for none."""
        return self.set.load_kg or 0.0

    @property
    def reserve(self) -> float | None:
        """What could still have been made; more than asked in an open-ended set counts as reserve."""
        known = [float(self.set.rir)] if self.set.rir is not None else []
        if self.set.rpe is not None:
            known.append(HARDEST_RPE - self.set.rpe)
        if self.set.kind == Kind.FAILURE:
            known.append(0.0)
        extra = max(0.0, self.made - self.goal) if self.set.kind in OPEN_ENDED else 0.0
        return min(known) + extra if known else None


def numbered(outing: Outing) -> list[tuple[int, Done]]:
    """Return all sets but warm-ups with their numbers on the session page."""
    return list(enumerate((row for row in outing.sets if row.kind != Kind.WARMUP), 1))


def attempts(outing: Outing, measure: str) -> list[Attempt]:
    """Return the sets that are judged: no warm-ups, and no drop sets, which are lighter on purpose.

    A set was to make what its row asked for, else what the first one at the same load made.
    """
    firsts: dict[float, float] = {}
    found = []
    for number, row in numbered(outing):
        made = getattr(row, VALUES[measure])
        if row.kind == Kind.DROP or made is None:
            continue
        first = firsts.setdefault(row.load_kg or 0.0, float(made) or 1.0)
        goal = row.planned_reps if measure == "reps" and row.planned_reps else first
        found.append(Attempt(number, row, float(made), float(goal)))
    return found


def heaviest(tries: Sequence[Attempt]) -> Attempt:
    """Return the first set at the heaviest load."""
    return max(tries, key=lambda attempt: (attempt.load_kg, -attempt.number))


def form_broke(outing: Outing) -> str:
    """Say where form broke first; empty where it held."""
    for number, row in numbered(outing):
        if row.faults:
            labels = dict(Fault.choices)
            named = ", ".join(str(labels.get(fault, fault)).lower() for fault in row.faults)
            return f"form broke in set {number} ({named})"
        if row.form_rating is not None and row.form_rating < GOOD_FORM:
            return f"form was rated {row.form_rating} of 5 in set {number}"
    return ""


def fell_short(tries: Sequence[Attempt], measure: str) -> str:
    """Say which set fell shortest; empty where all were made."""
    worst = max(tries, key=lambda attempt: (attempt.goal - attempt.made, attempt.number))
    if worst.made >= worst.goal:
        return ""
    name = "the set" if len(tries) == 1 else "the last set" if worst is tries[-1] else f"set {worst.number}"
    return short_words(name, worst.made, worst.goal, measure)


def too_hard(tries: Sequence[Attempt]) -> str:
    """Say which set left too little in reserve; empty where none did, or nobody said."""
    for attempt in tries:
        if attempt.reserve is None or attempt.reserve >= LEAST_RESERVE:
            continue
        if attempt.set.kind == Kind.FAILURE:
            return f"set {attempt.number} went to failure"
        if attempt.set.rpe is not None and HARDEST_RPE - attempt.set.rpe < LEAST_RESERVE:
            return f"set {attempt.number} was RPE {show_number(attempt.set.rpe)}, too close to the limit"
        return f"set {attempt.number} left nothing in reserve"
    return ""
