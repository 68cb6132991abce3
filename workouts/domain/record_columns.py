"""The records of an exercise as columns, read from the table of bests: one query, ten years or one week.

What a record is stands once, in records.py. The table names the sets of each session that can be one; those that beat
what came before them, some dozens in ten years, go through the same fold as all sets do there.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

import orjson

from accounts.models import User
from core.sql_text import IdText
from core.units import Unit, from_kg
from workouts.domain.bests import MOST_REPS
from workouts.domain.chart_columns import DAY_TEXT, SESSION_TEXT, Columns
from workouts.domain.records import WHAT_WORDS, Mark, Measured, RecordRow, Records, fold_records
from workouts.domain.session_bests import read_bests

DAY, SESSION, E1RM_KG, E1RM_REPS, _, E1RM_SET, VOLUME_KG, MARKS = range(8)
HEAD = ("record", "value", "measured", "date", "load", "reps", "set", "session")
READ = (
    DAY_TEXT, SESSION_TEXT, "e1rm_kg", "e1rm_reps", "e1rm_load_kg", IdText("e1rm_set"), "volume_kg", "marks",
)  # fmt: skip


def record_columns(
    *, owner: User, exercise: str, start: date | None = None, end: date | None = None, unit: Unit = "kg"
) -> Columns:
    """Return the records of an exercise, loads in the unit, each with the set and session it comes from. One query."""
    found = read_records(owner=owner, exercise=exercise, start=start, end=end)
    marks: list[tuple[str, Measured, Mark]] = [
        (f"reps_{count}", "kg", mark) for count, mark in sorted(found.reps.items())
    ]
    for what, (_, measured) in WHAT_WORDS.items():
        if what != "reps" and (mark := getattr(found, what)):
            marks.append((what, measured, mark))
    rows = [_row(name, measured, mark, unit) for name, measured, mark in marks]
    return {name: [row[place] for row in rows] for place, name in enumerate(HEAD)}


def read_records(*, owner: User, exercise: str, start: date | None = None, end: date | None = None) -> Records:
    """Return what `records.records` does, of the sets from `start` to `end` (both included). One query."""
    rows = list(read_bests(owner, exercise, start, end).values_list(*READ))
    found = fold_records(_rising(exercise, rows))
    found.e1rm = found.volume = None  # these take all sets of a session, and their effort
    if estimated := [row for row in rows if row[E1RM_SET]]:  # `max` keeps the first of equals
        day, session, e1rm_kg, reps, load_kg, of_set, *_ = max(estimated, key=itemgetter(E1RM_KG, E1RM_REPS))
        found.e1rm = Mark(e1rm_kg, *_of(session, day), uuid.UUID(of_set), load_kg, reps)
    if rows and (best := max(rows, key=itemgetter(VOLUME_KG)))[VOLUME_KG]:
        found.volume = Mark(best[VOLUME_KG], *_of(best[SESSION], best[DAY]))
    return found


def _of(session: str, day: str) -> tuple[uuid.UUID, date]:
    return uuid.UUID(session), date.fromisoformat(day)


def _rising(exercise: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[RecordRow]:
    """Return the sets that beat something when they were made, the oldest first."""
    heaviest = longest = farthest = 0.0
    most = 0
    by_reps = [0.0] * (MOST_REPS + 1)  # the heaviest load so far of each repetition count
    for row in rows:
        for key, load_kg, reps, duration_s, distance_m in orjson.loads(row[MARKS]):
            load, count = load_kg or 0.0, reps or 0
            place = min(count, MOST_REPS)
            beats = (
                load > heaviest
                or (load > by_reps[place] and place > 0)
                or (count > most and not load)
                or (duration_s or 0) > longest
                or (distance_m or 0) > farthest
            )
            if not beats:
                continue
            heaviest = max(heaviest, load)
            longest, farthest = max(longest, duration_s or 0), max(farthest, distance_m or 0)
            most = most if load else max(most, count)
            for under in range(1, place + 1):
                by_reps[under] = max(by_reps[under], load)
            session, day = _of(row[SESSION], row[DAY])
            yield RecordRow(uuid.UUID(key), exercise, session, day, load_kg, reps, None, duration_s, distance_m)


def _row(name: str, measured: Measured, mark: Mark, unit: Unit) -> tuple[Any, ...]:
    value = from_kg(mark.value, unit) if measured == "kg" else mark.value
    load = None if mark.load_kg is None else from_kg(mark.load_kg, unit)
    shown = unit if measured == "kg" else measured
    return name, value, shown, mark.day, load, mark.reps, mark.set, mark.session
