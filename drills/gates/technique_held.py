"""Form that holds at the current load, before a heavier one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.units import show_load
from drills.gates.gate import Gate, Guard, Judgement, Line, Source
from drills.gates.rows import Rows
from workouts.domain.attempts import GOOD_FORM
from workouts.faults import Fault
from workouts.models import Set

SAME_KG = 0.005  # loads that differ by less are one load


@dataclass(frozen=True)
class Lift:
    """The sets at the heaviest load of the latest session of one exercise."""

    exercise: str
    name: str
    day: date
    load_kg: float
    sets: Sequence[Set]

    @property
    def broke(self) -> Set | None:
        """Return the first set whose form did not hold."""
        return next((row for row in self.sets if row.faults or (row.form_rating or GOOD_FORM) < GOOD_FORM), None)

    @property
    def rated(self) -> bool:
        """Tell whether any of these sets was rated."""
        return any(row.form_rating is not None for row in self.sets)

    @property
    def held(self) -> bool:
        """Tell whether form was rated, and held in each set that says something about it."""
        return self.rated and self.broke is None

    @property
    def stands(self) -> str:
        """Say how it stands."""
        if self.held:
            return "form held, self-rated"
        if self.broke is None:
            return "form not rated: rate one of the sets"
        if self.broke.faults:
            labels = dict(Fault.choices)
            return ", ".join(str(labels.get(code, code)).lower() for code in self.broke.faults)
        return f"form rated {self.broke.form_rating} of 5, and {GOOD_FORM} counts as held"

    def line(self, rows: Rows) -> Line:
        """Return what is shown of it."""
        what = f"{self.name}, {show_load(self.load_kg, rows.unit)}"
        return Line(what, f"{rows.day_words(self.day)}: {self.stands}", self.held, f"progress:{self.exercise}")

    def sentence(self, rows: Rows) -> str:
        """Say it all in a sentence."""
        return f"{self.name} with {show_load(self.load_kg, rows.unit)} on {rows.day_words(self.day)}: {self.stands}."


def judge(rows: Rows) -> Judgement:
    """Return whether form held in every main lift of the last four weeks; the reason names the first where not."""
    found = lifts(rows.hinge_sets)
    if not found:
        reason = "No loaded hinge lift in the last four weeks: log a session and rate the form of its sets."
        return Judgement(False, 0.0, reason, "none", short="No loaded hinge lift to judge yet")
    held = [lift for lift in found if lift.held]
    open_ones = [lift for lift in found if not lift.held]
    said = (open_ones or found)[0]
    short = f"Form held in {len(held)} of {len(found)} hinge lift{'' if len(found) == 1 else 's'}"
    source: Source = "self-reported" if any(lift.rated for lift in found) else "none"
    passed_on = None if open_ones else max(lift.day for lift in found)
    lines = tuple(lift.line(rows) for lift in found)
    progress = len(held) / len(found)
    return Judgement(not open_ones, progress, said.sentence(rows), source, passed_on, short, lines)


def guards(rows: Rows) -> tuple[Guard, ...]:
    """Return the lifts in which form has not been shown to hold, above the load that they are at."""
    return tuple(Guard(lift.exercise, lift.load_kg) for lift in lifts(rows.hinge_sets) if not lift.held)


def lifts(sets: Sequence[Set]) -> list[Lift]:
    """Return the main lifts, each with the heaviest load of its latest session, the one trained last first.

    Main are barbell lifts, and others where there is none. `sets` come with the latest session first.
    """
    sets = [row for row in sets if row.exercise.equipment == "barbell"] or sets
    found: dict[str, Lift] = {}
    for _, group in groupby(sets, key=lambda row: row.session_id):
        by_exercise: dict[str, list[Set]] = {}
        for row in group:
            by_exercise.setdefault(row.exercise_id, []).append(row)
        for slug, rows in by_exercise.items():
            top = max(row.load_kg or 0.0 for row in rows)
            at_top = [row for row in rows if top - (row.load_kg or 0.0) < SAME_KG]
            found.setdefault(slug, Lift(slug, rows[0].exercise.name, rows[0].session.day, top, at_top))
    return list(found.values())


GATE = Gate(
    id="technique-held",
    title="Form holds at this load",
    guarded="More load in a hinge lift than the one at which form has not been shown to hold.",
    judged=(
        "For each barbell hinge of the last four weeks, the heaviest load of its latest session is looked at; for "
        "kettlebell and dumbbell hinges where there was none with a barbell.",
        "Form held where a set at that load was rated 4 or 5 and none of them was rated lower or has a fault. What is "
        "not rated is not judged: the gate then asks for a rating. The numbers 4 and four weeks are ours; that form is "
        "never given up for load is the article's.",
        "It looks at the present, so it can close again after a heavier day.",
    ),
    judge=judge,
    guards=guards,
    heading="Hinge lifts of the last four weeks",
    news=False,
)
