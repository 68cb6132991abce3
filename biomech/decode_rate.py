"""A constant frame rate for a clip, and how often each of its frames is shown at that rate. Pure numbers."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

#: What players and editors know, in frames per second.
STANDARD_RATES = tuple(
    Fraction(rate)
    for rate in (10, 12, "12.5", 15, 20, "24000/1001", 24, 25, "30000/1001", 30, 40, 45, 48, 50, "60000/1001", 60)
)
#: For a clip that does not tell: one frame.
_USUAL_RATE = Fraction(30)
_FASTEST = STANDARD_RATES[-1]
#: An interval this far from the median one is a pause or a dropped frame and says nothing about the rate.
_REGULAR = 0.4
#: Of a frame: how far the time of the last one may be rounded down by its container.
_ROUNDED = Fraction(1, 10)


def constant_rate(pts: Sequence[int], time_base: Fraction) -> Fraction:
    """Return the standard rate nearest to a clip's own, at most 60: a faster clip is divided by a whole number first.

    `pts` rise. The median says which intervals are regular, their mean what the rate is: a median alone cannot tell
    29.97 from 30 where a container counts in milliseconds.
    """
    ticks = [b - a for a, b in pairwise(pts) if b > a]
    if not ticks:
        return _USUAL_RATE
    middle = median(ticks)
    regular = [tick for tick in ticks if abs(tick - middle) <= _REGULAR * middle]
    rate = len(regular) / (sum(regular) * time_base)
    # Half a per cent of slack: cameras that write 240 a second measure as 240.02.
    divisor = -int(-rate / (_FASTEST * Fraction(201, 200)) // 1)
    wanted = rate / max(divisor, 1)
    return min(STANDARD_RATES, key=lambda standard: max(standard / wanted, wanted / standard))


def count_frames(span_s: Fraction, last_frame_s: Fraction, rate: Fraction) -> int:
    """Return how many frames a clip has at a rate; its last frame begins after the span and is never left out."""
    by_length = round((span_s + last_frame_s) * rate)
    by_last_frame = frames_until(span_s + _ROUNDED / rate, rate)
    return max(by_length, by_last_frame)


def frames_until(time_s: Fraction, rate: Fraction) -> int:
    """Return how many frames begin no later than a time."""
    return int(time_s * rate // 1) + 1
