"""A load as people type it: in their own unit, with a comma or a point."""

from typing import Any

from django import forms

from core.units import Unit, from_kg, show_number, to_kg


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
