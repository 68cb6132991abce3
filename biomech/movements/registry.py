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

MOVEMENTS: tuple[Movement, ...] = (
    DEADLIFT,
    ROMANIAN_DEADLIFT,
    KETTLEBELL_DEADLIFT,
    KETTLEBELL_SWING,
    GOOD_MORNING,
    DOWEL_HINGE,
    WALL_TOUCH,
    BANDED_HINGE,
    SQUAT,
)
_BY_SLUG = {slug: movement for movement in MOVEMENTS for slug in (movement.slug, *movement.aliases)}


#: Own exercises have slugs of their own: the longest word that one holds says what it is.
_BY_WORD = sorted(
    ((movement.word, movement) for movement in MOVEMENTS if movement.word), key=lambda pair: len(pair[0]), reverse=True
)


def movement_for(exercise: str | None) -> Movement:
    """Return the movement of an exercise's slug; a generic hinge for one that is not known."""
    slug = (exercise or "").lower()
    known = _BY_SLUG.get(slug)
    return known or next((movement for word, movement in _BY_WORD if word in slug), GENERIC)
