"""The hinge back to a wall."""

from biomech.movements.base import DRILL, Movement
from biomech.thresholds import STRICT_HINGE

WALL_TOUCH = Movement(
    slug="wall-touch-hinge", aliases=("wall-touch-hip-hinge",), checks=DRILL, least_trunk_over_thigh=STRICT_HINGE
)
