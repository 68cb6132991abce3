import random

from core.units import to_kg
from tests.workouts.ramp_cases import CASES
from workouts.domain.ramp import STEPS, ramp


def options(unit, *, bar=0.0, step=None, reps=None):
    step = step or (5 if unit == "lb" else 2.5)
    return {"barKg": to_kg(bar, unit), "stepKg": to_kg(step, unit), "reps": reps, "unit": unit, "steps": STEPS}


def test_the_browser_plans_warm_ups_as_the_server_does(js):
    asked, expected = [], []
    for working, more, sets in CASES:
        more = dict(more)
        unit = more.pop("unit", "kg")
        asked.append([to_kg(working, unit), options(unit, **more)])
        expected.append([[to_kg(load, unit), reps] for load, reps in sets])
    assert js("ramp.js", "ramp", asked) == expected


def test_the_browser_and_the_server_agree_on_any_load(js):
    rng = random.Random(5)
    asked, expected = [], []
    for _ in range(2000):
        unit = rng.choice(["kg", "lb"])
        working, bar = rng.randrange(1, 3000) / 4, rng.choice([0, 7.5, 20, 45])
        step, reps = rng.choice([0.5, 1, 2.5, 4, 5, 8]), rng.choice([None, 1, 3, 8])
        more = options(unit, bar=bar, step=step, reps=reps)
        asked.append([to_kg(working, unit), more])
        found = ramp(to_kg(working, unit), bar_kg=more["barKg"], step_kg=more["stepKg"], reps=reps, unit=unit)
        expected.append([list(one) for one in found])
    assert js("ramp.js", "ramp", asked) == expected
