"""Rows of a session as the browser holds them, to test its functions with."""

from pathlib import Path
from typing import Any

SESSION = Path(__file__).resolve().parent.parent.parent / "static" / "js" / "session"
STEPS = str(Path(__file__).resolve().with_name("session_steps.js"))
NAMES = {"d": "deadlift", "r": "romanian-deadlift", "u": "pull-up", "p": "plank", "f": "farmers-carry"}
BLANK: dict[str, Any] = {
    "block": 0, "superset": None, "position": 0, "kind": "working", "load_kg": None, "reps": None,
    "planned_reps": None, "rpe": None, "rir": None, "side": "both", "duration_s": None, "distance_m": None,
    "rest_s": None, "done": False, "note": "", "form_rating": None, "faults": [], "felt": [], "pain": None,
    "pain_place": "",
}  # fmt: skip


def row(id: str, **values: Any) -> dict[str, Any]:
    """Return a planned row of 100 kg × 5 deadlifts unless told otherwise."""
    return BLANK | {"exercise": "deadlift", "load_kg": 100, "reps": 5, "id": id} | values


def session(words: str) -> list[dict[str, Any]]:
    """Return the rows of runs such as "d:3 r1:1w2 u1:2": their letters, superset, warm-ups and working sets.

    Ids tell what a row is: d1 is the first working set of the deadlifts, dw1 their first warm-up.
    """
    rows = []
    for block, word in enumerate(words.split()):
        name, _, counts = word.partition(":")
        warmups, _, work = counts.rpartition("w")
        about = {"exercise": NAMES[name[0]], "block": block, "superset": int(name[1:]) if name[1:] else None}
        kinds = ["warmup"] * int(warmups or 0) + ["working"] * int(work or 0)
        for position, kind in enumerate(kinds):
            number = position + 1 if kind == "warmup" else position + 1 - int(warmups or 0)
            id = f"{name[0]}{'w' if kind == 'warmup' else ''}{number}"
            rows.append(row(id, position=position, kind=kind, **about))
    return rows
