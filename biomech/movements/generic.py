"""A hinge of which nothing else is known."""

from biomech.movements.base import DRILL, Movement

GENERIC = Movement(slug="hinge", checks=DRILL)
