"""The kettlebell swing: counted by the hands, because picking the bell up goes three times as deep as a swing."""

from biomech.movements.base import Movement

KETTLEBELL_SWING = Movement(
    slug="kettlebell-swing",
    words=("swing",),
    aliases=("russian-kettlebell-swing", "american-kettlebell-swing", "dumbbell-swing"),
    counted_by="wrist-height",
    cutoff_hz=8.0,  # Winter 2009: fast movements hold signal up to here
    checks=frozenset(("rounded-back", "squatting")),
)
