"""Fields that take from JSON what the schema says and nothing that only looks like it: no "5", no true for a number.

A form (multipart or a query) has texts alone, which are read as ever.
"""

import re
from typing import Any

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty
from rest_framework.utils import html

NO_NUL = r"^[^\u0000]*$"  # PostgreSQL stores no NUL, so no text may hold one
NOT_BLANK = r"^[^\u0000]*[^\u0000\s][^\u0000]*$"
KEY = r"^[-a-zA-Z0-9_]+$"


def from_form(field: "serializers.Field[Any, Any, Any, Any]") -> bool:
    """Tell whether the input is a form's, where everything is a text."""
    return bool(html.is_html_input(getattr(field.root, "initial_data", None)))


class WholeNumber(serializers.IntegerField):
    """A whole number; 5.0 is one, as in JSON Schema."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number; refuses texts and true."""
        if not from_form(self) and (isinstance(data, bool) or not isinstance(data, int | float)):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.FloatField):
    """A number."""

    def to_internal_value(self, data: Any) -> float:
        """Return the number; refuses texts and true."""
        if not from_form(self) and (isinstance(data, bool) or not isinstance(data, int | float)):
            self.fail("invalid")
        return super().to_internal_value(data)


class Truth(serializers.BooleanField):
    """True or false."""

    def to_internal_value(self, data: Any) -> bool:
        """Return the value; refuses 1, 0 and words."""
        if not from_form(self) and not isinstance(data, bool):
            self.fail("invalid")
        return bool(super().to_internal_value(data))


class Text(serializers.CharField):
    """A text; what it may hold at most counts before blanks at its ends are cut off."""

    def run_validation(self, data: Any = empty) -> Any:
        """Return the text; refuses numbers."""
        if data is not empty and data is not None and not isinstance(data, str):
            self.fail("invalid")
        if isinstance(data, str) and self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().run_validation(data)


class Key(Text):
    """A short key of letters, digits, hyphens and underscores, taken as it is."""

    default_error_messages = {"no_key": "Enter letters, digits, hyphens and underscores alone."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the key; refuses everything else."""
        key: str = super().to_internal_value(data)
        if not re.fullmatch(KEY, key):
            self.fail("no_key")
        return key


class Weekdays(serializers.ListField):
    """Days of the week, 0 for Monday to 6 for Sunday: each once, in the week's order."""

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"child": WholeNumber(min_value=0, max_value=6), "max_length": 7}
        super().__init__(**({"help_text": "0 for Monday to 6 for Sunday"} | options | kwargs))

    def run_validation(self, data: Any = empty) -> list[int]:
        """Return the days; refuses other numbers, and more of them than a week has."""
        return sorted(set(super().run_validation(data)))


FIELDS: dict[type[models.Field], type[serializers.Field]] = {  # type: ignore[type-arg]
    models.PositiveSmallIntegerField: WholeNumber,
    models.PositiveIntegerField: WholeNumber,
    models.PositiveBigIntegerField: WholeNumber,
    models.FloatField: Number,
    models.BooleanField: Truth,
    models.CharField: Text,
    models.TextField: Text,
}


class StrictMixin:
    """For a ModelSerializer: the fields it makes take what the schema says and nothing else."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | FIELDS


class WholeMixin:
    """For a serializer inside another: a PATCH replaces the list it stands in, so each of its fields is there."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the values; refuses one without a field that it needs."""
        if isinstance(data, dict):
            fields = self.fields.values()  # type: ignore[attr-defined]
            missing = [field.field_name for field in fields if field.required and field.field_name not in data]
            if missing:
                raise ValidationError({name: ["This field is required."] for name in missing}, code="required")
        return super().to_internal_value(data)  # type: ignore[misc]
