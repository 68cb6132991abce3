"""Smoothing of measured series. NaN means that nothing was measured; short gaps are bridged, longer ones stay."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Median first, against single wild frames, then a low-pass that moves nothing in time (Winter 2009, ch. 3: joint
#: angles of slow movements hold no signal above 4 to 6 Hz).
MEDIAN_S, CUTOFF_HZ = 0.1, 5.0
#: A gap up to this long is bridged by a straight line: a hand's or plate's passing, not a person's leaving.
LONGEST_GAP_S = 0.3
#: Two passes of a second-order Butterworth filter, forward and backward, move the cut-off by this (Winter 2009).
_TWO_PASSES = 0.802
_PAD_S = 0.5


def smooth(values: Floats, times_s: Floats, *, cutoff_hz: float = CUTOFF_HZ) -> Floats:
    """Return a series (n,) without jitter: gaps up to 0.3 s bridged, median over 0.1 s, low-pass without delay.

    `times_s` (n,) rise. Each stretch between longer gaps is smoothed by itself; NaN stays NaN there.
    """
    result = np.full(len(values), np.nan)
    for stretch in stretches(values, times_s):
        seen = np.flatnonzero(np.isfinite(values[stretch])) + stretch.start
        bridged = np.interp(times_s[stretch], times_s[seen], values[seen])
        rate_hz = 1 / typical_interval_s(times_s)
        result[stretch] = _low_pass(_median(bridged, rate_hz), rate_hz, cutoff_hz)
    return result


def stretches(values: Floats, times_s: Floats) -> Iterator[slice]:
    """Yield the slices between gaps longer than `LONGEST_GAP_S`, each from a measured value to a measured value."""
    seen = np.flatnonzero(np.isfinite(values))
    if len(seen) == 0:
        return
    longest_s = LONGEST_GAP_S + 1.01 * typical_interval_s(times_s)
    ends = np.flatnonzero(np.diff(times_s[seen]) > longest_s)
    for first, last in zip([0, *(ends + 1)], [*ends, len(seen) - 1], strict=True):
        yield slice(int(seen[first]), int(seen[last]) + 1)


def typical_interval_s(times_s: Floats) -> float:
    """Return the median time between two frames; a thirtieth of a second where there are not two."""
    return float(np.median(np.diff(times_s))) if len(times_s) > 1 else 1 / 30


def jitter(values: Floats, times_s: Floats) -> Floats:
    """Return the size of the second difference (m,) at about 30 frames a second, in the unit of the values.

    What moves smoothly gives nearly nothing, a joint that jumps gives its jump. NaN where one of three is missing.
    """
    step = max(1, round(1 / 30 / typical_interval_s(times_s)))
    return np.abs(np.diff(values[::step], 2))


def _median(values: Floats, rate_hz: float) -> Floats:
    width = max(3, round(MEDIAN_S * rate_hz) | 1)
    if len(values) < width:
        return values
    padded = np.pad(values, width // 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=1))


def _low_pass(values: Floats, rate_hz: float, cutoff_hz: float) -> Floats:
    """Filter forward and backward, the ends reflected through themselves so that they stay where they are."""
    pad = min(len(values) - 1, round(_PAD_S * rate_hz))
    if pad < 1:
        return values
    before = 2 * values[0] - values[pad:0:-1]
    after = 2 * values[-1] - values[-2 : -pad - 2 : -1]
    once = _butterworth(np.concatenate([before, values, after]), rate_hz, cutoff_hz)
    return _butterworth(once[::-1], rate_hz, cutoff_hz)[::-1][pad : pad + len(values)]


def _butterworth(values: Floats, rate_hz: float, cutoff_hz: float) -> Floats:
    """Return a second-order low-pass of a series, by the bilinear transform; it starts at rest at the first value."""
    warped = math.tan(math.pi * min(cutoff_hz / _TWO_PASSES / rate_hz, 0.45))
    scale = 1 + math.sqrt(2) * warped + warped**2
    b = warped**2 / scale
    a1, a2 = 2 * (warped**2 - 1) / scale, (1 - math.sqrt(2) * warped + warped**2) / scale
    result = [float(values[0])] * 2
    plain = values.tolist()
    for now, last, before in zip(plain[2:], plain[1:], plain, strict=False):
        result.append(b * (now + 2 * last + before) - a1 * result[-1] - a2 * result[-2])
    return np.array(result[: len(plain)])
