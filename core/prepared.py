"""A query whose SQL is written once: building and compiling it anew each time costs more than most queries do."""

import uuid
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """One query in which only some values differ from call to call. `build` makes it for such values.

    The examples must differ from one another: they tell which value stands where.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, tuple[Any, ...]]], *examples: Any) -> None:
        self.build, self.examples = build, examples

    def rows(self, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Return the rows for these values, as the query itself would."""
        compiler, text, places, converters = self._compiled
        adapted = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(text, [adapted[place] for place in places])
            found = cursor.fetchall()
        return (tuple(row) for row in compiler.apply_converters(found, converters))

    @cached_property
    def _compiled(self) -> tuple[Any, str, list[int], Any]:
        compiler = self.build(*self.examples).query.get_compiler(connection.alias)
        text, parameters = compiler.as_sql()
        examples = [_adapted(example) for example in self.examples]
        if set(parameters) != set(examples):
            raise ValueError(f"This query has other parameters than the values that differ: {parameters!r}")
        places = [examples.index(parameter) for parameter in parameters]
        return compiler, text, places, compiler.get_converters([part[0] for part in compiler.select])


def _adapted(value: Any) -> Any:
    """Return the value as the database driver takes it."""
    native = connection.features.has_native_uuid_field
    return value.hex if isinstance(value, uuid.UUID) and not native else value
