"""Ids and days as the text that an answer holds, written by the database.

An object for each of thousands of ids costs several times as much as reading them.
"""

from typing import Any

import numpy as np
from django.db.models import CharField, Func

DIGITS = 32
DASHES = (9, 14, 19, 24)  # in an id with its quotation marks and comma
KEPT = [place for place in range(DIGITS + 7) if place not in DASHES]


class IdText(Func):
    """A UUID as text: as PostgreSQL writes it, or the 32 digits that SQLite holds. `dashed` makes them alike."""

    output_field = CharField()  # type: ignore[assignment]
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Take the digits that are there."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Let PostgreSQL write it."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **context)


def dashed_json(ids: str) -> str:
    """Return a JSON array of ids with their dashes; SQLite writes it without. A few microseconds for a thousand."""
    if len(ids) < DIGITS or ids[DIGITS + 2] != '"':
        return ids  # none, or PostgreSQL's
    each = np.frombuffer(ids[1:-1].encode() + b",", dtype="S1").reshape(-1, DIGITS + 3)  # "0123...",
    shown = np.full((len(each), DIGITS + 7), b"-", dtype="S1")
    shown[:, KEPT] = each
    return f"[{shown.tobytes()[:-1].decode()}]"


def dashed(ids: list[str]) -> list[str]:
    """Return ids as an answer holds them; putting the dashes in here is half the work of letting SQLite do it."""
    if not ids or len(ids[0]) != DIGITS:
        return ids
    return [f"{each[:8]}-{each[8:12]}-{each[12:16]}-{each[16:20]}-{each[20:]}" for each in ids]


class DayText(Func):
    """A date as text, as in 2026-03-02: on SQLite it is stored so."""

    output_field = CharField()  # type: ignore[assignment]
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Take the text that is there; a bare column of dates would be read as dates."""
        return self.as_sql(compiler, connection, template="(%(expressions)s || '')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Let PostgreSQL write it, whatever style of dates it is set to."""
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **context)
