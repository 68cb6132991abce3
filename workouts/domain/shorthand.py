"""A whole set typed into one field: 100x8@9, 225lb x 5, x12, 60s, 8 rir2. static/js/lib/shorthand.js reads the same.

    set     = [load] "x" amount [effort]  |  load with its unit [effort]  |  amount [effort]
    load    = [sign] number ["kg" | "lb" | "lbs"]       without a unit the reader's; negative is assistance
    amount  = reps  |  number "s"  |  minutes ":" seconds  |  number "m"
    effort  = ["@" | "rpe" | "@rpe"] number, "rir" whole number: either, or both

Case and spaces do not matter, × and * are x, and a comma is a point. A bare number is no shorthand, since it is what
the field asks for anyway; bare repetitions need an effort beside them.
"""

import re
from typing import Any

from core.units import Unit, to_kg
from workouts.models.set import MAX_LOAD_KG

TAKES = "Enter a number, or a set such as 100x8@9."
MOST_BARE_REPS = 50  # 100@9 may mean a load or repetitions: nothing is guessed

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_LOAD = rf"(?P<load>[+-]? ?{_NUMBER})"
_AMOUNT = (
    rf"(?:(?P<minutes>[0-9]{{1,3}}):(?P<seconds>[0-5][0-9])|(?P<time>{_NUMBER}) ?s"
    rf"|(?P<distance>{_NUMBER}) ?m|(?P<reps>[0-9]{{1,4}}))"
)
_EFFORT = rf"(?: ?(?:@|rpe|@ ?rpe) ?(?P<rpe>{_NUMBER}))?(?: ?rir ?(?P<rir>[0-9]{{1,2}}))?"
_FORMS = [
    re.compile(rf"(?:{_LOAD} ?(?P<unit>kg|lbs?)? ?)?x ?{_AMOUNT}{_EFFORT}"),
    re.compile(rf"{_LOAD} ?(?P<unit>kg|lbs?){_EFFORT}"),
    re.compile(rf"{_AMOUNT}{_EFFORT}"),
]
_LIMITS = {
    "load_kg": (-MAX_LOAD_KG, MAX_LOAD_KG), "reps": (0, 1000), "duration_s": (0.1, 86_400),
    "distance_m": (0.1, 1_000_000), "rpe": (1, 10), "rir": (0, 10),
}  # fmt: skip


def parse(text: str, unit: Unit) -> dict[str, Any] | None:
    """Return what the text says by the names of a set's fields, or None where it is no set; TAKES says what is."""
    plain = re.sub(r"\s+", " ", text.strip().lower())
    plain = plain.translate(str.maketrans("×*−,", "xx-."))
    found = next((match.groupdict() for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    said = {name: value for name, value in found.items() if value is not None}
    if set(said) == {"reps"} and "x" not in plain:
        return None
    if "x" not in plain and "reps" in said and int(said["reps"]) > MOST_BARE_REPS:
        return None
    values = _values(said, unit)
    inside = all(_LIMITS[name][0] <= value <= _LIMITS[name][1] for name, value in values.items())
    return values if inside else None


def _values(said: dict[str, str], unit: Unit) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "load" in said:
        typed: Unit = "lb" if said.get("unit", unit).startswith("lb") else "kg"
        values["load_kg"] = to_kg(float(said["load"].replace(" ", "")), typed)
    if "minutes" in said:
        values["duration_s"] = float(int(said["minutes"]) * 60 + int(said["seconds"]))
    for word, name in (("time", "duration_s"), ("distance", "distance_m"), ("rpe", "rpe")):
        if word in said:
            values[name] = float(said[word])
    for word in ("reps", "rir"):
        if word in said:
            values[word] = int(said[word])
    return values
