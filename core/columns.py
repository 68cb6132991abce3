"""Rows that are shown as they are stored, read without an object, a serializer or a new SQL text for each request.

That is most of what a list costs otherwise.
"""

from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist

from core.owned import Owned
from core.pagination import beyond
from core.prepared import Prepared

NOBODY = -1
EXAMPLES = {"DateTimeField": datetime(2001, 1, 1, tzinfo=UTC), "UUIDField": UUID(int=1)}  # of what lists are ordered by


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


def show_row(row: Owned, serializer: Any) -> dict[str, Any]:
    """Return a row as its serializer shows it."""
    return {name: getattr(row, column) for name, column in plain_columns(serializer).items()}


def show_columns(rows: list[dict[str, Any]], columns: dict[str, str]) -> list[dict[str, Any]]:
    """Return rows that were read by column under the names that the serializer shows."""
    return [{name: row[column] for name, column in columns.items()} for row in rows]


def read_page(
    model: type[Owned], serializer: Any, owner: int, *, order: tuple[str, ...], keys: list[str], most: int
) -> list[dict[str, Any]]:
    """Return a person's own rows in this order, those after the keys if there are any, as the serializer shows them.

    One query. Raises ValidationError for a key that is none.
    """
    values = [_field(model, name).to_python(key) for name, key in zip(order, keys, strict=False)]
    rows = _page(model, serializer, order, bool(keys), most).rows(owner, *values)
    names = list(plain_columns(serializer))
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_one(model: type[Owned], serializer: Any, owner: int, pk: UUID) -> tuple[int, dict[str, Any]] | None:
    """Return the version of a person's own row and what the serializer shows of it, or None. One query."""
    for v, *row in _one(model, serializer).rows(owner, pk):
        return v, dict(zip(plain_columns(serializer), row, strict=True))
    return None


@lru_cache(maxsize=128)
def _page(model: type[Owned], serializer: Any, order: tuple[str, ...], begun: bool, most: int) -> Prepared:
    def build(owner: int, *keys: Any) -> Any:
        rows = model.objects.for_user(owner).order_by(*order)
        rows = rows.filter(beyond(order, list(keys))) if begun else rows
        return rows.values_list(*plain_columns(serializer).values())[:most]

    examples = [EXAMPLES[_field(model, name).get_internal_type()] for name in order] if begun else []
    return Prepared(build, NOBODY, *examples)


@cache
def _one(model: type[Owned], serializer: Any) -> Prepared:
    columns = plain_columns(serializer).values()
    return Prepared(
        lambda owner, pk: model.objects.for_user(owner).filter(pk=pk).values_list("v", *columns), NOBODY, UUID(int=1)
    )


def _field(model: type[Owned], name: str) -> Any:
    return model._meta.get_field(name.lstrip("-"))
