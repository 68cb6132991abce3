"""20 clean dowel hinges within one day, before heavy barbell hinges."""

from collections.abc import Sequence

from drills.gates.gate import SOURCE_WORDS, Gate, Guard, Judgement, Line, Source
from drills.gates.hinges import LIFTS, LIGHT_KG
from drills.gates.rows import DowelDay, Rows

SHOWN = 8  # days on the page
NEEDED = 20  # the article: 20 or more perfect bodyweight hinges with a dowel


def judge(rows: Rows) -> Judgement:
    """Return how far the best day got."""
    days = rows.dowel_days
    best = best_of(days)
    if best is None:
        reason = f"0 of {NEEDED} clean dowel hinges so far: log them as clean within one day."
        return Judgement(False, 0.0, reason, "none", short=f"0 of {NEEDED} clean dowel hinges so far")
    source = source_of(best)
    done = f"{best.clean} of {NEEDED}" if best.clean < NEEDED else f"{best.clean}"
    reason = f"{done} clean dowel hinges on {rows.day_words(best.day)}, {SOURCE_WORDS[source]}."
    passed_on = next((day.day for day in days if day.clean >= NEEDED), None)
    progress = min(1.0, best.clean / NEEDED)
    short = f"Best practice: {done} clean dowel hinges"
    return Judgement(passed_on is not None, progress, reason, source, passed_on, short, _lines(rows))


def _lines(rows: Rows) -> tuple[Line, ...]:
    """Return the best days."""
    best = sorted(rows.dowel_days, key=lambda day: (-day.clean, -day.day.toordinal()))[:SHOWN]
    return tuple(
        Line(f"{day.clean} clean", f"{rows.day_words(day.day)}, {SOURCE_WORDS[source_of(day)]}", day.clean >= NEEDED)
        for day in best
    )


def best_of(days: Sequence[DowelDay]) -> DowelDay | None:
    """Return the day with the most clean hinges, of equal ones the latest."""
    return max(days, key=lambda day: (day.clean, day.day), default=None)


def source_of(day: DowelDay) -> Source:
    """Return who counted the clean reps of a day."""
    if not day.counted:
        return "self-reported"
    return "clip" if day.counted == day.clean else "mixed"


def guards(rows: Rows) -> tuple[Guard, ...]:
    """Return barbell hinges above a light load, and kettlebell and dumbbell hinges above 9 kg (20 lb)."""
    library = [(slug, equipment) for equipment, slugs in LIFTS.items() for slug in slugs]
    return tuple(Guard(slug, LIGHT_KG[equipment]) for slug, equipment in [*library, *rows.own_lifts.items()])


GATE = Gate(
    id="dowel-20",
    title="20 clean dowel hinges",
    guarded="Barbell hinges above 30 kg (66 lb; our threshold for heavy). Kettlebell and dumbbell hinges stay open up "
    "to 9 kg (20 lb), so that you can go on learning with a light load.",
    judged=(
        "The clean dowel hinges of each day are added up, and your best day counts: 20 or more open the gate, in one "
        "go or in several.",
        "A rep is clean when head, upper back and sacrum keep touching the stick all the way. You say how many were. "
        "Where a clip of the practice was analysed, what was counted there takes the place of what you said.",
        "Once open it stays open.",
    ),
    judge=judge,
    guards=guards,
    heading="Best days",
    drill="dowel-hinge",
)
