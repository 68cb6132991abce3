"""All movements by slug and alias."""

from biomech.movements.banded_hinge import BANDED_HINGE
from biomech.movements.base import Movement
from biomech.movements.deadlift import DEADLIFT
from biomech.movements.dowel_hinge import DOWEL_HINGE
from biomech.movements.generic import GENERIC
from biomech.movements.good_morning import GOOD_MORNING
from biomech.movements.kettlebell_deadlift import KETTLEBELL_DEADLIFT
from biomech.movements.kettlebell_swing import KETTLEBELL_SWING
from biomech.movements.romanian_deadlift import ROMANIAN_DEADLIFT
from biomech.movements.squat import SQUAT
from biomech.movements.wall_touch import WALL_TOUCH

#: The more special first: the first whose word a slug holds is what it is taken for.
MOVEMENTS: tuple[Movement, ...] = (
    ROMANIAN_DEADLIFT,
    KETTLEBELL_DEADLIFT,
    DEADLIFT,
    KETTLEBELL_SWING,
    GOOD_MORNING,
    DOWEL_HINGE,
    WALL_TOUCH,
    BANDED_HINGE,
    SQUAT,
)
_BY_SLUG = {slug: movement for movement in MOVEMENTS for slug in (movement.slug, *movement.aliases)}


def movement_for(exercise: str | None) -> Movement:
    """Return the movement of an exercise's slug, for an own exercise by a word in it; else a generic hinge."""
    slug = (exercise or "").lower()
    by_word = (movement for movement in MOVEMENTS if any(word in slug for word in movement.words))
    return _BY_SLUG.get(slug) or next(by_word, GENERIC)
