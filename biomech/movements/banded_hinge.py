"""The hinge against a band that pulls the hips back."""

from biomech.movements.base import DRILL, Movement
from biomech.thresholds import STRICT_HINGE

BANDED_HINGE = Movement(
    slug="banded-hinge",
    aliases=("banded-hip-hinge", "cable-pull-through"),
    checks=DRILL,
    least_trunk_over_thigh=STRICT_HINGE,
)
