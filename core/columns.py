"""Reading a list's rows as plain values, without an object and a serializer for each: most of a list's cost."""

from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet


@cache
def plain_columns(serializer: Any) -> dict[str, str]:
    """Return the column of each field that a serializer shows; raises TypeError where one is not a stored value.

    `serializer` is a class for a model. A view may use it where the serializer shows values as they are stored; a test
    compares each such view with its serializer.
    """
    model = serializer.Meta.model
    found = {}
    for name, field in serializer().fields.items():
        if field.write_only:
            continue
        try:
            found[name] = model._meta.get_field(field.source).attname
        except (FieldDoesNotExist, AttributeError) as error:
            raise TypeError(f"{serializer.__name__}.{name} is worked out, not stored.") from error
    return found


def read_columns(rows: QuerySet[Any], columns: dict[str, str]) -> QuerySet[Any, dict[str, Any]]:
    """Return the rows as dictionaries by column."""
    return rows.values(*columns.values())


def show_columns(rows: list[dict[str, Any]], columns: dict[str, str]) -> list[dict[str, Any]]:
    """Return rows that were read by column under the names that the serializer shows."""
    return [{name: row[column] for name, column in columns.items()} for row in rows]
