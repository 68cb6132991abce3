"""What a set says: the one-repetition maximum, volume, and whether it was hard.

Pure functions of one set's numbers. A formula takes a load w (any unit) and the repetitions r possible with it, and
returns the load possible once, in the same unit. A single is a measurement, not an estimate; beyond twelve
repetitions nothing is estimated, so no formula comes near the place where it breaks (Brzycki's has no answer at 37).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Formula = Literal["epley", "brzycki", "lombardi", "mayhew", "wathan", "rpe"]
FORMULA_NAMES: Mapping[Formula, str] = {
    "epley": "Epley",
    "brzycki": "Brzycki",
    "lombardi": "Lombardi",
    "mayhew": "Mayhew",
    "wathan": "Wathan",
    "rpe": "RPE-based",
}

MAX_REPS = 12
DIGITS = 6  # of an estimate after the point
HARD_RIR = 4  # repetitions in reserve up to which a working set counts as hard
HALF = 0.5  # what a secondary muscle gets of a set


def epley(w: float, r: float) -> float:
    """Return w (1 + r/30). Epley 1985, Poundage Chart, Boyd Epley Workout."""
    return w * (1 + r / 30)


def brzycki(w: float, r: float) -> float:
    """Return 36 w / (37 - r), for r below 37. Brzycki 1993, J Phys Educ Recreat Dance 64(1), 88-90."""
    return 36 * w / (37 - r)


def lombardi(w: float, r: float) -> float:
    """Return w r^0.10. Lombardi 1989, Beginning Weight Training."""
    return float(w * r**0.10)


def mayhew(w: float, r: float) -> float:
    """Return 100 w / (52.2 + 41.9 e^(-0.055 r)). Mayhew et al. 1992, J Appl Sport Sci Res 6(4), 200-206."""
    return 100 * w / (52.2 + 41.9 * math.exp(-0.055 * r))


def wathan(w: float, r: float) -> float:
    """Return 100 w / (48.8 + 53.8 e^(-0.075 r)). Wathan 1994, Essentials of Strength Training, 435-446."""
    return 100 * w / (48.8 + 53.8 * math.exp(-0.075 * r))


def rpe_based(w: float, r: float) -> float:
    """Return w by its share of the maximum in the RPE chart of Reactive Training Systems.

    The chart reads repetitions and RPE as one number, x = (10 - RPE) + repetitions - 1, which is r - 1. The two-part
    fit is that of OpenPowerlifting's RPE calculator, in percent.
    """
    x = r - 1
    percent = 0.347619 * x * x - 4.60714 * x + 99.9667 if x <= 2.92 else -2.64249 * x + 97.0955
    return 100 * w / percent


# Coefficients of the five that go by repetitions as compared in LeSuer et al. 1997, J Strength Cond Res 11(4), 211-213.
BY_REPS: Mapping[Formula, Callable[[float, float], float]] = {
    "epley": epley,
    "brzycki": brzycki,
    "lombardi": lombardi,
    "mayhew": mayhew,
    "wathan": wathan,
}
FORMULAS: Mapping[Formula, Callable[[float, float], float]] = {**BY_REPS, "rpe": rpe_based}
assert set(FORMULAS) == set(get_args(Formula)) == set(FORMULA_NAMES)


@dataclass(frozen=True)
class Estimate:
    """An estimate with its uncertainty: the lowest and highest answer of the formulas, in the load's unit."""

    value: float
    low: float
    high: float

    @property
    def measured(self) -> bool:
        """Tell whether this was lifted as a single rather than estimated."""
        return self.low == self.high


@lru_cache(maxsize=8192)  # ten years of a lift are thousands of sets and a few hundred different ones
def estimate(
    load: float | None,
    reps: int | None,
    rir: int | None = None,
    *,
    rpe: float | None = None,
    formula: Formula = "epley",
) -> Estimate | None:
    """Return the estimate from one set, or None where the set carries none.

    `rir` (repetitions in reserve) adds to the repetitions made. `rpe` counts in the RPE-based formula alone, and there
    only where no RIR is given: a guess of effort must not move the numbers of those who chose to go by repetitions.
    The uncertainty is the spread of the five formulas by repetitions, and of the RPE-based one where that is asked for.
    """
    if not load or load <= 0 or not reps or reps < 1:
        return None
    reserve = reserve_of(rir, rpe) if formula == "rpe" else rir
    if formula == "rpe" and (reserve > HARD_RIR if reserve is not None else reps > 1):
        return None  # without an effort the chart has no row, and far from the limit nobody can tell
    possible = reps + (reserve or 0)
    if possible > MAX_REPS:
        return None
    if possible == 1:
        return Estimate(load, load, load)
    # As many digits as every database and format keeps, so that the number reads the same wherever it has been.
    answers = [round(calculate(load, possible), DIGITS) for calculate in BY_REPS.values()]
    value = round(FORMULAS[formula](load, possible), DIGITS)
    return Estimate(value, min(value, *answers), max(value, *answers))


def reserve_of(rir: int | None, rpe: float | None) -> float | None:
    """Return the repetitions left in reserve, as noted or as 10 - RPE; None where nothing was noted."""
    if rir is not None:
        return rir
    return None if rpe is None else 10 - rpe


def volume(load: float | None, reps: int | None) -> float:
    """Return load times repetitions of a working set, in the load's unit.

    No load, or assistance (a negative load), adds nothing and takes nothing away.
    """
    return load * reps if load and load > 0 and reps else 0.0


def is_hard(rir: int | None) -> bool:
    """Tell whether a working set counts as hard: at four repetitions in reserve or fewer, or without a number."""
    return rir is None or rir <= HARD_RIR
