"""The kettlebell or dumbbell deadlift: the weight between the feet, so it may be ahead of the knees."""

from biomech.movements.base import Movement

KETTLEBELL_DEADLIFT = Movement(
    slug="kettlebell-deadlift",
    words=("kettlebell-deadlift",),
    aliases=("dumbbell-deadlift", "kettlebell-dumbbell-deadlift"),
)
