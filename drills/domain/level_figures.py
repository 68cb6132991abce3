"""What the page of drills' progress shows: the chart of repetitions by level, and what each movement came to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from drills.domain.levels import Source, Work
from drills.models import Drill
from drills.models.drill import Level
from workouts.domain.buckets import bucket_start
from workouts.domain.figures import Column, Figure, Row
from workouts.models import Exercise

LEGEND = tuple((f"level-{level.value}", level.label.lower()) for level in Level)


@dataclass(frozen=True)
class Movement:
    """What was done of one movement on one level in the range, as logs or as sets. A deleted drill has no `url`."""

    name: str
    url: str
    level: str
    source: Source
    reps: int
    clean_reps: int | None
    seconds: float
    load_kg: float | None

    @property
    def level_label(self) -> str:
        """Return what the level is called."""
        return str(Level(self.level).label)


def levels_figure(work: Sequence[Work], *, monthly: bool) -> Figure:
    """Return the repetitions on each level by week or month, and how many of them were logged or done as sets."""
    label: Literal["week", "month"] = "month" if monthly else "week"
    found: dict[date, dict[str, int]] = {}
    for row in work:
        sums = found.setdefault(bucket_start(label, row.date), {})
        for name in (row.level, row.source):
            sums[name] = sums.get(name, 0) + row.reps
    rows = [
        Row((day, *(sums.get(level, 0) for level in Level), sums.get("log", 0), sums.get("set", 0)))
        for day, sums in sorted(found.items())
    ]
    columns = (
        Column(label, "Month" if monthly else "Week of"),
        *(Column(level.value.replace("-", "_"), str(level.label)) for level in Level),
        Column("logged", "Logged as drills", drawn=False),
        Column("in_sets", "Done as sets", drawn=False),
    )
    return Figure("levels", "Reps by level", "stack", columns, rows, label, LEGEND)


def movements(work: Iterable[Work]) -> list[Movement]:
    """Return what each movement came to, the lightest level first, then what was done most. Two queries."""
    found: dict[tuple[str, Source, str], list[Work]] = {}
    for row in work:
        found.setdefault((row.level, row.source, row.movement), []).append(row)
    drills = Drill.objects.in_bulk({movement for _, source, movement in found if source == "log"})
    lifts = Exercise.objects.in_bulk({movement for _, source, movement in found if source == "set"})
    order = list(Level.values)
    lines = [_movement(rows, (drills if source == "log" else lifts)[name]) for (_, source, name), rows in found.items()]
    return sorted(lines, key=lambda line: (order.index(line.level), -line.reps, line.name))


def _movement(rows: Sequence[Work], row: Drill | Exercise) -> Movement:
    clean = [one.clean_reps for one in rows if one.clean_reps is not None]
    loads = [one.load_kg for one in rows if one.load_kg]
    return Movement(
        name=row.name,
        url="" if isinstance(row, Drill) and row.deleted_at else row.get_absolute_url(),
        level=rows[0].level,
        source=rows[0].source,
        reps=sum(one.reps for one in rows),
        clean_reps=sum(clean) if clean else None,
        seconds=sum(one.seconds for one in rows),
        load_kg=max(loads, default=None),
    )
