"""The hinge with a dowel along head, upper back and sacrum."""

from biomech.movements.base import DRILL, Movement
from biomech.thresholds import STRICT_HINGE

DOWEL_HINGE = Movement(
    slug="dowel-hinge",
    aliases=("dowel-hip-hinge", "hip-hinge", "hip-hinge-drill", "bodyweight-hinge", "toes-up-hinge"),
    checks=DRILL,
    least_trunk_over_thigh=STRICT_HINGE,
)
