"""Records of an exercise with the sets they come from, and what a session beat.

Nothing is stored: records are worked out from the sets each time, so they are right after every edit and deletion.
Warm-ups, planned sets and missed lifts never count. Of equal marks the first one is the record; of equal estimates
the one made with more repetitions, as in the line over time.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from accounts.models import User
from workouts.domain.bests import MOST_REPS, Bests, bests
from workouts.domain.last_time import earlier_sets
from workouts.domain.strength import estimate
from workouts.models import Exercise, Session, Set
from workouts.models.set import Kind, SetQuerySet

What = Literal["reps", "e1rm", "volume", "heaviest", "most_reps", "longest", "farthest"]
Measured = Literal["kg", "reps", "s", "m"]

WHAT_WORDS: dict[What, tuple[str, Measured]] = {
    "reps": ("{reps} reps", "kg"),
    "e1rm": ("Estimated 1RM", "kg"),
    "volume": ("Volume in a session", "kg"),
    "heaviest": ("Heaviest set", "kg"),
    "most_reps": ("Most reps without added load", "reps"),
    "longest": ("Longest set", "s"),
    "farthest": ("Farthest set", "m"),
}


class RecordRow(NamedTuple):
    """A working set as records read it, in kilograms, seconds and metres."""

    set: uuid.UUID
    exercise: str
    session: uuid.UUID
    day: date
    load_kg: float | None
    reps: int | None
    rir: int | None
    duration_s: float | None
    distance_m: float | None


IN_ORDER = ("session__day", "session__started_at", "session", "block", "position", "pk")
COLUMNS = ("pk", "exercise", "session", "session__day", "load_kg", "reps", "rir", "duration_s", "distance_m")


@dataclass(frozen=True)
class Mark:
    """A record: its value in kg, repetitions, seconds or metres, and the set it comes from; a volume has no set."""

    value: float
    session: uuid.UUID
    day: date
    set: uuid.UUID | None = None
    load_kg: float | None = None
    reps: int | None = None


@dataclass
class Records:
    """The best of one exercise. `reps` holds, for 1 to 12, the heaviest load done for at least so many repetitions."""

    reps: dict[int, Mark] = field(default_factory=dict)
    e1rm: Mark | None = None
    volume: Mark | None = None
    heaviest: Mark | None = None
    most_reps: Mark | None = None
    longest: Mark | None = None
    farthest: Mark | None = None

    @property
    def of_sets(self) -> tuple[Mark | None, ...]:
        """Return the marks that single sets made, but for those by repetitions and the estimate."""
        return self.heaviest, self.most_reps, self.longest, self.farthest

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.heaviest or self.most_reps or self.longest or self.farthest)


@dataclass(frozen=True)
class NewRecord:
    """What a session beat: the new value and the old one, both in `unit`; `reps` of a record by repetitions."""

    exercise: Exercise
    what: What
    new: float
    old: float
    set: uuid.UUID | None
    reps: int | None = None

    @property
    def label(self) -> str:
        """Name the record: 5 reps, Estimated 1RM."""
        return WHAT_WORDS[self.what][0].format(reps=self.reps).replace("1 reps", "1 rep")

    @property
    def unit(self) -> Measured:
        """Return what the values count; loads are in kilograms."""
        return WHAT_WORDS[self.what][1]


def records(owner: User, exercise: Exercise) -> Records:
    """Return the records of one exercise. One query."""
    return fold_records(_rows(Set.objects.for_user(owner).done().filter(exercise=exercise, session__deleted_at=None)))


def bests_before(session: Session, exercises: Iterable[str]) -> dict[str, Bests]:
    """Return what stood before a session, by exercise. Two queries."""
    earlier = earlier_sets(session.owner, before=session)
    return bests(earlier.filter(exercise__in=list(exercises)), volumes=True)


def beaten(sets: Iterable[Set], before: Mapping[str, Bests | None]) -> list[NewRecord]:
    """Return what the sets of a session beat of the bests before it, by exercise slug. No query.

    An exercise done for the first time has nothing to beat. One set that beats several repetition counts is named
    once, for the most repetitions.
    """
    done: dict[str, list[Set]] = {}
    for row in sets:
        if row.done and row.kind != Kind.WARMUP and row.reps != 0:
            done.setdefault(row.exercise_id, []).append(row)
    return [
        record
        for slug, theirs in done.items()
        if (best := before.get(slug))
        for record in _beaten(theirs[0].exercise, fold_records(map(_row, theirs)), best)
    ]


def _row(row: Set) -> RecordRow:
    return RecordRow(
        row.pk, row.exercise_id, row.session_id, row.session.day, row.load_kg, row.reps, row.rir, row.duration_s,
        row.distance_m,
    )  # fmt: skip


def _rows(done: SetQuerySet) -> list[RecordRow]:
    working = done.exclude(kind=Kind.WARMUP).exclude(reps=0)
    return [RecordRow(*values) for values in working.order_by(*IN_ORDER).values_list(*COLUMNS)]


def fold_records(rows: Iterable[RecordRow]) -> Records:
    """Work the records out from working sets, given in the order of `IN_ORDER`."""
    found = Records()
    best_estimate = (0.0, 0)
    volumes: dict[uuid.UUID, tuple[float, date]] = {}
    for row in rows:
        found.longest = _higher(found.longest, row, row.duration_s)
        found.farthest = _higher(found.farthest, row, row.distance_m)
        if not row.load_kg:
            found.most_reps = _higher(found.most_reps, row, row.reps)
        if row.load_kg is None or row.load_kg <= 0:
            continue
        found.heaviest = _higher(found.heaviest, row, row.load_kg)
        for count in range(1, min(row.reps or 0, MOST_REPS) + 1):
            best = _higher(found.reps.get(count), row, row.load_kg)
            assert best is not None
            found.reps[count] = best
        estimated = estimate(row.load_kg, row.reps, row.rir)
        if estimated and (rank := (estimated.value, row.reps or 0)) > best_estimate:
            best_estimate = rank
            found.e1rm = Mark(estimated.value, row.session, row.day, row.set, row.load_kg, row.reps)
        if row.reps:
            volumes[row.session] = (volumes.get(row.session, (0.0, row.day))[0] + row.load_kg * row.reps, row.day)
    if volumes:
        session, (volume_kg, day) = max(volumes.items(), key=lambda item: round(item[1][0], 3))
        found.volume = Mark(round(volume_kg, 3), session, day)
    return found


def _higher(known: Mark | None, row: RecordRow, value: float | None) -> Mark | None:
    if not value or (known and value <= known.value):
        return known
    return Mark(value, row.session, row.day, row.set, row.load_kg, row.reps)


def _beaten(exercise: Exercise, now: Records, before: Bests) -> list[NewRecord]:
    pairs: list[tuple[What, Mark | None, float | None]] = [
        ("e1rm", now.e1rm, before.e1rm_kg),
        ("volume", now.volume, before.volume_kg),
        ("most_reps", now.most_reps, before.most_reps),
        ("longest", now.longest, before.longest_s),
        ("farthest", now.farthest, before.farthest_m),
    ]
    if not now.reps:  # a load carried or held; where repetitions are counted they say the same, and more
        pairs.append(("heaviest", now.heaviest, before.heaviest_kg))
    found = [
        NewRecord(exercise, what, mark.value, old, mark.set)
        for what, mark, old in pairs
        if mark and old is not None and mark.value > old
    ]
    named: set[uuid.UUID | None] = set()
    for count in sorted(now.reps, reverse=True):
        mark, old = now.reps[count], before.reps.get(str(count))
        if old is not None and mark.value > old and mark.set not in named:
            named.add(mark.set)
            found.append(NewRecord(exercise, "reps", mark.value, old, mark.set, reps=count))
    return found
