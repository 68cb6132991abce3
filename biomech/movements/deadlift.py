"""The deadlift from the floor or from blocks: the only lift whose start can make the hips rise first with a bar."""

from biomech.movements.base import LIFT, Movement

DEADLIFT = Movement(
    slug="deadlift",
    aliases=("conventional-deadlift", "barbell-deadlift", "block-pull", "rack-pull", "deficit-deadlift", "paused-deadlift"),
    checks=LIFT | {"bar-drift"},
)
