"""What the API must keep to, whatever the machine: each limit is a ratio of two things timed in the same run."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.endpoints import CREATE, DEEP, LIST, PROGRESSION
from benchmarks.load import Target
from benchmarks.rounds import Timing, in_turns

AS_MANY_TIMES = {LIST: 2.5, CREATE: 4.0, PROGRESSION: 6.0}  # the baseline's median, at one connection
SHARE = {LIST: 0.30, PROGRESSION: 0.12}  # of the baseline's throughput, at 16 connections
DEEP_TIMES = 1.2  # the first page's median
CROWD_TIMES = 1.3  # the median with a tenth of the other people


@dataclass(frozen=True)
class Check:
    """A limit, and what was found."""

    what: str
    found: float
    limit: float
    ok: bool

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{'ok  ' if self.ok else 'OVER'}  {self.what}: {self.found:.2f} (limit {self.limit:g})"


def at_most(what: str, found: float, limit: float) -> Check:
    """Return the check of a value that must not be higher."""
    return Check(what, round(found, 3), limit, found <= limit)


def check(timings: Sequence[Timing], vendor: str) -> list[Check]:
    """Hold what was timed against the limits. Creating is held to its limit on PostgreSQL, where many write at once."""
    named = {timing.name: timing for timing in timings}
    found = [
        at_most(f"{name}, median at 1 connection, times the baseline's", named[name].at(1).ratio, limit)
        for name, limit in AS_MANY_TIMES.items()
        if name in named and (name != CREATE or vendor == "postgresql")
    ]
    for name, limit in SHARE.items():
        share = named[name].at(16).share
        found.append(Check(f"{name}, share of the baseline's throughput at 16, at least", share, limit, share >= limit))
    return found


def check_depth(target: Target, timings: Sequence[Timing], *, seconds: int) -> Check:
    """Ask for the first page and page 2,000 in turns."""
    first, deep = (next(timing.endpoint for timing in timings if timing.name == name) for name in (LIST, DEEP))
    times = in_turns((target, first), (target, deep), seconds=seconds)
    return at_most("page 2,000, median at 1 connection, times the first page's", times, DEEP_TIMES)
