"""The records of an exercise as a table: by repetition count, then the other bests, each with the set it comes from."""

from core.units import Unit, from_kg, show_number
from workouts.domain.figures import Column, Figure, Row
from workouts.domain.records import Mark, Records
from workouts.models import Exercise
from workouts.models.exercise import LoadKind, Measure

COLUMNS = (
    Column("record", "Record"),
    Column("best", "Best"),
    Column("unit", "Unit"),
    Column("from", "From"),
    Column("date", "Date"),
)


def records_figure(exercise: Exercise, found: Records, *, unit: Unit) -> Figure:
    """Return the table of records, loads in the unit."""
    rows = [
        _row(f"{count} rep{'' if count == 1 else 's'}", mark, from_kg(mark.value, unit), unit, unit)
        for count, mark in sorted(found.reps.items())
        if not (count + 1 in found.reps and found.reps[count + 1].set == mark.set)  # the same set did one more
    ]
    lifted = exercise.load == LoadKind.EXTERNAL and exercise.measure == Measure.REPS
    if found.e1rm and lifted:
        rows.append(_row("Estimated 1RM", found.e1rm, round(from_kg(found.e1rm.value, unit), 1), unit, unit))
    if found.volume:
        rows.append(_row("Volume in a session", found.volume, round(from_kg(found.volume.value, unit), 1), unit, unit))
    if found.heaviest and not found.reps:
        rows.append(_row("Heaviest set", found.heaviest, from_kg(found.heaviest.value, unit), unit, unit))
    if found.most_reps and not (lifted and found.reps):
        rows.append(_row("Most reps without added load", found.most_reps, found.most_reps.value, "reps", unit))
    if found.longest:
        rows.append(_row("Longest set", found.longest, found.longest.value, "s", unit))
    if found.farthest:
        rows.append(_row("Farthest set", found.farthest, found.farthest.value, "m", unit))
    return Figure("records", "Records", "table", COLUMNS, rows[::-1])


def _row(name: str, mark: Mark, value: float, measured: str, unit: Unit) -> Row:
    load = show_number(from_kg(mark.load_kg, unit)) if mark.load_kg else ""
    source = f"{load} × {mark.reps}" if load and mark.reps else load
    return Row((name, value, measured, source, mark.day), mark.session, mark.set)
