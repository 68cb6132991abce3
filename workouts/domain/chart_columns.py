"""One exercise over time as columns ready to chart, read from the table of bests: one query, ten years or one week.

Plain lists rather than a row object for each session, days and ids as the text that an answer holds: that is most of
what a long history would cost.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import orjson
from orjson import Fragment

from accounts.models import User
from core.prepared import PreparedColumns
from core.sql_text import DayText, IdText, dashed, dashed_json
from core.units import Unit, all_from_kg
from workouts.domain.buckets import Bucket, bucket_start
from workouts.domain.session_bests import read_bests

Metric = Literal["e1rm", "top_set"]
Total = Literal["volume_kg", "hard_sets", "reps"]
Columns = dict[str, Any]  # lists, or the JSON of lists

STRENGTH = ("date", "value", "low", "high", "load", "reps", "set", "session")
DAY_TEXT, SESSION_TEXT = DayText("day"), IdText("session_id")
E1RM = (
    DAY_TEXT, "e1rm_kg", "e1rm_low_kg", "e1rm_high_kg", "e1rm_load_kg", "e1rm_reps", IdText("e1rm_set"), SESSION_TEXT,
)  # fmt: skip
TOP_SET = (DAY_TEXT, "top_load_kg", "top_reps", IdText("top_set"), SESSION_TEXT)
DAY, VALUE = 0, 1

# The columns of whole sessions, which the database writes as JSON itself.
WHOLE_E1RM = (
    "day", "e1rm_kg", "e1rm_low_kg", "e1rm_high_kg", "e1rm_load_kg", "e1rm_reps", "e1rm_set", "session_id",
)  # fmt: skip
WHOLE_TOP_SET = ("day", "top_load_kg", "top_reps", "top_set", "session_id")
SOURCE: dict[Metric, tuple[str, ...]] = {"e1rm": WHOLE_E1RM, "top_set": WHOLE_TOP_SET}


def strength_columns(
    *,
    owner: User,
    exercise: str,
    metric: Metric = "e1rm",
    bucket: Bucket = "session",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
) -> Columns:
    """Return the best set of each bucket, oldest first: `date`, its `value` with `low` and `high`, and its source."""
    rows = read_bests(owner, exercise, start, end)
    if metric == "top_set":
        found = rows.exclude(top_set=None).values_list(*TOP_SET)
        days, loads, reps, sets, sessions = _turned(_best_of_each(found, bucket, reps=2), len(TOP_SET))
        values = all_from_kg(loads, unit)
        return dict(
            zip(STRENGTH, (days, values, values, values, values, reps, dashed(sets), dashed(sessions)), strict=True)
        )
    found = rows.exclude(e1rm_set=None).values_list(*E1RM)
    days, *kilograms, reps, sets, sessions = _turned(_best_of_each(found, bucket, reps=5), len(E1RM))
    shown = [all_from_kg(column, unit) for column in kilograms]
    return dict(zip(STRENGTH, (days, *shown, reps, dashed(sets), dashed(sessions)), strict=True))


def strength_json(
    *,
    owner: User,
    exercise: str,
    metric: Metric = "e1rm",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
) -> Columns:
    """Return what `strength_columns` does for sessions, in a form that only JSON can be made of, far quicker."""
    found = _whole(SOURCE[metric], start is not None, end is not None).read(*_values(owner, exercise, start, end))
    day, *loads, reps, sets, sessions = found
    shown = [all_from_kg(orjson.loads(column), unit) for column in loads]
    if metric == "top_set":
        shown *= 4
    ids = [Fragment(dashed_json(column)) for column in (sets, sessions)]
    return dict(zip(STRENGTH, (Fragment(day), *shown, Fragment(reps), *ids), strict=True))


def volume_json(
    *,
    owner: User,
    exercise: str,
    metric: Total = "volume_kg",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
) -> Columns:
    """Return what `volume_columns` does for sessions, in a form that only JSON can be made of, far quicker."""
    names = ("day", metric, "sets", "session_id")
    read = _whole(names, start is not None, end is not None).read(*_values(owner, exercise, start, end))
    day, value, sets, sessions = read
    shown = all_from_kg(orjson.loads(value), unit) if metric == "volume_kg" else Fragment(value)
    sources = dashed_json(sessions).replace(",", "],[")
    each = Fragment(f"[{sources}]" if len(sources) > 2 else "[]")
    return {"date": Fragment(day), "value": shown, "sets": Fragment(sets), "sessions": each}


@cache
def _whole(names: tuple[str, ...], begins: bool, ends: bool) -> PreparedColumns:
    def build(owner: int, exercise: str, *days: date) -> Any:
        start = days[0] if begins else None
        rows = read_bests(owner, exercise, start, days[-1] if ends else None)
        source = next((name for name in names if name.endswith("_set")), None)
        rows = rows.filter(**{f"{source}__isnull": False}) if source else rows
        return rows.values_list(*names)

    days = (date(2001, 1, 1), date(2002, 1, 1))[not begins : 1 + ends]
    return PreparedColumns(build, -1, "the exercise", *days)


def _values(owner: User, exercise: str, start: date | None, end: date | None) -> list[Any]:
    return [owner.pk, exercise, *(day for day in (start, end) if day is not None)]


def volume_columns(
    *,
    owner: User,
    exercise: str,
    metric: Total = "volume_kg",
    bucket: Bucket = "session",
    start: date | None = None,
    end: date | None = None,
    unit: Unit = "kg",
) -> Columns:
    """Return what each bucket with a working set adds up to, oldest first, and the sessions that it comes from."""
    rows: Iterable[Any] = read_bests(owner, exercise, start, end).values_list(DAY_TEXT, metric, "sets", SESSION_TEXT)
    if bucket == "session":
        days, values, sets, sessions = _turned(list(rows), 4)
        sources: list[list[str]] = [[session] for session in dashed(sessions)]
    else:
        days, values, sets, sources = [], [], [], []
        for day, group in groupby(rows, key=lambda row: _start(bucket, row)):
            _, counted, of_sets, sessions = _turned(list(group), 4)
            days.append(day.isoformat())
            values.append(sum(counted))
            sets.append(sum(of_sets))
            sources.append(dashed(sessions))
    if metric == "volume_kg":
        values = all_from_kg([round(value, 3) for value in values], unit)
    return {"date": days, "value": values, "sets": sets, "sessions": sources}


def _best_of_each(rows: Iterable[Any], bucket: Bucket, *, reps: int) -> Sequence[Any]:
    """Return the row of each bucket with the highest value, of equals the one with more reps, then the earliest."""
    if bucket == "session":
        return list(rows)
    rank = itemgetter(VALUE, reps)
    groups = groupby(rows, key=lambda row: _start(bucket, row))
    return [max(group, key=rank) for _, group in groups]  # `max` keeps the first of equals


def _start(bucket: Bucket, row: Sequence[Any]) -> date:
    return bucket_start(bucket, date.fromisoformat(row[DAY]))


def _turned(rows: Sequence[Any], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
