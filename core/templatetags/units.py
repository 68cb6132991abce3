"""Loads and lengths of time in templates."""

from django import template

from core.units import Unit, from_kg, show_load, show_number

register = template.Library()


@register.filter
def load(load_kg: float | None, unit: Unit) -> str:
    """Show kilograms in the reader's unit, with the unit."""
    return "" if load_kg is None else show_load(load_kg, unit)


@register.filter
def load_number(load_kg: float | None, unit: Unit) -> str:
    """Show kilograms in the reader's unit, as a bare number."""
    return "" if load_kg is None else show_number(from_kg(load_kg, unit))


@register.filter
def load_short(load_kg: float | None, unit: Unit) -> str:
    """Show kilograms in the reader's unit for a narrow column: pounds to a tenth, which is enough to know a load by."""
    return "" if load_kg is None else show_number(round(from_kg(load_kg, unit), 1 if unit == "lb" else 2))


@register.filter
def clock(seconds: float | None) -> str:
    """Show seconds as a clock does: 0:04, 1:30, 1:02:05."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def trim(value: float | None) -> str:
    """Show a number without needless zeros."""
    return "" if value is None else show_number(value)
