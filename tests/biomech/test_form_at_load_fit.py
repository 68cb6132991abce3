"""The numbers behind form at load: intervals of shares, pooled shares, and how often the interval covers the truth."""

import math
from collections import Counter
from dataclasses import dataclass
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomech.form_at_load import LoadPoint, assess_form_at_load
from biomech.form_at_load_fit import bound_share, fit_breakdown, pool_shares

# Shares


@pytest.mark.parametrize(
    ("clean", "reps", "low", "high"),
    [(0, 5, 0.0, 0.3511), (5, 5, 0.6489, 1.0), (5, 10, 0.2692, 0.7308), (1, 1, 0.2699, 1.0), (81, 263, 0.2632, 0.3567)],
)
def test_the_interval_of_a_share_is_wilsons(clean, reps, low, high):
    """Both limits solve |share - p| = z sqrt(p (1 - p) / reps), which the table's numbers were checked against."""
    found = bound_share(clean, reps)
    assert found == pytest.approx((low, high), abs=5e-4)
    for p in found:
        assert abs(clean / reps - p) == pytest.approx(1.6448536 * math.sqrt(p * (1 - p) / reps), abs=1e-7)


counts = st.lists(
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=9
)


@given(counts)
def test_pooled_shares_never_rise_and_are_the_best_that_do_not(rows):
    """The minimax formula of isotonic regression, by brute force."""

    def mean(a, b):
        return sum(clean for clean, _ in rows[a:b]) / sum(reps for _, reps in rows[a:b])

    n = len(rows)
    best = [min(max(mean(a, b) for b in range(i + 1, n + 1)) for a in range(i + 1)) for i in range(n)]
    assert pool_shares(rows) == pytest.approx(best)


# The curve


def fit(rows, *, sessions=2, of_one_day=False):
    """Return the fit of (load, clean reps) in sets of five, each done once a session."""
    loads, clean = zip(*(rows * sessions), strict=True)
    days = ["day" if of_one_day else f"day {i // len(rows)}" for i in range(len(loads))]
    return fit_breakdown(loads, [5] * len(loads), clean, days)


SLOPE = [(60, 5), (70, 5), (80, 4), (90, 2), (100, 0)]
STEP = [(60, 5), (70, 5), (80, 5), (90, 5), (100, 0), (110, 0)]


def test_more_sessions_make_the_interval_shorter():
    few, many = fit(SLOPE, sessions=2), fit(SLOPE, sessions=8)
    assert many.high_kg - many.low_kg < 0.75 * (few.high_kg - few.low_kg)


def test_sets_of_one_session_tell_less_than_those_of_many():
    one, many = fit(SLOPE, sessions=6, of_one_day=True), fit(SLOPE, sessions=6)
    assert one.high_kg - one.low_kg > 1.3 * (many.high_kg - many.low_kg)


def test_one_stray_rep_at_a_light_load_moves_the_estimate_little():
    assert fit([(60, 4), *STEP[1:]]).estimate_kg == pytest.approx(fit(STEP).estimate_kg, rel=0.02)


# Simulated athletes: the interval covers the truth in 90 % of those who get one


@dataclass(frozen=True)
class Athlete:
    """A truth, and a log drawn from it; the spread of sessions is a fraction of the breakdown load."""

    breakdown_kg: float
    abrupt: bool
    session_spread: float
    alike: float
    loads: int
    sessions: int
    points: list[LoadPoint]


def draw_athlete(chance, *, loads=None, sessions=None, all_loads=False, session_spread=None, alike=None, abrupt=None):
    """Draw an athlete: what is not given is drawn too.

    The lightest load is 50-85 % of the breakdown load, the heaviest 103-135 %, on plates of 2.5 kg. Abrupt slopes
    fall from 80 % to 20 % clean within 1.4-8 % of the breakdown load, gradual ones within 8-33 %. Reps of one set
    are alike through a beta distribution, which is not what the fit assumes.
    """
    kg = chance.uniform(50, 200)
    abrupt = bool(chance.random() < 0.5) if abrupt is None else abrupt
    width_kg = kg * math.exp(chance.uniform(*np.log((0.005, 0.03) if abrupt else (0.03, 0.12))))
    count = loads or int(chance.integers(3, 11))
    days = sessions or int(chance.integers(2, 9))
    drawn = chance.uniform(0, 0.05) if chance.random() < 0.6 else 0.0
    spread = drawn if session_spread is None else session_spread
    drawn = chance.uniform(0, 0.3) if chance.random() < 0.5 else 0.0
    rho = drawn if alike is None else alike
    rack = np.linspace(kg * chance.uniform(0.5, 0.85), kg * chance.uniform(1.03, 1.35), count)
    rack = np.unique(np.round(rack / 2.5) * 2.5)
    points = []
    for day in range(days):
        today_kg = kg * (1 + spread * chance.normal())
        lifted = rack if all_loads else chance.choice(rack, chance.integers(1, min(5, rack.size) + 1), replace=False)
        for load_kg in sorted(lifted):
            clean = 1 / (1 + math.exp(min((load_kg - today_kg) / width_kg, 500)))
            if rho > 0 and 1e-6 < clean < 1 - 1e-6:
                clean = chance.beta(*(max(p * (1 / rho - 1), 1e-3) for p in (clean, 1 - clean)))
            reps = int(chance.integers(3, 11))
            seen = int(chance.binomial(reps, clean))
            points.append(LoadPoint(f"{day} {load_kg}", f"{day}", float(load_kg), reps, seen, "analysis"))
    return Athlete(kg, abrupt, spread, rho, len({point.load_kg for point in points}), days, points)


@dataclass(frozen=True)
class Judged:
    """An athlete with the answer, whether its interval covers the truth, and its width over the truth.

    An open side has no width: it counts up to the lightest or the heaviest load lifted.
    """

    athlete: Athlete
    covers: bool
    width: float
    is_open: bool
    miss: float


def judge_athletes(seed, count, **given):
    """Draw so many athletes and return those who get an estimate, with all verdicts counted."""
    chance = np.random.default_rng(seed)
    judged, verdicts = [], Counter()
    for _ in range(count):
        athlete = draw_athlete(chance, **given)
        found = assess_form_at_load(athlete.points)
        verdicts[found.verdict] += 1
        if found.estimate_kg is None:
            continue
        low = -math.inf if found.low_kg is None else found.low_kg
        high = math.inf if found.high_kg is None else found.high_kg
        width = min(high, found.loads[-1].load_kg) - max(low, found.loads[0].load_kg)
        kg = athlete.breakdown_kg
        covers, miss = low <= kg <= high, abs(found.estimate_kg - kg) / kg
        judged.append(Judged(athlete, covers, width / kg, None in (found.low_kg, found.high_kg), miss))
    return judged, verdicts


def coverage(judged):
    return sum(one.covers for one in judged) / len(judged)


def test_the_interval_covers_the_truth_in_ninety_percent_of_simulated_athletes():
    judged, _ = judge_athletes(2024, 500)
    assert len(judged) >= 400
    assert coverage(judged) >= 0.90
    for group in (
        [one for one in judged if one.athlete.abrupt],
        [one for one in judged if not one.athlete.abrupt],
        [one for one in judged if one.athlete.session_spread],
        [one for one in judged if one.athlete.alike],
        [one for one in judged if one.athlete.loads <= 5],
        [one for one in judged if one.athlete.sessions >= 5],
    ):
        assert len(group) > 100
        assert coverage(group) >= 0.88


def test_eight_loads_in_four_sessions_make_an_interval_of_use():
    judged, _ = judge_athletes(7, 120, loads=8, sessions=4, all_loads=True)
    assert len(judged) > 100
    assert coverage(judged) >= 0.90
    assert median(one.width for one in judged) < 0.12
    assert median(one.miss for one in judged) < 0.02
    assert sum(one.is_open for one in judged) / len(judged) < 0.15
