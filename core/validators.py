"""Rules for numbers and times that model fields, forms and serializers share."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def finite(value: float) -> None:
    """Refuse numbers that are none: every comparison with them is false, so a range would let them through."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValidationError("This is not a number.")


def between(low: float, high: float, said: str = "") -> list[Callable[[Any], None]]:
    """Return the validators of a number from low to high, both included; `said` is what others are told."""
    said = said or f"This must be between {low:,} and {high:,}."
    return [finite, MinValueValidator(low, said), MaxValueValidator(high, said)]


def not_absurdly_dated(value: datetime) -> None:
    """Refuse times that only a slip can mean, and that no time zone arithmetic survives."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError("This date must lie between 1970 and 2200.")
