"""The few numbers at the top of an exercise's progress page, each with the set it comes from."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.units import show_number
from workouts.domain.figures import Cell, Figure, Row
from workouts.domain.progression import WorkingSet


@dataclass(frozen=True)
class Stat:
    """A number, what it is, and where it comes from."""

    name: str
    value: str
    note: str
    session: uuid.UUID | None = None
    set: uuid.UUID | None = None


def exercise_stats(figures: Sequence[Figure], rows: Sequence[WorkingSet]) -> list[Stat]:
    """Return the stats of the figures; `rows` are the sets they were drawn from."""
    found: list[Stat] = []
    for figure in figures:
        if not figure.rows:
            continue
        if figure.key == "e1rm":
            best = max(figure.rows, key=lambda row: _number(row.cells[1]))
            found += [
                _estimate("e1RM now", figure, figure.rows[-1]),
                _estimate("Best e1RM", figure, best, spread=False),
            ]
        elif figure.key == "top-set":
            found.append(_top(figure))
        elif figure.style == "line":
            best = max(figure.rows, key=lambda row: _number(row.cells[1]))
            found += [_counted("Latest", figure, figure.rows[-1]), _counted("Best", figure, best)]
    sessions = len({row.session for row in rows})
    return [*found, Stat("Sessions", str(sessions), f"{len(rows)} working sets")] if rows else found


def _estimate(name: str, figure: Figure, row: Row, *, spread: bool = True) -> Stat:
    day, value, low, high, load, reps = row.cells
    certainty = "measured, " if low == high else f"{_whole(low)}–{_whole(high)}, "
    note = f"{certainty if spread else ''}from {_shown(load)} × {reps}, {_day(day)}"
    return Stat(name, f"{_number(value):.1f} {figure.columns[1].unit}", note, row.session, row.set)


def _top(figure: Figure) -> Stat:
    row = max(figure.rows, key=lambda row: (_number(row.cells[1]), _number(row.cells[2])))
    day, load, reps = row.cells
    return Stat(
        "Heaviest set", f"{_shown(load)} {figure.columns[1].unit}", f"× {reps}, {_day(day)}", row.session, row.set
    )


def _counted(name: str, figure: Figure, row: Row) -> Stat:
    column = figure.columns[1]
    value = f"{_shown(row.cells[1])} {column.unit or column.head.lower()}"
    load = f"with {_shown(row.cells[2])} {figure.columns[2].unit}, " if row.cells[2] else ""
    return Stat(f"{name} set", value, f"{load}{_day(row.cells[0])}", row.session, row.set)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _whole(cell: Cell) -> int:
    return int(_number(cell) + 0.5)  # as browsers round, halves up


def _shown(cell: Cell) -> str:
    return show_number(_number(cell))


def _day(cell: Cell) -> str:
    return f"{cell.day} {cell:%b %Y}" if isinstance(cell, date) else ""
