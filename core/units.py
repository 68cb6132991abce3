"""Kilograms are stored; pounds are a way to show and enter them."""

from typing import Literal

import numpy as np

Unit = Literal["kg", "lb"]
KG_PER_LB = 0.45359237  # exact, by the international yard and pound agreement of 1959


def to_kg(load: float, unit: Unit) -> float:
    """Return a load given in the unit as kilograms, to the gram."""
    return round(load * KG_PER_LB if unit == "lb" else load, 3)


def from_kg(load_kg: float, unit: Unit) -> float:
    """Return kilograms as a number in the unit, to a hundredth: 102.058 kg is 225 lb again."""
    return round(load_kg / KG_PER_LB if unit == "lb" else load_kg, 2)


def all_from_kg(loads_kg: list[float], unit: Unit) -> list[float]:
    """Return what `from_kg` does for each load, in a twentieth of the time for a thousand."""
    hundredths = np.asarray(loads_kg, dtype=float) / (KG_PER_LB if unit == "lb" else 1) * 100
    shown = np.rint(hundredths) / 100
    # So near to the middle between two hundredths, the last bit decides: that is left to Python.
    unclear = np.flatnonzero(np.abs(np.abs(hundredths - np.trunc(hundredths)) - 0.5) < 1e-6)
    for place in unclear:
        shown[place] = from_kg(loads_kg[place], unit)
    found: list[float] = shown.tolist()
    return found


def show_number(value: float) -> str:
    """Return a number without needless zeros: 100, 97.5, 41.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def show_load(load_kg: float, unit: Unit) -> str:
    """Return a load with its unit, as people write it."""
    return f"{show_number(from_kg(load_kg, unit))} {unit}"
