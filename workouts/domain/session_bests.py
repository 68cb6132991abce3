"""The table of bests per session: kept equal to the sets, in the same transaction, by every write of sets and sessions.

Those writes take the owner's next version first, so of two at once the second works the rows out from what the first
one stored. A missed lift is a set that was worked for, as on the pages, but no best, load or repetition comes from it.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from core.owned import new_id
from core.prepared import Prepared, PreparedInsert
from core.versions import next_version
from workouts.domain.records import COLUMNS as RECORD_COLUMNS
from workouts.domain.records import RecordRow, fold_records
from workouts.domain.strength import estimate, is_hard, volume
from workouts.models import Session, SessionBest, Set
from workouts.models.session_best import REVISION, SessionBestQuerySet
from workouts.models.set import Kind, SetQuerySet

BATCH = 500
KEYS = ("session", "exercise")
WRITTEN = tuple(field.name for field in SessionBest._meta.fields if field.name not in ("id", *KEYS))


class _Row(NamedTuple):
    """A set as records read it, and what its session says."""

    set: uuid.UUID
    exercise: str
    session: uuid.UUID
    day: date
    load_kg: float | None
    reps: int | None
    rir: int | None
    duration_s: float | None
    distance_m: float | None
    owner: int
    started_at: datetime


class Beside(NamedTuple):
    """A set that stands in a session already."""

    set: uuid.UUID
    exercise: str
    load_kg: float | None
    reps: int | None
    rir: int | None
    duration_s: float | None
    distance_m: float | None
    done: bool
    kind: str
    block: int
    position: int
    superset: int | None


COLUMNS = (*RECORD_COLUMNS, "session__owner", "session__started_at")
MADE = ("set", "load_kg", "reps", "rir", "duration_s", "distance_m")
MOST_BESIDE = 64  # more than people do in a session


def refresh_bests(session: uuid.UUID, exercises: Collection[str] | None = None) -> None:
    """Work out anew what these exercises of a session, or all of them, are in the table of bests.

    Call it inside the transaction of the write, after the owner's next version was taken. Two queries, and one more
    where a row may have to go.
    """
    counted = _counted(Q(session=session) if exercises is None else Q(session=session, exercise__in=exercises))
    fresh = list(_fold(map(_Row._make, _rows(counted))))
    if fresh:
        SessionBest.objects.bulk_create(fresh, update_conflicts=True, unique_fields=KEYS, update_fields=WRITTEN)
    kept = {row.exercise_id for row in fresh}
    if exercises is None:
        SessionBest.objects.filter(session=session).exclude(exercise__in=kept).delete()
    elif gone := set(exercises) - kept:
        SessionBest.objects.filter(session=session, exercise__in=gone).delete()


def sets_beside(session: Session) -> list[Beside]:
    """Return the last sets of a session in order, and let it know when it began or was deleted meanwhile.

    One query, and one more for a session without sets. At most `MOST_BESIDE`, so that a set costs the same in a
    session of thousands. Call it after the owner's next version was taken: the session may have been read before
    another write ended.
    """
    found = list(_beside.rows(session.pk))
    facts = found[0][:3] if found else Session.objects.values_list("day", "started_at", "deleted_at").get(pk=session.pk)
    session.day, session.started_at, session.deleted_at = facts
    return [Beside(*values[3:]) for values in reversed(found)]


def count_in(row: Set, beside: Sequence[Beside]) -> None:
    """Let a new set count in the bests of its session, in which the others stand beside it. One or two queries."""
    session = row.session
    own = _Row(
        row.pk, row.exercise_id, session.pk, session.day, row.load_kg, row.reps, row.rir, row.duration_s,
        row.distance_m, session.owner_id, session.started_at,
    )  # fmt: skip
    place = (row.block, row.position, row.pk)
    if len(beside) == MOST_BESIDE:
        last = beside[-1]
        known = SessionBest.objects.filter(session=session, exercise=row.exercise_id).first()
        if known is None or place <= (last.block, last.position, last.set):
            refresh_bests(session.pk, [row.exercise_id])
        else:
            _add(known, [own])
            known.save()
        return
    alike = [
        ((part.block, part.position, part.set), own._replace(**{name: getattr(part, name) for name in MADE}))
        for part in beside
        if part.exercise == row.exercise_id and part.done and part.kind != Kind.WARMUP
    ]
    _store.store(_best([counted for _, counted in sorted([*alike, (place, own)])]))


def date_bests(session: Session) -> None:
    """Let the bests of a session say when it began; call it whenever the session was stored. One query."""
    dated = {"day": session.day, "started_at": session.started_at}
    SessionBest.objects.filter(session=session).exclude(**dated).update(**dated)


@transaction.atomic
def rebuild_bests(owner: User | None = None) -> int:
    """Work the whole table out anew, for one person or for all; return how many rows there are.

    The person's version rises, so that no client takes what it keeps for what is now true.
    """
    if owner is None:
        owners = set(Set.objects.order_by().values_list("owner", flat=True).distinct())
        owners |= set(SessionBest.objects.order_by().values_list("owner", flat=True).distinct())
    else:
        owners = {owner.pk}
    return sum(_rebuild(pk) for pk in sorted(owners))


def bests_are_stale() -> bool:
    """Tell whether the table must be rebuilt: a row is of an older revision, or it was never filled.

    Where there were sets before the table, its migration leaves a row of revision 0.
    """
    known = SessionBest.objects.all()
    if known.exists():
        return known.exclude(revision=REVISION).exists()
    return _counted(Q()).exists()


def read_bests(
    owner: User | int, exercise: str, start: date | None = None, end: date | None = None
) -> SessionBestQuerySet:
    """Return the rows of an exercise from `start` to `end` (both included), oldest first."""
    rows = SessionBest.objects.for_user(owner).filter(exercise=exercise)
    if start:
        rows = rows.filter(day__gte=start)
    if end:
        rows = rows.filter(day__lte=end)
    return rows.oldest_first()


def _rebuild(owner: int) -> int:
    next_version(owner)
    SessionBest.objects.filter(owner=owner).delete()
    fresh = _fold(map(_Row._make, _rows(_counted(Q(session__owner=owner))).iterator(BATCH)))
    stored = 0
    while batch := list(islice(fresh, BATCH)):
        stored += len(SessionBest.objects.bulk_create(batch))
    return stored


def _counted(which: Q) -> SetQuerySet:
    return Set.objects.alive().working().filter(which, session__deleted_at=None)


def _rows(counted: Any) -> Any:
    return counted.order_by("session", "exercise", "block", "position", "pk").values_list(*COLUMNS)


def _fold(rows: Iterable[_Row]) -> Iterator[SessionBest]:
    """Work out one row for each run of sets of one session and exercise, which come in the session's order."""
    for _, group in groupby(rows, key=attrgetter(*KEYS)):
        yield _best(list(group))


def _best(rows: list[_Row]) -> SessionBest:
    first = rows[0]
    best = SessionBest(
        owner_id=first.owner, exercise_id=first.exercise, session_id=first.session, day=first.day,
        started_at=first.started_at,
    )  # fmt: skip
    _add(best, rows)
    return best


def _add(best: SessionBest, rows: list[_Row]) -> None:
    """Let sets count that stand after all those that count already."""
    for row in rows:
        best.sets += 1
        best.volume_kg += volume(row.load_kg, row.reps)
        best.reps += row.reps or 0
        best.duration_s += row.duration_s or 0
        best.distance_m += row.distance_m or 0
        best.hard_sets += is_hard(row.rir)
        if not row.load_kg or row.load_kg <= 0 or not row.reps:
            continue
        if best.top_load_kg is None or (row.load_kg, row.reps) > (best.top_load_kg, best.top_reps):
            best.top_load_kg, best.top_reps, best.top_set = row.load_kg, row.reps, row.set
        found = estimate(row.load_kg, row.reps, row.rir)
        if found and (best.e1rm_kg is None or (found.value, row.reps) > (best.e1rm_kg, best.e1rm_reps)):
            best.e1rm_kg, best.e1rm_low_kg, best.e1rm_high_kg = found.value, found.low, found.high
            best.e1rm_load_kg, best.e1rm_reps, best.e1rm_set = row.load_kg, row.reps, row.set
    # Whole grams, milliseconds and millimetres: a sum is the same whatever order it was added up in.
    for name in ("volume_kg", "duration_s", "distance_m"):
        setattr(best, name, round(getattr(best, name), 3))
    best.marks = _marks(rows, known=best.marks)


def _marks(rows: list[_Row], *, known: str) -> str:
    """Return the sets that are a record among these and those known, in their order: only they can be one among all."""
    first = rows[0]
    made = [
        RecordRow(uuid.UUID(key), first.exercise, first.session, first.day, load_kg, reps, None, duration_s, distance_m)
        for key, load_kg, reps, duration_s, distance_m in json.loads(known)
    ]
    made += [RecordRow._make(row[: len(RecordRow._fields)]) for row in rows if row.reps != 0]
    found = fold_records(made)
    sources = {mark.set for mark in (*found.reps.values(), *found.of_sets) if mark}
    kept = [[row.set.hex, row.load_kg, row.reps, row.duration_s, row.distance_m] for row in made if row.set in sources]
    return json.dumps(kept, separators=(",", ":"))


_store = PreparedInsert(SessionBest, replacing=KEYS)
_beside = Prepared(
    lambda session: (
        Set.objects.alive()
        .filter(session=session)
        .order_by("-block", "-position", "-pk")
        .values_list("session__day", "session__started_at", "session__deleted_at", "pk", *Beside._fields[1:])
    )[:MOST_BESIDE],
    new_id(),
)
