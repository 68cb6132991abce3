"""Repetitions by level over time, from the bare movement to explosive work: drill logs and done sets of hinges.

A drill log never counts as volume; the same movement as planned work is a set, which does. This reads both and says
which is which.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from django.db.models import CharField, F, FloatField, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from accounts.models import User
from core.sql_text import DayText, IdText, dashed
from drills.models import Drill, DrillLog
from drills.models.drill import DrillKind, Level
from drills.models.drill_log import clean_made
from workouts.domain.buckets import Bucket, bucket_start
from workouts.models import Set
from workouts.models.exercise import Pattern

LIGHT_KG: Final = 20.0  # an empty bar: beyond it the movement of a light drill counts as loaded (ours)
HINGES: Final = (Pattern.HINGE, Pattern.JUMP)
Source = Literal["log", "set"]
ORDER: Final = {str(level): place for place, level in enumerate(Level)}


class Bout(NamedTuple):
    """One drill log, or one done set, as it is read."""

    day: str
    source: Source
    movement: str
    level: str  # of the drill, empty for an exercise that is none
    pattern: str
    reps: int
    clean_reps: int | None
    seconds: float
    load_kg: float | None
    id: str


@dataclass
class Work:
    """What was done of one movement on one level within a bucket, and the logs or sets that it comes from.

    `clean_reps` is None where no log says them; sets never do. `load_kg` is the heaviest.
    """

    date: date
    level: str
    movement: str
    source: Source
    reps: int = 0
    clean_reps: int | None = None
    seconds: float = 0.0
    load_kg: float | None = None
    ids: list[str] = field(default_factory=list)

    def add(self, bout: Bout) -> None:
        """Add a log or a set."""
        self.reps += bout.reps
        self.seconds += bout.seconds
        if bout.clean_reps is not None:
            self.clean_reps = (self.clean_reps or 0) + bout.clean_reps
        if bout.load_kg is not None:
            self.load_kg = bout.load_kg if self.load_kg is None else max(bout.load_kg, self.load_kg)
        self.ids.append(bout.id)


def work_by_level(
    *,
    owner: User,
    drill: Drill | None = None,
    level: str = "",
    bucket: Bucket = "day",
    start: date | None = None,
    end: date | None = None,
) -> list[Work]:
    """Return what was done in each bucket, oldest first, the lightest level first. One query.

    Without a drill all hinge movements count; with one, its own logs and the sets of the same movement, whatever it is.
    """
    found: dict[tuple[date, int, str, str], Work] = {}
    for bout in read_bouts(owner=owner, drill=drill, start=start, end=end):
        reached = level_of(bout)
        if level and reached != level:
            continue
        first = bucket_start(bucket, date.fromisoformat(bout.day))
        key = (first, ORDER[reached], bout.source, bout.movement)
        if key not in found:
            found[key] = Work(first, reached, bout.movement, bout.source)
        found[key].add(bout)
    rows = [found[key] for key in sorted(found)]
    for row in rows:
        row.ids = dashed(row.ids)
    return rows


def level_of(bout: Bout) -> str:
    """Return the level that a log or a set counts for.

    A log counts for its drill's. So does a set of a drill's exercise, but light ones count as loaded beyond an empty
    bar; any other hinge is loaded with a load, bodyweight without one; jumps and swings are explosive.
    """
    if bout.source == "log":
        return bout.level
    load = bout.load_kg or 0.0
    if bout.level == Level.EXPLOSIVE or bout.pattern == Pattern.JUMP or "swing" in bout.movement.split("-"):
        return Level.EXPLOSIVE.value
    if bout.level == Level.LOADED or load > (LIGHT_KG if bout.level else 0):
        return Level.LOADED.value
    return Level.LIGHT_LOAD.value if load > 0 else bout.level or Level.BODYWEIGHT.value


def read_bouts(*, owner: User, drill: Drill | None, start: date | None, end: date | None) -> Iterable[Bout]:
    """Return the logs and the done sets in the range, in the order of their days. One query."""
    logs = _logs(owner, drill, start, end)
    found = logs if drill and not drill.exercise_id else logs.union(_sets(owner, drill, start, end), all=True)
    return sorted((Bout(*row) for row in found), key=lambda bout: (bout.day, bout.id))


def _logs(owner: User, drill: Drill | None, start: date | None, end: date | None) -> Any:
    rows = DrillLog.objects.for_user(owner)
    if drill:
        rows = rows.filter(drill=drill)
    else:
        rows = rows.filter(Q(drill__kind=DrillKind.HINGE) | Q(drill__exercise__pattern__in=HINGES))
    return _between(rows, "day", start, end).values_list(
        *_columns(
            DayText("day"),
            "log",
            F("drill_id"),
            F("drill__level"),
            Value(""),
            clean_made(),
        )
    )


def _sets(owner: User, drill: Drill | None, start: date | None, end: date | None) -> Any:
    rows = Set.objects.for_user(owner).done().filter(session__deleted_at=None)
    same = Drill.objects.available_to(owner).filter(exercise=OuterRef("exercise_id"))
    level = Subquery(same.order_by(F("owner").asc(nulls_first=True), "slug").values("level")[:1])
    rows = rows.filter(exercise=drill.exercise_id) if drill else rows.filter(exercise__pattern__in=HINGES)
    return _between(rows, "session__day", start, end).values_list(
        *_columns(
            DayText("session__day"),
            "set",
            F("exercise_id"),
            Coalesce(level, Value(""), output_field=CharField()),
            F("exercise__pattern"),
            Value(None),
        )
    )


def _columns(day: Any, source: Source, movement: Any, level: Any, pattern: Any, clean_reps: Any) -> Sequence[Any]:
    """Return the columns of a bout, the same types for both tables."""
    texts = (Cast(part, CharField()) for part in (Value(source), movement, level, pattern))
    clean = Cast(clean_reps, IntegerField())
    done = (Cast(Coalesce(F("reps"), 0), IntegerField()), clean, Coalesce(F("duration_s"), 0.0))
    return (Cast(day, CharField()), *texts, *done, Cast(F("load_kg"), FloatField()), IdText("id"))


def _between(rows: Any, name: str, start: date | None, end: date | None) -> Any:
    if start:
        rows = rows.filter(**{f"{name}__gte": start})
    if end:
        rows = rows.filter(**{f"{name}__lte": end})
    return rows.order_by()
