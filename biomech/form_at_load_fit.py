"""The numbers behind form at load: intervals of shares, shares in order, and where a fitted curve crosses one half.

The curve is a logistic. Its place and width, the spread between sessions and the spread between sets are all
unknown. Every combination of them on a fixed grid is weighed by how well it explains the sets, and the answer is
read off the weights. So it stays finite where all sets below a load are clean and none above, where a best fit would
not.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

#: Probability inside every interval here; the same on either side is left out.
CONFIDENCE = 0.90
#: The quantile of the normal distribution that leaves it out.
_Z = 1.6448536269514722

# Loads inside this file are fractions of the heaviest one. All spreads are standard deviations in that unit.
#: Places the breakdown load may have: from nothing to half as much again as was ever lifted, all equally likely.
_PLACES: Floats = np.linspace(0.0, 1.5, 251)
#: Widths of the logistic: between 80 % and 20 % clean lie 2.8 widths, 1.4 % of the load (abrupt) to 44 % (gradual).
_WIDTHS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16)
#: How far a session's breakdown load may lie from the usual one: sleep, warm-up, soreness. Never nothing, since a few
#: sessions that agree by chance would make the interval too short (docs/analysis/form-at-load.md has the check).
_SESSION_SPREADS = (0.015, 0.03, 0.06, 0.12)
#: How far a set may lie from its session, in widths, which makes reps of one set alike (overdispersion).
_SET_SPREADS = (0.0, 1.5)
#: Share of reps that are judged wrongly at any load. Without it one stray rep at a light load would move the whole
#: curve (Wichmann & Hill 2001, Perception & Psychophysics 63:1293). Equal on both sides: one half stays one half.
_LAPSE = 0.02
#: Points at which the curve is drawn.
_DRAWN = 41
#: Length of the Fourier transforms: enough that one end of the grid does not reach the other.
_RING = 512
#: The least a set or a session says against a place, beside the best one: well above what the transforms round.
_FLOOR = 1e-10


def bound_share(clean: int, reps: int) -> tuple[float, float]:
    """Return Wilson's interval of a share of independent reps (1927, JASA 22:209).

    Brown, Cai & DasGupta (2001, Statistical Science 16:101) recommend it for small counts.
    """
    share, spread = clean / reps, _Z**2 / reps
    centre = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    # At 0 and 1 the limit is the share itself, but for rounding.
    return min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)


def pool_shares(counts: Iterable[tuple[int, int]]) -> list[float]:
    """Return shares that never rise with load, from clean reps and reps by rising load.

    Neighbours out of order get the share they have together, until none is: the pool-adjacent-violators algorithm
    (Barlow et al. 1972, Statistical Inference under Order Restrictions).
    """
    blocks: list[tuple[int, int, int]] = []  # clean reps, reps, loads
    for clean, reps in counts:
        count = 1
        while blocks and blocks[-1][0] * reps < clean * blocks[-1][1]:
            before = blocks.pop()
            clean, reps, count = clean + before[0], reps + before[1], count + before[2]
        blocks.append((clean, reps, count))
    return [clean / reps for clean, reps, count in blocks for _ in range(count)]


@dataclass(frozen=True)
class ShareCurve:
    """The chance of a clean rep in a usual session with its interval (90 %), for drawing: four rows of one length."""

    load_kg: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Fit:
    """The breakdown load, which is a median, with its interval (90 %), and the curve from the lightest load on."""

    estimate_kg: float
    low_kg: float
    high_kg: float
    curve: ShareCurve


def fit_breakdown(
    load_kg: Sequence[float], reps: Sequence[float], clean_reps: Sequence[float], sessions: Sequence[str]
) -> Fit:
    """Weigh every curve on the grid by the sets and return the median and the 90 % interval.

    One entry of each sequence is one set. Reps may be fractions, as a rating weighs less than its reps. The heaviest
    load is above 0. Every output is finite.
    """
    load, session = np.array(load_kg, dtype=float), np.unique(sessions, return_inverse=True)[1]
    unit = float(load.max())
    weight = _weigh_curves(load / unit, np.array(reps, float), np.array(clean_reps, float), session)
    low, estimate, high = _quantiles_of_place(weight.sum(axis=1)) * unit
    drawn = np.linspace(float(load.min()), unit, _DRAWN)
    low_share, share, high_share = _quantiles_of_share(drawn / unit, weight).T
    curve = ShareCurve(*(tuple(row.tolist()) for row in (drawn, share, low_share, high_share)))
    return Fit(float(estimate), float(low), float(high), curve)


def _weigh_curves(load: Floats, reps: Floats, clean: Floats, session: Whole) -> Floats:
    """Return the probability of each curve [places, widths], spreads summed out; the sum is 1."""
    rows, which = np.unique(np.stack([load, reps, clean], axis=1), axis=0, return_inverse=True)
    lifted, of_load = np.unique(rows[:, 0], return_inverse=True)
    # [loads, widths, places], then [rows, widths, places]: the log of how likely a set is, were its own curve known.
    chance = _chance(lifted[:, None, None], _PLACES, np.array(_WIDTHS)[:, None])
    log_clean, log_not = np.log(chance)[of_load], np.log(1 - chance)[of_load]
    known = rows[:, 2, None, None] * log_clean + (rows[:, 1] - rows[:, 2])[:, None, None] * log_not
    sets_of = [which.ravel()[session == number] for number in range(int(session.max()) + 1)]
    ways = []
    for set_spread in _SET_SPREADS:
        of_rows = np.stack([_blur(known[:, i], set_spread * width) for i, width in enumerate(_WIDTHS)], axis=1)
        of_sessions = np.stack([of_rows[sets].sum(axis=0) for sets in sets_of])
        flat = of_sessions.reshape(-1, _PLACES.size)
        ways += [_blur(flat, spread).reshape(of_sessions.shape).sum(axis=0).T for spread in _SESSION_SPREADS]
    log_weight = np.stack(ways)
    weight = np.exp(log_weight - log_weight.max()).sum(axis=0)
    return np.asarray(weight / weight.sum())


def _chance(load: Floats, place: Floats, width: Floats) -> Floats:
    """Return the chance of a clean rep, between the two lapse rates; all in fractions of the heaviest load."""
    # 30 widths away a logistic is 0 or 1 to the last digit, and exp stays finite.
    steps = np.clip((load - place) / width, -30.0, 30.0)
    return np.asarray(_LAPSE + (1 - 2 * _LAPSE) / (1 + np.exp(steps)))


def _blur(log_likelihood: Floats, spread: float) -> Floats:
    """Average likelihoods [n, places] over a normal spread of the place; logs in, logs out.

    By Fourier transform: a product with a matrix is spread over threads that wait for each other on a busy machine.
    """
    if spread == 0:
        return log_likelihood
    highest = log_likelihood.max(axis=1, keepdims=True)
    spectrum, inside = _kernel(spread)
    blurred = np.fft.irfft(np.fft.rfft(np.exp(log_likelihood - highest), _RING) * spectrum, _RING)
    return np.asarray(np.log(np.maximum(blurred[:, : _PLACES.size] / inside, _FLOOR)) + highest)


@cache
def _kernel(spread: float) -> tuple[Floats, Floats]:
    """Return a normal spread's spectrum, and how much of it lies on the grid from each place [places]."""
    steps = np.minimum(np.arange(_RING), _RING - np.arange(_RING)) * _PLACES[1]
    spectrum = np.fft.rfft(np.exp(-0.5 * (steps / spread) ** 2)).real
    return spectrum, np.fft.irfft(np.fft.rfft(np.ones(_PLACES.size), _RING) * spectrum, _RING)[: _PLACES.size]


def _quantiles_of_place(weight: Floats) -> Floats:
    """Return the lower limit, the median and the upper limit of weights [places], each spread over its grid cell."""
    half = (_PLACES[1] - _PLACES[0]) / 2
    edges = np.append(_PLACES - half, _PLACES[-1] + half)
    below = np.append(0.0, np.cumsum(weight))
    # Cells without weight make flat steps; the tiny slope lets each probability be met at one place only.
    below = below + np.linspace(0.0, 1e-12, below.size)
    return np.asarray(np.interp(_tails(), below / below[-1], edges))


def _quantiles_of_share(load: Floats, weight: Floats) -> Floats:
    """Return [loads, 3] limits and medians of the chance of a clean rep over weights [places, widths]."""
    matters = weight.ravel() > 1e-6
    places = np.repeat(_PLACES, len(_WIDTHS))[matters]
    widths = np.tile(_WIDTHS, _PLACES.size)[matters]
    chance = _chance(load[:, None], places, widths)
    order = np.argsort(chance, axis=1)
    below = np.cumsum(weight.ravel()[matters][order], axis=1)
    at = [(below < tail * below[:, -1:]).sum(axis=1) for tail in _tails()]
    found = [np.take_along_axis(chance, np.take_along_axis(order, i[:, None], axis=1), axis=1)[:, 0] for i in at]
    return np.stack(found, axis=1)


def _tails() -> tuple[float, float, float]:
    return (1 - CONFIDENCE) / 2, 0.5, (1 + CONFIDENCE) / 2
