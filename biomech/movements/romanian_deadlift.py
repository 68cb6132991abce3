"""The Romanian deadlift: from the top, knees nearly straight, the bar along the legs."""

from biomech.movements.base import BARBELL, Movement
from biomech.thresholds import STRICT_HINGE

ROMANIAN_DEADLIFT = Movement(
    slug="romanian-deadlift",
    words=("romanian", "rdl", "stiff-leg"),
    aliases=(
        "rdl",
        "romanian-deadlift-paused",
        "romanian-deadlift-light",
        "dumbbell-romanian-deadlift",
        "stiff-leg-deadlift",
    ),
    checks=BARBELL - {"hips-rise-first"},
    least_trunk_over_thigh=STRICT_HINGE,
)
