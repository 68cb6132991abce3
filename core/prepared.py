"""Queries whose SQL is written once: building and compiling it anew each time costs more than most queries do."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

Build = Callable[..., QuerySet[Any, tuple[Any, ...]]]
FEW = 1_000_000
Slot = tuple[int | None, Any]  # which of the values stands here; None: what always does


class Prepared:
    """One query in which only some values differ from call to call. `build` makes it for such values.

    The examples must differ from one another and from all else in the query: they tell which value stands where.
    """

    def __init__(self, build: Build, *examples: Any) -> None:
        self.build, self.examples = build, _telling(examples)

    def rows(self, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Return the rows for these values, as the query itself would."""
        compiler, text, slots, converters = self._compiled
        found = _ask(text, slots, values)
        return (tuple(row) for row in compiler.apply_converters(found, converters)) if converters else iter(found)

    @cached_property
    def _compiled(self) -> tuple[Any, str, list[Slot], Any]:
        compiler, text, slots = _compile(self.build, self.examples)
        return compiler, text, slots, compiler.get_converters([part[0] for part in compiler.select])


class PreparedColumns:
    """One query of which each column is wanted whole, as a JSON array that the database writes.

    A thousand rows as Python's objects cost several times as much as reading them. The query names its columns.
    """

    def __init__(self, build: Build, *examples: Any) -> None:
        self.build, self.examples = build, _telling(examples)

    def read(self, *values: Any) -> list[str]:
        """Return the JSON of each column, in the order of the rows; UUIDs as the database holds them."""
        text, slots = self._compiled
        return list(_ask(text, slots, values)[0])

    @cached_property
    def _compiled(self) -> tuple[str, list[Slot]]:
        compiler, text, slots = _compile(self.build, self.examples)
        whole = "json_group_array({})"
        if connection.vendor == "postgresql":
            whole = "coalesce(array_to_json(array_agg({})), '[]')::text"
        names = (connection.ops.quote_name(part[2] or part[0].target.column) for part in compiler.select)
        columns = ", ".join(whole.format(name) for name in names)
        return f"SELECT {columns} FROM ({text}) AS found", slots  # noqa: S608 -- Django's own SQL


class PreparedInsert:
    """The insertion of one row of a model, as it stands in all its fields; `replacing` by these fields' columns.

    No signal is sent, and a key that the database makes is not read back.
    """

    def __init__(self, model: type[Model], *, replacing: Iterable[str] = ()) -> None:
        self.model, self.replacing = model, tuple(replacing)

    def store(self, row: Model) -> None:
        """Insert the row; raises IntegrityError where a constraint does not hold."""
        text, fields = self._compiled
        values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(text, values)
        row._state.adding, row._state.db = False, connection.alias

    @cached_property
    def _compiled(self) -> tuple[str, list[Any]]:
        meta: Any = self.model._meta
        quote = connection.ops.quote_name
        made_there = {meta.pk.attname} if meta.auto_field else set()
        fields = [field for field in meta.concrete_fields if field.attname not in made_there]
        columns = [quote(field.column) for field in fields]
        text = (
            f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) "  # noqa: S608 -- Django's own names
            f"VALUES ({', '.join(['%s'] * len(columns))})"
        )
        if self.replacing:
            keys = [quote(meta.get_field(name).column) for name in self.replacing]
            changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns if name not in keys)
            text += f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
        return text, fields


def _telling(examples: tuple[Any, ...]) -> tuple[Any, ...]:
    if any(isinstance(example, int) and 0 <= example < FEW for example in examples):
        raise ValueError("Give large or negative numbers as examples: a query may hold a 0, a 1 or a limit of its own.")
    return examples


def _compile(build: Build, examples: tuple[Any, ...]) -> tuple[Any, str, list[Slot]]:
    """Return the compiler, the SQL, and for each of its parameters which of the values it is, or what it always is."""
    compiler = build(*examples).query.get_compiler(connection.alias)
    text, parameters = compiler.as_sql()
    known = [_adapted(example) for example in examples]
    if missing := [example for example in known if example not in parameters]:
        raise ValueError(f"This query does not ask for these values as they are given: {missing!r}")
    slots: list[Slot] = [(known.index(part), None) if part in known else (None, part) for part in parameters]
    return compiler, text, slots


def _ask(text: str, slots: list[Slot], values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    adapted = [_adapted(value) for value in values]
    with connection.cursor() as cursor:
        cursor.execute(text, [always if place is None else adapted[place] for place, always in slots])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _adapted(value: Any) -> Any:
    """Return the value as the database driver takes it."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
