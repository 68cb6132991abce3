"""Bars and plates: the sets people usually own, and the shape they are kept in."""

from typing import TypedDict

from core.units import Unit


class Plate(TypedDict):
    """A pair or more of equal plates. `weight` is in `unit`, as it is written on the plate."""

    weight: float
    unit: Unit
    pairs: int


class Bar(TypedDict):
    """A bar. `weight` is in `unit`."""

    weight: float
    unit: Unit


PLATE_WEIGHTS: dict[Unit, list[float]] = {
    "kg": [25, 20, 15, 10, 5, 2.5, 1.25, 0.5],
    "lb": [55, 45, 35, 25, 10, 5, 2.5, 1.25],
}
BAR_WEIGHTS: dict[Unit, list[float]] = {"kg": [20, 15, 10, 25], "lb": [45, 35, 15, 55]}


def default_plates(unit: Unit = "kg") -> list[Plate]:
    """Return what a usual rack holds."""
    pairs = {25.0: 2, 20.0: 2, 55.0: 0} if unit == "kg" else {45.0: 4, 55.0: 0}
    return [
        {"weight": weight, "unit": unit, "pairs": pairs.get(weight, 1)}
        for weight in PLATE_WEIGHTS[unit]
        if pairs.get(weight, 1)
    ]


def default_bars(unit: Unit = "kg") -> list[Bar]:
    """Return the one bar that every rack has."""
    return [{"weight": BAR_WEIGHTS[unit][0], "unit": unit}]
