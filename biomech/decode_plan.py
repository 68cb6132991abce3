"""Which frames of a clip become its stills, decided from packet times alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """The chosen frames' times, rising, and whether each of them is a keyframe that decodes on its own."""

    times: tuple[int, ...]
    keyframes_only: bool


def plan_stills(times: Sequence[int], keyframes: Sequence[int], *, count: int, start: float, end: float) -> Plan:
    """Choose `count` frames evenly spaced over start to end, one for each equal part of it.

    All times are in one unit, whichever; `times` (not empty) and `keyframes` rise. If every part holds a
    keyframe, the one nearest to the part's middle is taken, which is fast; otherwise the frame shown at the
    middle. A clip with fewer frames repeats them, and a range that holds no frame at all takes what is shown
    at its start.
    """
    part = (end - start) / count
    middles = [start + (i + 0.5) * part for i in range(count)]

    nearest: list[int] = []
    for i, middle in enumerate(middles):
        low = bisect_left(keyframes, start + i * part)
        high = bisect_left(keyframes, start + (i + 1) * part)
        if low == high:
            break
        nearest.append(_nearest(keyframes[low:high], middle))
    else:
        return Plan(tuple(nearest), keyframes_only=True)

    first = min(bisect_left(times, start), len(times) - 1)
    if times[first] >= end:
        first = max(first - 1, 0)
    shown = (max(bisect_right(times, middle) - 1, first) for middle in middles)
    return Plan(tuple(times[i] for i in shown), keyframes_only=False)


def _nearest(times: Sequence[int], wanted: float) -> int:
    """Return the time with the smallest distance to the wanted one."""
    return min(times, key=lambda time: abs(time - wanted))
