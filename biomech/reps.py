"""Where a clip's repetitions are: from the bottom to the top, so that a clip that starts at the bottom counts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Hysteresis on depth, as shares of its range from standing to the bottom.
UP, DOWN = 0.30, 0.65
#: Of the clip's frames, so that a single wild one or a long stand changes nothing.
RANGE_PERCENT = (5.0, 95.0)
#: A range smaller by this is tried too. So many more reps in it mean that the deeper movement was no rep, nor is any
#: way this much longer than is usual among them.
_SHALLOWER, _MANY_MORE, _PICKED_UP = 0.62, 3, 1.25
#: Of a rep's depth: what counts as being at the bottom, and as having left or reached the top.
_AT_BOTTOM, _AT_TOP = 0.92, 0.1
#: A break in the measurements longer than this inside an ascent: the rep was not seen.
_LONGEST_BREAK_S = 0.6


@dataclass(frozen=True)
class Rep:
    """One repetition as places in the series: `start` of the way down, `bottom`, `top`.

    `start` is where standing was left, or the clip's first frame; `end` is where the bottom is left for the way up, and
    `sunk` where it was reached. Durations are seconds: `down_s` None where the clip starts on the way, `pause_s` at the
    bottom, `up_s`. `cut` is true where the clip begins or ends within the rep.
    """

    start: int
    sunk: int
    bottom: int
    end: int
    top: int
    down_s: float | None
    pause_s: float
    up_s: float
    cut: bool

    @property
    def frames(self) -> slice:
        """Its frames, from the start of the way down to the top."""
        return slice(self.start, self.top + 1)


def find_reps(
    depth: Floats,
    times_s: Floats,
    *,
    least_range: float,
    range_percent: tuple[float, float] = RANGE_PERCENT,
    last_up: float = UP,
    cuts: npt.NDArray[np.intp] | None = None,
) -> tuple[Rep, ...]:
    """Return the repetitions in a depth signal (n,) that is large at the bottom and small at the top.

    Depth is in degrees, or for swings how far the wrist is below the hip. A rep is a way from beyond 65 % of the range
    to below 30 %; the range is that between `range_percent` of the clip first, then that of the reps found. Where far
    more reps are found in a smaller range, the deeper ways were picking the weight up and putting it down, and are no
    reps. NaN is passed over. Nothing is found where the range is smaller than `least_range`, and nothing across one of
    the `cuts` (places of frames that follow a cut). A last way up that the clip's end cuts off counts once it has come
    below `last_up`.
    """
    seen = depth[np.isfinite(depth)]
    if len(seen) == 0:
        return ()
    breaks = set() if cuts is None else set(cuts.tolist())
    high, deep = (float(one) for one in np.percentile(seen, range_percent))
    ascents = _refined(depth, times_s, (high, deep), least_range, last_up, breaks)
    shallower = _refined(depth, times_s, (high, high + _SHALLOWER * (deep - high)), least_range, last_up, breaks)
    if len(shallower) >= len(ascents) + _MANY_MORE:
        usual = float(np.median([depth[bottom] - depth[top] for bottom, top in shallower]))
        ascents = [one for one in shallower if depth[one[0]] - depth[one[1]] <= _PICKED_UP * usual]
    tops = [0, *(top for _, top in ascents)]
    seen_at = np.flatnonzero(np.isfinite(depth))
    again = seen_at[1:][np.diff(times_s[seen_at]) > _LONGEST_BREAK_S]
    scenes = np.union1d(again, list(breaks)).astype(int)
    befores = [max([top, *scenes[scenes <= bottom].tolist()]) for top, (bottom, _) in zip(tops, ascents, strict=False)]
    return tuple(_rep(depth, times_s, before, *ascent) for before, ascent in zip(befores, ascents, strict=True))


def _refined(
    depth: Floats, times_s: Floats, extent: tuple[float, float], least_range: float, last_up: float, cuts: set[int]
) -> list[tuple[int, int]]:
    """Return bottom and top of each way up in the range of the clip, looked for again in the range of those found."""
    ascents: list[tuple[int, int]] = []
    for _ in range(2):
        if extent[1] - extent[0] < least_range:
            return []
        ascents = list(_ascents(depth, times_s, extent, last_up, cuts))
        if not ascents:
            return []
        extent = (
            float(np.median([depth[top] for _, top in ascents])),
            float(np.median([depth[bottom] for bottom, _ in ascents])),
        )
    return ascents


def _ascents(
    depth: Floats, times_s: Floats, extent: tuple[float, float], last_up: float, cuts: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield the deepest place before and the highest place after each way up; `extent` is depth high and low."""
    high, deep = extent
    up, down, last = (high + share * (deep - high) for share in (UP, DOWN, last_up))
    bottom: int | None = None
    top: int | None = None
    before = 0
    for place in np.flatnonzero(np.isfinite(depth)).tolist():
        value = depth[place]
        lost = bottom is not None and top is None and value <= down
        lost = lost and times_s[place] - times_s[before] > _LONGEST_BREAK_S
        if bottom is not None and (lost or not cuts.isdisjoint(range(before + 1, place + 1))):
            if top is not None:
                yield bottom, top
            bottom = top = None
        before = place
        if value > down:
            if bottom is not None and top is not None:
                yield bottom, top
                bottom = top = None
            if bottom is None or value > depth[bottom]:
                bottom = place
        elif value < up and bottom is not None and (top is None or value < depth[top]):
            top = place
    if bottom is not None and top is None and depth[before] < last:
        top = before
    if bottom is not None and top is not None:
        yield bottom, top


def _rep(depth: Floats, times_s: Floats, before: int, bottom: int, top: int) -> Rep:
    """Return the rep of an ascent; `before` is the last top, cut or absence before it, or the clip's start."""
    extent = depth[bottom] - depth[top]
    low, risen = depth[top] + _AT_BOTTOM * extent, depth[top] + _AT_TOP * extent
    # Not the same as the top: who leans back there may have stood upright.
    stand = float(np.nanmin(depth[before : bottom + 1]))
    left = stand + _AT_TOP * (depth[bottom] - stand) if stand <= depth[top] + UP * extent else -np.inf
    start = _last(depth[before : bottom + 1] <= left, before)
    first = before + int(np.argmax(np.isfinite(depth[before:]))) if start is None else start
    sunk = int(np.flatnonzero(depth[first : bottom + 1] >= low)[0]) + first
    end = int(np.flatnonzero(depth[bottom : top + 1] >= low)[-1]) + bottom
    arrived = int(np.flatnonzero(depth[end : top + 1] <= risen)[0]) + end
    at_edge = arrived >= len(depth) - 2
    return Rep(
        start=first,
        sunk=sunk,
        bottom=bottom,
        end=end,
        top=top,
        down_s=None if start is None else float(times_s[sunk] - times_s[start]),
        pause_s=float(times_s[end] - times_s[sunk]),
        up_s=float(times_s[arrived] - times_s[end]),
        cut=start is None or at_edge,
    )


def _last(true: npt.NDArray[np.bool_], offset: int) -> int | None:
    places = np.flatnonzero(true)
    return int(places[-1]) + offset if len(places) else None
