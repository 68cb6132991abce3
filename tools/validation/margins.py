"""How far the clips lie from each limit on both sides, and what the limit would be without one of their sources."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from biomech import thresholds as limit
from biomech.faults import middle
from biomech.measurements import measure_trunk_line
from biomech.report import Report
from biomech.thresholds import Threshold


@dataclass(frozen=True)
class Case:
    """One labelled clip: its source (the word before the first underscore), its labels and its report."""

    file: str
    labels: dict[str, object]
    report: Report

    @property
    def source(self) -> str:
        """Return whom the clip is from."""
        return self.file.split("_")[0]


@dataclass(frozen=True)
class Limit:
    """A limit that labels can test: what is measured, what lies beyond it, and which clips take part."""

    name: str
    threshold: Threshold
    measure: Callable[[Report], float | None]
    beyond: Callable[[Case], bool]
    counts: Callable[[Case], bool]
    below: bool = False


def _judged(report: Report) -> list[dict[str, object]]:
    return [rep.measurements for rep in report.reps if rep.judged]  # type: ignore[misc]


def _of_reps(name: str) -> Callable[[Report], float | None]:
    return lambda report: middle(_judged(report), name)  # type: ignore[arg-type]


def _trunk_line(report: Report) -> float | None:
    reps = [rep.rep for rep in report.reps if rep.judged]
    if not reps or report.series is None or report.view is None:
        return None
    return measure_trunk_line(report.series, report.view, reps).value


def _has(fault: str) -> Callable[[Case], bool]:
    return lambda case: fault in case.labels.get("faults", [])  # type: ignore[operator]


def _named(case: Case) -> bool:
    return bool(case.labels["judgeable"]) and "faults" in case.labels


LIMITS = (
    Limit("ROUNDED", limit.ROUNDED, _trunk_line, _has("rounded-back"), _named),
    Limit(
        "HINGE",
        limit.HINGE,
        _of_reps("trunk_over_thigh_deg"),
        lambda case: case.labels.get("pattern") == "squat",
        lambda case: bool(case.labels["judgeable"]) and "pattern" in case.labels,
        below=True,
    ),
    Limit("HIPS_FIRST", limit.HIPS_FIRST, _of_reps("trunk_drop_deg"), _has("hips-rise-first"), _named),
    Limit(
        "DRIFT",
        limit.DRIFT,
        _of_reps("wrist_ahead"),
        _has("bar-drift"),
        lambda case: _named(case) and case.report.movement in ("deadlift", "romanian-deadlift"),
    ),
    Limit(
        "OBLIQUE",
        limit.OBLIQUE,
        lambda report: report.quality.side_on,
        lambda case: case.labels["view"] != "side",
        lambda case: case.labels["view"] != "side" or bool(case.labels["judgeable"]),
    ),
    Limit(
        "JITTER",
        limit.JITTER,
        lambda report: report.quality.jitter_deg,
        lambda case: "jitter" in str(case.labels.get("note", "")),
        lambda case: bool(case.labels["judgeable"]) or "jitter" in str(case.labels.get("note", "")),
    ),
)


def margin_table(cases: Sequence[Case]) -> Iterator[str]:
    """Yield a table: each limit, the nearest clips inside and beyond, and the limit without each source."""
    yield "| limit | value | nearest clip inside | nearest beyond | without one source | then wrong |"
    yield "|---|--:|--:|--:|--:|---|"
    for one in LIMITS:
        taken = [
            (case, value) for case in cases if one.counts(case) and (value := one.measure(case.report)) is not None
        ]
        inside, beyond = _sides(one, taken)
        refits, wrong = _without_sources(one, taken)
        span = f"{min(refits):.3g} to {max(refits):.3g}" if refits else "cannot be told"
        far = f"{_edge(one, beyond, nearest=True):.3g} ({len(beyond)})" if beyond else "none"
        near = f"{_edge(one, inside, nearest=False):.3g} ({len(inside)})"
        yield f"| `{one.name}` | {one.threshold.value:g} {one.threshold.unit} | {near} | {far} | {span} | {wrong} |"


def _sides(one: Limit, taken: Sequence[tuple[Case, float]]) -> tuple[list[float], list[float]]:
    inside = [value for case, value in taken if not one.beyond(case)]
    return inside, [value for case, value in taken if one.beyond(case)]


def _edge(one: Limit, values: Sequence[float], *, nearest: bool) -> float:
    """Return the value nearest to the limit: of those beyond it the nearest, of those inside the furthest out."""
    return min(values) if nearest != one.below else max(values)


def _without_sources(one: Limit, taken: Sequence[tuple[Case, float]]) -> tuple[list[float], str]:
    """Return the limits that the other sources give, and which clips of the source left out they get wrong."""
    refits, wrong = [], []
    for source in sorted({case.source for case, _ in taken}):
        inside, beyond = _sides(one, [(case, value) for case, value in taken if case.source != source])
        if not inside or not beyond:
            continue
        refit = _between(_edge(one, inside, nearest=False), _edge(one, beyond, nearest=True), len(inside), len(beyond))
        refits.append(refit)
        for case, value in taken:
            if case.source == source and one.beyond(case) != (value <= refit if one.below else value >= refit):
                wrong.append(f"{value:.3g} of a source left out, limit {refit:.3g}")
    return refits, "; ".join(wrong) or "none"


def _between(inside: float, beyond: float, many_inside: int, many_beyond: int) -> float:
    """Return a limit in the gap, nearer to the side whose edge more clips have shown, by the root of how many."""
    share = sqrt(many_beyond) / (sqrt(many_inside) + sqrt(many_beyond))
    return float(inside + share * (beyond - inside))


def angle_table(plain: Sequence[Case], others: dict[str, Sequence[Case]]) -> Iterator[str]:
    """Yield a table: for each variant how many reports say the same, and by how many degrees angles differ."""
    names = ("hip_flexion_deg", "knee_flexion_deg", "trunk_inclination_deg", "shin_inclination_deg")
    yield "| variant | same reps | same verdict | hip | knee | trunk | shin | all four |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for variant, cases in others.items():
        pairs = [(mine, other) for mine in plain for other in cases if mine.file == other.file and _named(mine)]
        reps = sum(len(a.report.reps) == len(b.report.reps) for a, b in pairs)
        same = sum(_verdict(a.report) == _verdict(b.report) for a, b in pairs)
        apart = [[_apart(a.report, b.report, name) for a, b in pairs] for name in names]
        cells = [f"{np.nanmedian(values):.1f}°" for values in (*apart, np.concatenate(apart))]
        yield f"| {variant} | {reps} of {len(pairs)} | {same} of {len(pairs)} | {' | '.join(cells)} |"


def _verdict(report: Report) -> tuple[object, ...]:
    return report.judged, report.pattern, frozenset(finding.code for finding in report.findings)


def _apart(a: Report, b: Report, name: str) -> float:
    one, other = _of_reps(name)(a), _of_reps(name)(b)
    return abs(one - other) if one is not None and other is not None else np.nan
