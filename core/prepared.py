"""Queries whose SQL is written once: building and compiling it anew each time costs more than most queries do."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

Build = Callable[..., QuerySet[Any, tuple[Any, ...]]]


class Prepared:
    """One query in which only some values differ from call to call. `build` makes it for such values.

    The examples must differ from one another: they tell which value stands where.
    """

    def __init__(self, build: Build, *examples: Any) -> None:
        self.build, self.examples = build, examples

    def rows(self, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Return the rows for these values, as the query itself would."""
        compiler, text, places, converters = self._compiled
        found = _ask(text, places, values)
        return (tuple(row) for row in compiler.apply_converters(found, converters)) if converters else iter(found)

    @cached_property
    def _compiled(self) -> tuple[Any, str, list[int], Any]:
        compiler, text, places = _compile(self.build, self.examples)
        return compiler, text, places, compiler.get_converters([part[0] for part in compiler.select])


class PreparedColumns:
    """One query of which each column is wanted whole, as a JSON array that the database writes.

    A thousand rows as Python's objects cost several times as much as reading them. The query names its columns.
    """

    def __init__(self, build: Build, *examples: Any) -> None:
        self.build, self.examples = build, examples

    def read(self, *values: Any) -> list[str]:
        """Return the JSON of each column, in the order of the rows; UUIDs as the database holds them."""
        text, places = self._compiled
        return list(_ask(text, places, values)[0])

    @cached_property
    def _compiled(self) -> tuple[str, list[int]]:
        compiler, text, places = _compile(self.build, self.examples)
        whole = "array_to_json(array_agg({}))::text" if connection.vendor == "postgresql" else "json_group_array({})"
        names = (connection.ops.quote_name(part[2] or part[0].target.column) for part in compiler.select)
        columns = ", ".join(whole.format(name) for name in names)
        return f"SELECT {columns} FROM ({text}) AS found", places  # noqa: S608 -- Django's own SQL


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
        meta, quote = self.model._meta, connection.ops.quote_name
        made_there = {meta.pk.attname} if meta.auto_field else set()  # type: ignore[union-attr]
        fields = [field for field in meta.concrete_fields if field.attname not in made_there]
        columns = [quote(field.column) for field in fields]
        text = (
            f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) "  # noqa: S608 -- Django's own names
            f"VALUES ({', '.join(['%s'] * len(columns))})"
        )
        if self.replacing:
            keys = [quote(meta.get_field(name).column) for name in self.replacing]  # type: ignore[union-attr]
            changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns if name not in keys)
            text += f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
        return text, fields


def _compile(build: Build, examples: tuple[Any, ...]) -> tuple[Any, str, list[int]]:
    """Return the compiler, the SQL, and for each of its parameters which of the values it is."""
    compiler = build(*examples).query.get_compiler(connection.alias)
    text, parameters = compiler.as_sql()
    known = [_adapted(example) for example in examples]
    if set(parameters) != set(known):
        raise ValueError(f"This query has other parameters than the values that differ: {parameters!r}")
    return compiler, text, [known.index(parameter) for parameter in parameters]


def _ask(text: str, places: list[int], values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    adapted = [_adapted(value) for value in values]
    with connection.cursor() as cursor:
        cursor.execute(text, [adapted[place] for place in places])
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
