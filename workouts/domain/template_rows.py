"""A template becomes the planned sets of a session."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from accounts.models import User
from workouts.domain.last_time import last_sets
from workouts.domain.planning import planned_like
from workouts.models import Session, Set, Template, TemplateLine
from workouts.models.set import Kind

ASKED = ("reps", "load_kg", "duration_s", "distance_m", "rest_s")


def planned_rows(
    template: Template,
    *,
    owner: User,
    at: datetime,
    session: Session | None = None,
    before: Mapping[str, list[Set]] | None = None,
) -> list[Set]:
    """Return the planned sets, not stored yet, that a template asks for, in order. Three queries at most.

    What a line leaves open comes from last time: its warm-ups are paired with last time's, its work with last
    time's work, and where there was less of it the last of it is taken again. `session` is where the rows will
    stand; without one they stand in a session that is not stored. `before` holds last time's sets by exercise,
    where they are known already (workouts.domain.last_time).
    """
    session = session or Session(owner=owner, started_at=at, template=template, title=template.title)
    lines = list(template.lines.all())
    if before is None:
        before = last_sets(owner, {line.exercise_id for line in lines}, before=session)
    pairs = {slug: _Pairs(sets) for slug, sets in before.items()}
    places: dict[int, int] = {}
    rows = []
    for line in lines:
        for _ in range(line.sets):
            places[line.block] = position = places.get(line.block, -1) + 1
            last = pairs[line.exercise_id].next(line) if line.exercise_id in pairs else None
            row = _planned(line, last, session=session, at=at)
            row.position = position
            rows.append(row)
    return rows


class _Pairs:
    """Last time's sets of one exercise, handed out in their order to the lines that match them."""

    def __init__(self, sets: Iterable[Set]) -> None:
        self.sets = list(sets)
        self.handed: dict[tuple[bool, str], int] = {}

    def next(self, line: TemplateLine) -> Set | None:
        """Return the set to follow; the last one again once all were handed out."""
        warmup = line.kind == Kind.WARMUP
        alike = [row for row in self.sets if (row.kind == Kind.WARMUP) == warmup]
        alike = [row for row in alike if row.side == line.side] or alike
        key = warmup, line.side
        number = self.handed[key] = self.handed.get(key, -1) + 1
        return alike[min(number, len(alike) - 1)] if alike else None


def _planned(line: TemplateLine, last: Set | None, *, session: Session, at: datetime) -> Set:
    place = {"block": line.block, "superset": line.superset}
    row = planned_like(last or Set(exercise_id=line.exercise_id), session=session, at=at, **place)
    row.kind, row.side = line.kind, line.side
    for name in ASKED:
        if getattr(line, name) is not None:
            setattr(row, name, getattr(line, name))
    row.planned_reps = row.reps
    return row
