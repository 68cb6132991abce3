"""How much of one drill is meant for a day, and how that is said."""

from datetime import date

from accounts.models import User
from drills.domain.dose import Dose
from drills.domain.due import due_on, read_practice, warm_up
from drills.models import Drill
from drills.models.drill import DrillMeasure


def usual_dose(drill: Drill) -> Dose:
    """Return the drill's own dose, as one that nobody has planned."""
    timed = drill.measure == DrillMeasure.TIME
    return Dose(
        drill=drill,
        when="",
        sets=drill.sets,
        reps=None if timed else drill.reps,
        hold_s=drill.hold_s if timed else None,
        per_side=drill.per_side,
        source="own",
        reason="",
    )


def todays_dose(*, owner: User, drill: Drill, on: date) -> Dose:
    """Return the dose of a drill on a day: as it is due, as the warm-up has it, or the drill's own."""
    practice = read_practice(owner, on=on)
    for dose in (*due_on(practice, on), *warm_up(practice, on)):
        if dose.drill.pk == drill.pk:
            return dose
    return usual_dose(drill)


def dose_words(
    *, sets: int, reps: int | None, hold_s: int | None = None, hold_max_s: int | None = None, per_side: bool = False
) -> str:
    """Say a dose as people write it: 3 × 15, 1 × 30–60 s a side."""
    seconds = f"{hold_s}–{hold_max_s} s" if hold_max_s and hold_max_s != hold_s else f"{hold_s} s"
    counted = seconds if reps is None else str(reps)
    return f"{sets} × {counted}{' a side' if per_side else ''}"


def drill_dose_words(drill: Drill) -> str:
    """Say a drill's own dose."""
    timed = drill.measure == DrillMeasure.TIME
    return dose_words(
        sets=drill.sets,
        reps=None if timed else drill.reps,
        hold_s=drill.hold_s,
        hold_max_s=drill.hold_max_s,
        per_side=drill.per_side,
    )
