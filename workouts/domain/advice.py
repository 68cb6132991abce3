"""What a plan has to say about the next load of an exercise. It may hold a load or lighten it, and never raises one."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Advice:
    """`free` leaves the load to what was done, `hold` keeps it where it would rise, `lighter` takes a tenth off.

    The reason reads on after "Repeat 60 kg × 5:". A `lighter` one is for who did the exercise last before `since`;
    after that it holds. The plan says itself how many repetitions: with advice a suggestion changes none. Where the
    plan gave a load to begin with on the day `begins`, what was done before it suggests nothing.
    """

    change: Literal["free", "hold", "lighter"]
    reason: str = ""
    since: date | None = None
    begins: date | None = None
