"""The pattern, the back and the hips, before good mornings."""

from datetime import date

from drills.gates import dowel_20
from drills.gates.gate import Gate, Guard, Judgement, Line
from drills.gates.rows import Rows
from drills.models.self_test import SelfTestKind

TESTS = {  # erectors and hips, with where more is; the toe touch closes nothing
    SelfTestKind.HORIZONTAL_HOLD: "prerequisite:erector-strength",
    SelfTestKind.HINGE_TO_PARALLEL: "prerequisite:hip-mobility",
}


def judge(rows: Rows) -> Judgement:
    """Return how many of its three parts are there: the dowel gate, and two self-tests passed at their latest."""
    dowel = dowel_20.judge(rows)
    best = dowel_20.best_of(rows.dowel_days)
    so_far = f"{best.clean if best else 0} so far"
    first = Line(f"{dowel_20.NEEDED} clean dowel hinges in a day", so_far, dowel.passed, "gate:dowel-20")
    since = {kind: _passed_since(rows, kind) for kind in TESTS}
    lines = (first, *(Line(kind.label, _tried(rows, kind), since[kind] is not None, to) for kind, to in TESTS.items()))
    source = dowel.source if dowel.source != "none" else "self-reported" if rows.tests.keys() & TESTS else "none"
    missing = [line for line in lines if not line.ok]
    if not missing:
        reason = "20 clean dowel hinges, the horizontal hold and the hinge to parallel are all there."
        passed_on = max(day for day in (dowel.passed_on, *since.values()) if day is not None)
        return Judgement(True, 1.0, reason, source, passed_on, "All three parts are there", lines)
    progress = (dowel.progress + sum(day is not None for day in since.values())) / 3
    reason = f"Still to do: {_listed([f'{_small(line.what)} ({line.stands})' for line in missing])}."
    short = f"{3 - len(missing)} of 3 parts for good mornings"
    return Judgement(False, progress, reason, source, None, short, lines)


def guards(_: Rows) -> tuple[Guard, ...]:
    """Return good mornings at any load."""
    return (Guard("good-morning"),)


def _passed_since(rows: Rows, kind: SelfTestKind) -> date | None:
    """Return the day of the first of the passes that the results end with, None where the latest is no pass."""
    since = None
    for row in rows.tests.get(kind, []):
        if not row.passed:
            break
        since = row.day
    return since


def _tried(rows: Rows, kind: SelfTestKind) -> str:
    latest = next(iter(rows.tests.get(kind, [])), None)
    if latest is None:
        return "not tried yet"
    return f"{'passed' if latest.passed else 'not passed yet'} on {rows.day_words(latest.day)}"


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


GATE = Gate(
    id="good-morning",
    title="Ready for good mornings",
    guarded="Good mornings at any load: an advanced lift that asks the back to hold alone, and that begins very light.",
    judged=(
        "Three parts: 20 clean dowel hinges within one day, the horizontal hold (back extensors) and the hinge to "
        "parallel (hips).",
        "Of each self-test the latest result counts, so a test that is no longer passed closes the gate again. The toe "
        "touch is an indicator alone and plays no part. That these two tests make the difference is our reading: the "
        "article asks for an excellent hinge and gives no test.",
    ),
    judge=judge,
    guards=guards,
    heading="The three parts",
    drill="dowel-hinge",
)
