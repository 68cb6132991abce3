"""Estimates of the one-repetition maximum.

Every formula takes a load w (any unit) and the repetitions r possible with it, and returns the load possible once,
in the same unit. A single is a measurement, not an estimate; beyond twelve repetitions nothing is estimated.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MAX_REPS = 12

# Coefficients as printed in LeSuer et al. 1997, J Strength Cond Res 11(4), 211-213.
FORMULAS: Mapping[str, Callable[[float, float], float]] = {
    "epley": lambda w, r: w * (1 + r / 30),
    "brzycki": lambda w, r: w * 36 / (37 - r),
    "lombardi": lambda w, r: w * r**0.10,
    "mayhew": lambda w, r: 100 * w / (52.2 + 41.9 * math.exp(-0.055 * r)),
    "wathan": lambda w, r: 100 * w / (48.8 + 53.8 * math.exp(-0.075 * r)),
}


@dataclass(frozen=True)
class Estimate:
    """An estimate with its uncertainty: the lowest and highest answer of all formulas, in the load's unit."""

    value: float
    low: float
    high: float


def estimate(
    load: float | None, reps: int | None, rir: int | None = None, *, formula: str = "epley"
) -> Estimate | None:
    """Return the estimate from one set, or None where the set carries none.

    `rir` (repetitions in reserve) adds to the repetitions made.
    """
    if not load or load <= 0 or not reps or reps < 1:
        return None
    possible = reps + (rir or 0)
    if possible > MAX_REPS:
        return None
    if possible == 1:
        return Estimate(load, load, load)
    answers = {name: calculate(load, possible) for name, calculate in FORMULAS.items()}
    return Estimate(answers[formula], min(answers.values()), max(answers.values()))
