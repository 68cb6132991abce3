"""The squat, the counter-example: bending the knees is no fault in it."""

from biomech.movements.base import Movement

SQUAT = Movement(
    slug="squat",
    words=("squat",),
    pattern="squat",
    aliases=("back-squat", "front-squat", "goblet-squat", "bodyweight-squat", "air-squat", "box-squat"),
    checks=frozenset(("rounded-back",)),
)
