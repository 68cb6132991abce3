"""How the demo athlete practised: twelve weeks of drills beside her sessions, drawn anew the same way each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from fitnessrec.demo.plan import WEEKS, ZONE

ILL: Final = (44, 49)  # the days, counted from the first Monday, on which she had a cold
IN_A_ROW: Final = 9  # days of practice up to yesterday; the one before was missed
ENROLLED_AFTER: Final = 8  # weeks; then she joins the programme in week 5, so that now is week 9
START_WEEK: Final = 5
CLEAN_AT_FIRST, CLEAN_NOW = 0.36, 0.96  # the share of clean dowel hinges
NOTES: Final = {
    0: "The stick leaves my head at the bottom.",
    9: "Found it: hips first, then everything else.",
    30: "Mirror at the side. The knees stay now.",
    52: "First time after the cold, half of it.",
    79: "All three points from the first to the last.",
}


@dataclass(frozen=True)
class DemoLog:
    """A bout of practice as it went."""

    drill: str
    at: datetime
    sets: int
    reps: int | None = None
    clean_reps: int | None = None
    duration_s: float | None = None
    load_kg: float | None = None
    distance_m: float | None = None
    felt: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    note: str = ""


def first_monday(on: date) -> date:
    """Return the day with which the demonstration begins."""
    return on - timedelta(days=on.weekday(), weeks=WEEKS)


def enrolled_on(on: date) -> date:
    """Return the day on which she joins the programme."""
    return first_monday(on) + timedelta(weeks=ENROLLED_AFTER)


def demo_logs(*, on: date, seed: int = 31) -> Iterator[DemoLog]:
    """Yield what she practised before the day `on`, oldest first; some days are missed, the last nine are not."""
    chance = random.Random(seed)  # noqa: S311 -- the same history each time
    first = first_monday(on)
    days = (on - first).days
    for number in range(days):
        missed = chance.random() < 0.17
        at = datetime.combine(first + timedelta(days=number), time(7, chance.randrange(0, 40)), ZONE)
        left = days - number
        if ILL[0] <= number <= ILL[1] or left == IN_A_ROW + 1 or (missed and left > IN_A_ROW):
            continue
        yield from _day(chance, at, number, number / max(days - 1, 1))


def _day(chance: random.Random, at: datetime, number: int, way: float) -> Iterator[DemoLog]:
    """Yield the practice of one morning; `way` runs from 0 to 1 over the weeks."""
    short = number == 52 or chance.random() < 0.12
    reps = 30 if short else 45
    share = CLEAN_AT_FIRST + (CLEAN_NOW - CLEAN_AT_FIRST) * way + chance.uniform(-0.04, 0.04)
    felt = ("hamstrings",) if chance.random() < 0.25 + 0.7 * way else ("lower-back",)
    yield DemoLog(
        "dowel-hinge", at, reps // 15, reps, min(round(reps * share), reps),
        felt=felt, cues=("three-points",) if chance.random() < 0.6 else (), note=NOTES.get(number, ""),
    )  # fmt: skip
    at += timedelta(minutes=4)
    if chance.random() < 0.9 and not short:
        distance = round((0.30 + 0.12 * way) * 20) / 20
        yield DemoLog("wall-touch-hinge", at, 3, 30, 30 - (chance.random() < 0.3), distance_m=distance)
    at += timedelta(minutes=4)
    if chance.random() < 0.82:
        yield DemoLog("hamstring-stretch", at, 1, duration_s=60.0, felt=("hamstrings",))
    at += timedelta(minutes=3)
    weekday, week = at.weekday(), number // 7
    if weekday in (0, 4) and 2 <= week < ENROLLED_AFTER:
        yield DemoLog("kettlebell-deadlift", at, 3, 36, 34 + (week > 4), load_kg=8.0, felt=("hamstrings", "glutes"))
    if weekday == 2 and week >= 4:
        yield DemoLog("banded-hinge", at, 3, 45, 45, felt=("glutes",))
