"""Warm-up sets that lead to the working load. static/js/lib/ramp.js does the same from the same shares.

The shares and repetitions are those of Starting Strength (Rippetoe, 3rd edition, 2011): the empty bar for five, 40 %
for five, 60 % for three, 80 % for two. The book does the empty bar twice; here it is planned once.
"""

import math
from collections.abc import Sequence

from accounts.equipment import BAR_WEIGHTS, Bar
from accounts.models import USUAL_STEP, User
from core.units import Unit, from_kg, to_kg
from workouts.models import Exercise, ExerciseSettings
from workouts.models.exercise import Equipment, LoadKind, Measure

STEPS: list[tuple[float, int]] = [(0.0, 5), (0.4, 5), (0.6, 3), (0.8, 2)]  # share of the working load, repetitions
HEAVY = 0.6  # from this share on, no more repetitions than the working set has


def ramp(
    working_kg: float, *, bar_kg: float = 0.0, step_kg: float = 2.5, reps: int | None = None, unit: Unit = "kg"
) -> list[tuple[float, int]]:
    """Return warm-up sets as (load in kg, repetitions): rising, none below the bar, none as heavy as the work.

    Loads are the bar plus whole steps, in the unit. A step finer than usual is for working sets: the ramp keeps to
    2.5 kg or 5 lb. Without a bar nothing stands for the first step, and a light load gets fewer sets.
    """
    working, bar, step = (from_kg(load_kg, unit) for load_kg in (working_kg, bar_kg, step_kg))
    step = max(step, USUAL_STEP[unit])
    found: list[tuple[float, int]] = []
    last = 0.0
    for share, count in STEPS:
        load = round(max(bar, bar + math.floor((working * share - bar) / step + 0.5) * step), 2)
        if last < load < working:
            last = load
            most = reps if share >= HEAVY and reps else count
            found.append((to_kg(load, unit), min(count, most)))
    return found


def ramp_for(
    user: User, exercise: Exercise, *, working_kg: float | None, reps: int | None = None
) -> list[tuple[float, int]]:
    """Return the ramp of an exercise with the person's bar and step; none where no weight is lifted for repetitions."""
    if not working_kg or working_kg <= 0 or exercise.load != LoadKind.EXTERNAL or exercise.measure != Measure.REPS:
        return []
    unit: Unit = "lb" if user.unit == "lb" else "kg"
    own = ExerciseSettings.objects.filter(owner=user, exercise=exercise).values_list("step_kg", flat=True).first()
    bar = bar_of(user.bars, unit) if exercise.equipment == Equipment.BARBELL else None
    bar_kg = to_kg(bar["weight"], bar["unit"]) if bar else 0.0
    return ramp(working_kg, bar_kg=bar_kg, step_kg=own or user.load_step_kg, reps=reps, unit=unit)


def bar_of(bars: Sequence[Bar], unit: Unit) -> Bar:
    """Return the bar to take: the owned one nearest to the usual 20 kg or 45 lb; the usual one where none is owned."""
    usual: Bar = {"weight": BAR_WEIGHTS[unit][0], "unit": unit}
    usual_kg = to_kg(usual["weight"], unit)
    return min(bars, key=lambda bar: abs(to_kg(bar["weight"], bar["unit"]) - usual_kg), default=usual)
