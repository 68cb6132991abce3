"""Form fields that read what people enter: loads in their own unit, numbers with a comma, local times, weekdays."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.dates import WEEKDAYS_ABBR

from core.units import Unit, from_kg, show_number, to_kg
from core.validators import EARLIEST, LATEST


class DecimalField(forms.FloatField):
    """A number typed with a comma or a point. A phone shows its number keys for it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        options: dict[str, Any] = {"widget": widget, "required": False}
        super().__init__(**(options | kwargs))

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """Read a comma as a point."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show 97.5 and 100, not 100.0."""
        return show_number(value) if isinstance(value, int | float) else value


class LoadField(DecimalField):
    """A load in the person's unit; cleaned to kilograms."""

    unit: Unit = "kg"

    def prepare_value(self, value: Any) -> Any:
        """Show kilograms in the person's unit."""
        return show_number(from_kg(value, self.unit)) if isinstance(value, int | float) else value

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """Return kilograms."""
        load = super().to_python(value)
        return None if load is None else to_kg(load, self.unit)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the page shows: a load left alone stays what it is to the gram, whatever the unit rounds to."""
        shown = None if initial is None else from_kg(initial, self.unit)
        try:
            return bool(DecimalField.to_python(self, data) != shown)
        except ValidationError:
            return True


class LocalTimeField(forms.DateTimeField):
    """A time in the reader's zone, to the second. Of an hour that comes twice in autumn, the first is meant."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
        options: dict[str, Any] = {"widget": widget}
        super().__init__(**(options | kwargs))

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant; raises ValidationError for what is no time."""
        if value in self.empty_values or isinstance(value, datetime):
            return super().to_python(value)
        try:
            local = parse_datetime(str(value).strip())
        except ValueError:
            local = None
        if local is None:
            raise ValidationError("Enter a date and a time.", code="invalid")
        if timezone.is_aware(local):
            return local
        at = local.replace(tzinfo=timezone.get_current_timezone())
        if EARLIEST <= at <= LATEST and at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) != local:
            raise ValidationError("This time does not exist: the clocks went forward over it.", code="invalid")
        return at

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the page shows: a time left alone keeps its fractions, and its side of the autumn hour."""
        shown = self.widget.format_value(self.prepare_value(initial)) or ""
        try:
            return parse_datetime(shown) != parse_datetime(data or "")
        except ValueError:
            return True


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week to tick, none of them if one likes; cleaned to numbers, 0 for Monday, in the week's order."""

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"coerce": int, "required": False, "choices": list(WEEKDAYS_ABBR.items())}
        super().__init__(**(options | {"widget": forms.CheckboxSelectMultiple} | kwargs))

    def clean(self, value: Any) -> list[int]:
        """Return each day once."""
        return sorted(set(super().clean(value)))
