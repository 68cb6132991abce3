"""The good morning: the bar on the back, the hands at the shoulders."""

from biomech.movements.base import LIFT, Movement
from biomech.thresholds import STRICT_HINGE

GOOD_MORNING = Movement(
    slug="good-morning",
    words=("good-morning",),
    aliases=("kettlebell-good-morning",),
    checks=LIFT - {"hips-rise-first"},
    least_trunk_over_thigh=STRICT_HINGE,
)
