"""A report as text for a terminal."""

from collections.abc import Iterator

from biomech.report import Report, RepReport

_COLUMNS = (
    ("hip", "hip_flexion_deg", "{:.0f}°"),
    ("knee", "knee_flexion_deg", "{:.0f}°"),
    ("trunk", "trunk_inclination_deg", "{:.0f}°"),
    ("shin", "shin_inclination_deg", "{:.0f}°"),
    ("hip:knee", "hip_knee_ratio", "{:.2f}"),
    ("trunk line", "trunk_line_deg", "{:.0f}°"),
)


def render(report: Report, name: str) -> str:
    """Return the report's lines: what was done, the verdict with its reasons, each rep, each finding."""
    return "\n".join(_lines(report, name))


def _lines(report: Report, name: str) -> Iterator[str]:
    reps = len(report.reps)
    yield f"{name}: {report.movement}, {report.duration_s:.1f} s, {report.frames} frames, {report.estimator}"
    yield f"{reps} {'rep' if reps == 1 else 'reps'}, pattern: {report.pattern or 'cannot be told'}"
    yield f"Form score {report.score} of 100" if report.judged else "Not judged."
    for reason in report.reasons:
        yield f"  {'Why' if reason.abstains else 'Note'}: {reason.text}"
    for part in report.left_out:
        yield f"  Left out: {part.start_s:.1f}-{part.end_s:.1f} s, {part.why}"
    if report.reps:
        yield ""
        yield "rep   bottom  down  pause    up  " + "".join(f"{title:>11}" for title, _, _ in _COLUMNS) + "  score"
        yield from (_row(rep) for rep in report.reps)
    if report.findings:
        yield ""
    for finding in report.findings:
        kind = "Hint" if finding.kind == "hint" else "Found"
        seen = ", ".join(str(number + 1) for number in finding.reps)
        value = f"{finding.value:.2f}" if abs(finding.value) < 2 else f"{finding.value:.0f}"
        yield f"{kind}: {finding.code} (reps {seen}; {value} {finding.unit}, limit {finding.limit:g})"
        yield f"  {finding.text}"
    if report.judged and not report.findings:
        yield "Nothing found."


def _row(rep: RepReport) -> str:
    taken = rep.rep
    down = "   -" if taken.down_s is None else f"{taken.down_s:4.1f}"
    cells = []
    for _, name, shape in _COLUMNS:
        value = rep.measurements[name].value
        cells.append("-" if value is None else shape.format(value))
    notes = f"  {', '.join(rep.notes)}" if rep.notes else ""
    score = "    -" if rep.score is None else f"{rep.score:5d}"
    times = f"{rep.number + 1:3d}  {rep.bottom_s:5.1f} s  {down}   {taken.pause_s:4.1f}  {taken.up_s:4.1f}  "
    return times + "".join(f"{cell:>11}" for cell in cells) + f"  {score}{notes}"
