"""The hinge lifts that gates are about, and what counts as light while the pattern is still being learned."""

from collections.abc import Mapping

from core.units import Unit, show_load, to_kg

LIGHT_BAR_KG = 30.0  # ours: an empty bar with a little on it; the article says "heavy barbell" and gives no number
LEARNING_KG = to_kg(20, "lb")  # the article: 10 to 20 lb are fine while learning

LIFTS: Mapping[str, tuple[str, ...]] = {
    "barbell": (
        "deadlift", "deadlift-from-blocks", "deadlift-lockout-pause", "sumo-deadlift", "trap-bar-deadlift",
        "romanian-deadlift", "romanian-deadlift-paused", "good-morning",
    ),
    "kettlebell": ("kettlebell-deadlift", "kettlebell-swing"),
    "dumbbell": ("dumbbell-romanian-deadlift", "single-leg-romanian-deadlift"),
}  # fmt: skip
LIGHT_KG: Mapping[str, float] = {"barbell": LIGHT_BAR_KG, "kettlebell": LEARNING_KG, "dumbbell": LEARNING_KG}


def limit_words(above_kg: float | None, unit: Unit) -> str:
    """Say from where on a gate speaks: any load, above 9 kg (20 lb), above 66.14 lb."""
    if above_kg is None:
        return "any load"
    return "above 9 kg (20 lb)" if above_kg == LEARNING_KG else f"above {show_load(above_kg, unit)}"
