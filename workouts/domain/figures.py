"""Figures: what a chart draws, its table shows and its CSV file holds. All three take their numbers from here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Cell = date | float | int | str | None
Style = Literal["line", "points", "bars", "stack", "table"]
Label = Literal["day", "week", "month"]

TABLE_ROWS = 60  # a year of weeks: what a page shows of a table before it is asked for all of it


@dataclass(frozen=True)
class Column:
    """A column: its name in data, its head in the table, and the unit its numbers are in."""

    name: str
    head: str
    unit: str = ""
    drawn: bool = True  # sent to the chart
    digits: int | None = None  # after the point in the table; None: as many as there are

    @property
    def csv_head(self) -> str:
        """Return the head in a CSV file, which names the unit."""
        return f"{self.name}_{self.unit}" if self.unit else self.name

    @property
    def table_head(self) -> str:
        """Return the head in the table, which names the unit."""
        return f"{self.head}, {self.unit}" if self.unit else self.head

    def show(self, cell: Cell, label: Label) -> str:
        """Return a cell as the table shows it."""
        if cell is None:
            return "–"
        if isinstance(cell, date):
            return f"{cell:%b %Y}" if label == "month" else f"{cell.day} {cell:%b %Y}"
        if isinstance(cell, str):
            return cell
        if self.digits is not None:
            return f"{cell:,.{self.digits}f}"
        return f"{cell:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Row:
    """One line, oldest first in a figure, and the set or session that it comes from."""

    cells: tuple[Cell, ...]
    session: uuid.UUID | None = None
    set: uuid.UUID | None = None


@dataclass(frozen=True)
class Figure:
    """One chart with its numbers. The first column is the date; `label` says how dates read."""

    key: str
    title: str
    style: Style
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    label: Label = "day"
    legend: tuple[tuple[str, str], ...] = field(default=())  # class of the mark, words

    @property
    def csv_columns(self) -> tuple[str, ...]:
        """Return the heads of the CSV file; the source's ids come last."""
        return (*(column.csv_head for column in self.columns), *self._sources)

    def csv_rows(self) -> list[tuple[Cell, ...]]:
        """Return the lines of the CSV file."""
        ids = {"session": lambda row: row.session, "set": lambda row: row.set}
        return [(*row.cells, *(str(ids[name](row) or "") for name in self._sources)) for row in self.rows]

    def chart(self) -> dict[str, object]:
        """Return what the chart needs, in columns, ready for JSON."""
        columns = {
            column.name: [_plain(row.cells[place]) for row in self.rows]
            for place, column in enumerate(self.columns)
            if column.drawn
        }
        for name in self._sources:
            columns[name] = [str(getattr(row, name) or "") for row in self.rows]
        units = {column.name: column.unit for column in self.columns}
        return {"style": self.style, "label": self.label, "title": self.title, "units": units, "columns": columns}

    def table(self, most: int | None = TABLE_ROWS) -> list[tuple[Row, list[str]]]:
        """Return the rows of the table with their texts, the newest first, at most so many."""
        rows = self.rows[::-1][:most]
        return [
            (row, [column.show(cell, self.label) for column, cell in zip(self.columns, row.cells, strict=True)])
            for row in rows
        ]

    @property
    def _sources(self) -> tuple[str, ...]:
        found = []
        if any(row.session for row in self.rows):
            found.append("session")
        if any(row.set for row in self.rows):
            found.append("set")
        return tuple(found)


def _plain(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


@dataclass(frozen=True)
class Shown:
    """A figure as a page shows it: its chart, its table with a link a row, and the address of its file."""

    figure: Figure
    csv: str
    rows: list[tuple[str, list[str]]]

    @property
    def hidden_rows(self) -> int:
        """Return how many rows the table leaves out."""
        return len(self.figure.rows) - len(self.rows)
