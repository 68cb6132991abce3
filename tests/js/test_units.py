import random

import pytest

from core.units import from_kg, show_number, to_kg

RNG = random.Random(3)
LOADS = (
    [n / 4 for n in range(-400, 4001)]
    + [n / 16 for n in range(200)]
    + [round(RNG.uniform(0, 1000), 3) for _ in range(2000)]
)


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_the_browser_turns_loads_into_kilograms_as_the_server_does(js, unit):
    assert js("units.js", "toKg", [[load, unit] for load in LOADS]) == [to_kg(load, unit) for load in LOADS]


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_the_browser_turns_kilograms_into_loads_as_the_server_does(js, unit):
    assert js("units.js", "fromKg", [[load, unit] for load in LOADS]) == [from_kg(load, unit) for load in LOADS]


def test_the_browser_shows_numbers_as_the_server_does(js):
    assert js("units.js", "show", [[load] for load in LOADS]) == [show_number(load) for load in LOADS]


def test_pounds_come_back_as_they_were_typed(js):
    typed = [tenths / 10 for tenths in range(10_000)]
    kilograms = js("units.js", "toKg", [[pounds, "lb"] for pounds in typed])
    assert js("units.js", "fromKg", [[load, "lb"] for load in kilograms]) == typed
