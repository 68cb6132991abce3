"""A drill with the dose to do on one day, and why."""

from dataclasses import dataclass
from typing import Literal

from drills.models import Drill
from drills.models.drill_log import MAX_REPS, MAX_SECONDS

Source = Literal["programme", "self-test", "own", "coach", "warm-up"]


@dataclass(frozen=True)
class Dose:
    """So much of a drill: `sets` of `reps`, or of `hold_s` seconds; each side, where `per_side`.

    `when` is "daily", "training-days" or "warm-up"; `reason` says in words why it is due.
    """

    drill: Drill
    when: str
    sets: int
    reps: int | None
    hold_s: int | None
    per_side: bool
    source: Source
    reason: str
    distance_m: float | None = None

    @property
    def total(self) -> int:
        """Return the repetitions, or seconds, that the whole dose comes to; at most what one log can hold."""
        whole = self.sets * (self.reps or self.hold_s or 0) * (2 if self.per_side else 1)
        return min(whole, MAX_SECONDS if self.timed else MAX_REPS)

    @property
    def timed(self) -> bool:
        """Tell whether seconds are counted."""
        return self.reps is None
