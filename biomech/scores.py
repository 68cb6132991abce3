"""A form score: a stated function of the findings, nothing else."""

from collections.abc import Sequence

from biomech.faults import Finding

#: A fault costs this at its limit, and up to this more when its value is so many degrees beyond.
_AT_LIMIT, _BEYOND, _SPAN_DEG = 20.0, 20.0, 20.0


def score_rep(number: int, findings: Sequence[Finding]) -> int:
    """Return 0 to 100 for the rep of this number: 100 less 20 to 40 for each fault seen in it.

    How much depends on how far the fault's value is beyond its limit. Hints cost nothing.
    """
    lost = 0.0
    for finding in findings:
        if finding.kind == "fault" and number in finding.reps:
            lost += _AT_LIMIT + _BEYOND * min(1.0, abs(finding.value - finding.limit) / _SPAN_DEG)
    return max(0, round(100 - lost))
