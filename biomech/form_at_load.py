"""At which load technique stops holding up: sets in, the loads where form held or was lost out, or "cannot tell yet".

One point is one set of one kind of lift. What is counted is in docs/analysis/form-at-load.md, the fitted curve in
`form_at_load_fit`.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from biomech.form_at_load_fit import Fit, ShareCurve, bound_share, fit_breakdown, pool_shares

Source = Literal["analysis", "self-rating"]
Verdict = Literal["cannot-tell-yet", "held-everywhere", "lost-everywhere", "breaks-down"]

#: Form held: four of five reps clean. One stray rep in a set of five is within what a lifter and the analysis miss.
HELD_SHARE = 0.8
#: Form lost: fewer than half of the reps clean, so that the next rep is more likely not to be.
LOST_SHARE = 0.5
#: Two loads draw a line through anything; a third can disagree. Two sessions, as one may have been a bad day.
MIN_LOADS = 3
MIN_SESSIONS = 2
#: Loads that differ by less are one load: half the smallest pair of plates, and what a change between lb and kg rounds.
SAME_LOAD_KG = 0.25
#: With fewer reps a load that decides is named in the reasons.
FEW_REPS = 3
#: Reps that a self-rating counts for in the fit: it is one judgement in three steps, however long the set was.
RATING_REPS = 2


@dataclass(frozen=True)
class LoadPoint:
    """One set: its key and its session's, the load, its reps and how many of them were clean.

    `relative_load` is load over a reference such as the estimated 1RM; it is only passed on. `curve` names the kind
    of lift. Raises ValueError for counts and loads that no set can have.
    """

    key: str
    session: str
    load_kg: float
    reps: int
    clean_reps: int
    source: Source
    findings: tuple[str, ...] = ()
    relative_load: float | None = None
    curve: str = ""

    def __post_init__(self) -> None:
        """Refuse what no set can have."""
        for load in (self.load_kg, self.relative_load):
            if load is not None and not (math.isfinite(load) and load >= 0):
                raise ValueError(f"Set {self.key}: a load is a number from 0 up, not {load}.")
        if self.reps < 1:
            raise ValueError(f"Set {self.key}: a set has at least one rep, not {self.reps}.")
        if not 0 <= self.clean_reps <= self.reps:
            raise ValueError(f"Set {self.key}: {self.clean_reps} of {self.reps} reps cannot be clean.")


@dataclass(frozen=True)
class LoadShare:
    """What was seen at one load: counts, the share of clean reps and its Wilson interval (90 %).

    `load_kg` is the lightest of the loads merged here, `relative_load` the mean of those given. `findings` are names
    with the number of sets that have them, the most frequent first.
    """

    load_kg: float
    reps: int
    clean_reps: int
    share: float
    share_low: float
    share_high: float
    sessions: tuple[str, ...]
    keys: tuple[str, ...]
    rated_sets: int
    findings: tuple[tuple[str, int], ...]
    relative_load: float | None


@dataclass(frozen=True)
class FormAtLoad:
    """The answer with the counts behind it; loads in kg, rising.

    `held_kg` is the highest load with form held, `lost_kg` the lowest with form lost, and `held_kg` < `lost_kg`; with
    too few loads or sessions neither is told. The estimate is there only where form breaks down. Then `low_kg` None
    says that the breakdown may lie below everything lifted so far, `high_kg` None that it may lie above.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    loads: tuple[LoadShare, ...]
    held_kg: float | None = None
    lost_kg: float | None = None
    estimate_kg: float | None = None
    low_kg: float | None = None
    high_kg: float | None = None
    share_at: ShareCurve | None = None


def assess_form_at_load(points: Iterable[LoadPoint]) -> FormAtLoad:
    """Say at which load technique stops holding up, or what is missing to tell.

    A set with an analysis and a self-rating comes once, with the analysis. The order of the points is of no
    consequence. Raises ValueError if the points are of two curves, or two have one key.
    """
    # Sums of floats depend on their order, so that the order is made the same first.
    ordered = sorted(points, key=lambda point: (point.load_kg, point.session, point.key))
    _refuse_mixtures(ordered)
    groups = _merge_loads(ordered)
    loads = tuple(_share_of(group) for group in groups)
    missing = _name_missing(len(loads), len({point.session for point in ordered}))
    if missing:
        return FormAtLoad("cannot-tell-yet", missing, loads)

    shares = pool_shares([(row.clean_reps, row.reps) for row in loads])
    pairs = list(zip((row.load_kg for row in loads), shares, strict=True))
    held_kg = max((load for load, share in pairs if share >= HELD_SHARE), default=None)
    lost_kg = min((load for load, share in pairs if share < LOST_SHARE), default=None)
    asides = _name_asides(loads, shares, held_kg, lost_kg)
    says: tuple[str, ...]
    if shares[-1] >= HELD_SHARE:
        says = (f"Form held at every load, up to {_kg(loads[-1].load_kg)}.", "No load yet at which it was lost.")
        return FormAtLoad("held-everywhere", says + asides, loads, held_kg)
    if shares[0] < LOST_SHARE:
        says = (f"Form was lost at every load, from {_kg(loads[0].load_kg)} up.", "No load yet at which it held.")
        return FormAtLoad("lost-everywhere", says + asides, loads, None, lost_kg)
    says = ("No load yet at which form held." if held_kg is None else f"Form held up to {_kg(held_kg)}.",)
    if lost_kg is None:
        wavers_kg = next(load for load, share in pairs if share < HELD_SHARE)
        says += (f"From {_kg(wavers_kg)} up it was neither held nor lost: sets at a heavier load would tell.",)
        return FormAtLoad("cannot-tell-yet", says + asides, loads, held_kg)

    fit = _fit(groups)
    # Where they differ, what was counted goes before what was fitted.
    estimate_kg = min(max(fit.estimate_kg, loads[0].load_kg if held_kg is None else held_kg), lost_kg)
    low_kg = None if fit.low_kg < loads[0].load_kg else min(fit.low_kg, estimate_kg)
    high_kg = None if fit.high_kg > loads[-1].load_kg else max(fit.high_kg, estimate_kg)
    says += (f"It was lost from {_kg(lost_kg)} up.", _tell_estimate(estimate_kg, low_kg, high_kg))
    return FormAtLoad("breaks-down", says + asides, loads, held_kg, lost_kg, estimate_kg, low_kg, high_kg, fit.curve)


def split_by_curve(points: Iterable[LoadPoint]) -> dict[str, tuple[LoadPoint, ...]]:
    """Return the points of each curve by its name: floor pulls, blocks, paused and full reps are never mixed."""
    points = list(points)
    return {name: tuple(p for p in points if p.curve == name) for name in sorted({p.curve for p in points})}


def count_clean_reps(rating: int, reps: int) -> int:
    """Return how many reps of a set count as clean by its self-rating from 1 to 5.

    From 4, which the log calls good form, all are; up to 2, none; at 3, the one step between, half of them, rounded
    up, which is neither held nor lost. A single rep has no half: at 3 it is short of good form and not clean.
    Raises ValueError for other ratings and for a set without reps.
    """
    if not (1 <= rating <= 5 and reps >= 1):
        raise ValueError(f"A rating is from 1 to 5 and a set has at least one rep, not {rating} and {reps}.")
    if rating == 3:
        return (reps + 1) // 2 if reps > 1 else 0
    return reps if rating > 3 else 0


def _refuse_mixtures(points: Sequence[LoadPoint]) -> None:
    curves = sorted({point.curve for point in points})
    if len(curves) > 1:
        raise ValueError(f"Points of different lifts share no curve: {', '.join(curves)}.")
    twice = [key for key, count in Counter(point.key for point in points).items() if count > 1]
    if twice:
        raise ValueError(f"Set {twice[0]} comes twice: pass its analysis or its self-rating, not both.")


def _merge_loads(points: Sequence[LoadPoint]) -> list[list[LoadPoint]]:
    """Return rising points in groups of one load; a group is never wider than `SAME_LOAD_KG`."""
    groups: list[list[LoadPoint]] = []
    for point in points:
        if groups and point.load_kg - groups[-1][0].load_kg < SAME_LOAD_KG:
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _share_of(group: Sequence[LoadPoint]) -> LoadShare:
    reps, clean = sum(point.reps for point in group), sum(point.clean_reps for point in group)
    low, high = bound_share(clean, reps)
    relative = [point.relative_load for point in group if point.relative_load is not None]
    findings = Counter(name for point in group for name in set(point.findings))
    return LoadShare(
        group[0].load_kg,
        reps,
        clean,
        clean / reps,
        low,
        high,
        tuple(sorted({point.session for point in group})),
        tuple(point.key for point in group),
        sum(point.source == "self-rating" for point in group),
        tuple(sorted(findings.items(), key=lambda item: (-item[1], item[0]))),
        sum(relative) / len(relative) if relative else None,
    )


def _fit(groups: Sequence[Sequence[LoadPoint]]) -> Fit:
    sets = [(group[0].load_kg, point) for group in groups for point in group]
    counted = [min(point.reps, RATING_REPS) if point.source == "self-rating" else point.reps for _, point in sets]
    return fit_breakdown(
        [load_kg for load_kg, _ in sets],
        counted,
        [count * (point.clean_reps / point.reps) for count, (_, point) in zip(counted, sets, strict=True)],
        [point.session for _, point in sets],
    )


def _name_missing(loads: int, sessions: int) -> tuple[str, ...]:
    wanted = ((MIN_LOADS - loads, "at", "load"), (MIN_SESSIONS - sessions, "in", "session"))
    return tuple(f"Sets {at} {n} more {what}{'s' * (n > 1)} are needed." for n, at, what in wanted if n > 0)


def _name_asides(
    loads: Sequence[LoadShare], shares: Sequence[float], held_kg: float | None, lost_kg: float | None
) -> tuple[str, ...]:
    """Say what makes the counts weaker than they look."""
    few = [row for row in loads if row.reps < FEW_REPS and row.load_kg in (held_kg, lost_kg)]
    asides = [f"Only {row.reps} rep{'s' * (row.reps > 1)} at {_kg(row.load_kg)}." for row in few]
    if any(_grade(row.share) != _grade(share) for row, share in zip(loads, shares, strict=True)):
        asides.append("Lighter sets were not always cleaner: loads that contradict each other are judged together.")
    if all(row.rated_sets == len(row.keys) for row in loads):
        asides.append("All of these sets are self-rated, none analysed.")
    return tuple(asides)


def _grade(share: float) -> int:
    return (share >= LOST_SHARE) + (share >= HELD_SHARE)


def _tell_estimate(estimate_kg: float, low_kg: float | None, high_kg: float | None) -> str:
    low = "below everything lifted so far" if low_kg is None else _kg(round(low_kg, 1))
    high = "above everything lifted so far" if high_kg is None else _kg(round(high_kg, 1))
    about = f"The chance of a clean rep falls through one half at about {_kg(round(estimate_kg, 1))}"
    return f"{about} (90 % interval: {low} to {high})."


def _kg(load_kg: float) -> str:
    return f"{round(load_kg, 2):g} kg"
