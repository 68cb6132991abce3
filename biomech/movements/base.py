"""A movement as data: how its repetitions are counted and what is judged in it."""

from dataclasses import dataclass
from typing import Literal

from biomech.fault_codes import FaultCode
from biomech.signals import CUTOFF_HZ
from biomech.thresholds import HINGE, Threshold

Pattern = Literal["hinge", "squat"]

LIFT: frozenset[FaultCode] = frozenset(
    ("rounded-back", "squatting", "weight-on-toes", "soft-lockout", "hyperextended-lockout", "hips-rise-first")
)
BARBELL: frozenset[FaultCode] = LIFT | frozenset[FaultCode](("bar-drift",))
#: Practice without a load: nobody locks out a drill, and nothing makes the hips rise first.
DRILL: frozenset[FaultCode] = frozenset(("rounded-back", "squatting", "weight-on-toes"))


@dataclass(frozen=True)
class Movement:
    """How a movement is measured.

    `aliases` are other slugs for it, `words` are what an unknown slug for it may hold. `pattern` is what it should look
    like. `counted_by` names the signal that goes down and up once a rep. `cutoff_hz` is that of the low-pass. `checks`
    are the faults looked for, `least_trunk_over_thigh` decides between hinge and squat.
    """

    slug: str
    pattern: Pattern = "hinge"
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    counted_by: Literal["hip-flexion", "wrist-height"] = "hip-flexion"
    cutoff_hz: float = CUTOFF_HZ
    checks: frozenset[FaultCode] = LIFT
    least_trunk_over_thigh: Threshold = HINGE
