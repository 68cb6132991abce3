"""The deadlift from the floor or from blocks: the only lift whose start can make the hips rise first with a bar."""

from biomech.movements.base import BARBELL, Movement

DEADLIFT = Movement(
    slug="deadlift",
    words=("deadlift",),
    aliases=(
        "conventional-deadlift",
        "barbell-deadlift",
        "deadlift-from-blocks",
        "deadlift-lockout-pause",
        "sumo-deadlift",
    ),
    checks=BARBELL,
)
