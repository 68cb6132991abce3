"""The figures of muscles: all of them week by week, and the posterior chain with its hinges told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.units import Unit, from_kg, show_number
from workouts.domain.figures import Column, Figure, Row
from workouts.domain.muscles import POSTERIOR_CHAIN, MuscleLog, MuscleWeeks, Share, by_month

BAR_PX, GAP_PX, TALL_PX = 8, 2, 48


@dataclass(frozen=True)
class Tile:
    """One muscle in the grid: this week, the four weeks before, and a bar a week (an SVG path)."""

    name: str
    now: str
    usual: str
    path: str
    usual_y: float
    width: int
    said: str


@dataclass(frozen=True)
class Chain:
    """One muscle of the posterior chain: its figure, and this week in words."""

    name: str
    words: str
    usual: str
    figure: Figure


def muscles_figure(log: MuscleLog, *, volume: bool, monthly: bool, unit: Unit) -> Figure:
    """Return the table of all muscles: a row a week, or the mean week of each month."""
    shares = [_periods(log, line, monthly) for line in log.muscles]
    dates = [day for day, _ in shares[0]] if shares else []
    rows = [Row((day, *(_amount(line[place][1], volume, unit) for line in shares))) for place, day in enumerate(dates)]
    columns = [
        Column(_name(line.muscle.value, volume), line.muscle.label, unit if volume else "") for line in log.muscles
    ]
    title = "Volume by muscle" if volume else "Hard sets by muscle"
    head = Column("month" if monthly else "week", "Month" if monthly else "Week of")
    return Figure("muscles", title, "bars", (head, *columns), rows, "month" if monthly else "week")


def muscle_tiles(log: MuscleLog, *, volume: bool, monthly: bool, unit: Unit) -> list[Tile]:
    """Return a tile for each muscle, all drawn to one scale."""
    series = [[_amount(share, volume, unit) for _, share in _periods(log, line, monthly)] for line in log.muscles]
    most = max((value for values in series for value in values), default=0) or 1
    return [
        _tile(line, values, most, volume, unit, "month" if monthly else "week")
        for line, values in zip(log.muscles, series, strict=True)
    ]


def posterior_chain(log: MuscleLog, *, volume: bool, monthly: bool, unit: Unit) -> list[Chain]:
    """Return the four muscles of the posterior chain, work from hinges beside that from accessories."""
    return [_chain(log, log.of(muscle), volume, monthly, unit) for muscle in POSTERIOR_CHAIN]


def _chain(log: MuscleLog, line: MuscleWeeks, volume: bool, monthly: bool, unit: Unit) -> Chain:
    rows = [Row((day, *_parts(share, unit))) for day, share in _periods(log, line, monthly)]
    drawn = ("hinge_volume", "accessory_volume") if volume else ("hinge_sets", "accessory_sets")
    heads = (
        ("hard_sets", "Hard sets", ""), ("hinge_sets", "Hinges", ""), ("accessory_sets", "Accessories", ""),
        ("volume", "Volume", unit), ("hinge_volume", "Hinges", unit), ("accessory_volume", "Accessories", unit),
    )  # fmt: skip
    first = Column("month" if monthly else "week", "Month" if monthly else "Week of")
    columns = (first, *(Column(name, head, of, drawn=name in drawn) for name, head, of in heads))
    name = line.muscle.label
    title = f"{name}: {'volume' if volume else 'hard sets'}"
    legend = (("bar", "hinges"), ("other", "accessories"))
    figure = Figure(line.muscle.value, title, "stack", columns, rows, "month" if monthly else "week", legend)
    return Chain(name, _words(line, volume, unit), _usual(line, volume, unit), figure)


def _words(line: MuscleWeeks, volume: bool, unit: Unit) -> str:
    now = line.now
    if volume:
        amount, hinges = (f"{from_kg(part, unit):,.0f} {unit}" for part in (now.volume_kg, now.hinge_volume_kg))
        whole, nothing = f"{amount} this week", "nothing lifted this week"
        part = now.hinge_volume_kg / now.volume_kg if now.volume_kg else 0.0
    else:
        whole = f"{show_number(now.hard_sets)} hard set{'' if now.hard_sets == 1 else 's'} this week"
        hinges, nothing = show_number(now.hinge_sets), "no hard set this week"
        part = now.hinge_sets / now.hard_sets if now.hard_sets else 0.0
    if not (now.volume_kg if volume else now.hard_sets):
        return f"{line.muscle.label}: {nothing}"
    share = "all" if part > 0.9999 else hinges if part else "none"
    return f"{line.muscle.label}: {whole}, {share} from hinges"


def _usual(line: MuscleWeeks, volume: bool, unit: Unit) -> str:
    return (
        f"{from_kg(line.usual_volume_kg(), unit):,.0f} {unit}" if volume else show_number(round(line.usual_sets(), 1))
    )


def _tile(line: MuscleWeeks, values: Sequence[float], most: float, volume: bool, unit: Unit, period: str) -> Tile:
    step = BAR_PX + GAP_PX
    bars = "".join(
        f"M{place * step} {TALL_PX}v{-_tall(value, most)}h{BAR_PX}V{TALL_PX}z"
        for place, value in enumerate(values)
        if value
    )
    usual = from_kg(line.usual_volume_kg(), unit) if volume else line.usual_sets()
    now = f"{from_kg(line.now.volume_kg, unit):,.0f} {unit}" if volume else show_number(line.now.hard_sets)
    name = line.muscle.label
    said = f"{name}: {'volume' if volume else 'hard sets'} by {period}, highest {show_number(max(values, default=0))}"
    level = TALL_PX - min(_tall(usual, most), TALL_PX - 1)
    return Tile(name, now, _usual(line, volume, unit), bars, level, max(step * len(values) - GAP_PX, 1), said)


def _tall(value: float, most: float) -> float:
    return round(TALL_PX * value / most, 1)


def _periods(log: MuscleLog, line: MuscleWeeks, monthly: bool) -> list[tuple[date, Share]]:
    return by_month(log.weeks, line.shares) if monthly else list(zip(log.weeks, line.shares, strict=True))


def _amount(share: Share, volume: bool, unit: Unit) -> float:
    return round(from_kg(share.volume_kg, unit), 1) if volume else round(share.hard_sets, 1)


def _parts(share: Share, unit: Unit) -> tuple[float, ...]:
    sets = (share.hard_sets, share.hinge_sets, share.other_sets)
    loads = (share.volume_kg, share.hinge_volume_kg, share.other_volume_kg)
    return (*(round(part, 1) for part in sets), *(round(from_kg(part, unit), 1) for part in loads))


def _name(muscle: str, volume: bool) -> str:
    return f"{muscle.replace('-', '_')}_{'volume' if volume else 'sets'}"
