"""Drawings of the movements, made of angles: `figure("dowel-hinge")` is an SVG of a side view."""

from functools import cache, lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from drills.figures.drawing import drawing
from drills.figures.faulty import faulty
from drills.figures.grounded import grounded
from drills.figures.hinges import hinges
from drills.figures.scene import Scene

PLAIN = "hinge"
MOST_KEPT = 512  # drawings: all of the library; people bring codes and labels without an end


@cache
def scenes() -> dict[str, Scene]:
    """Return every scene by its code."""
    return hinges() | grounded() | faulty()


def scene_of(code: str) -> Scene:
    """Return the scene of a code; of an unknown one a plain hinge."""
    return scenes().get(code) or scenes()[PLAIN]


@lru_cache(maxsize=MOST_KEPT)
def figure(code: str, *, label: str | None = None, size: str = "card", moves: bool = False) -> SafeString:
    """Return the drawing as SVG. `label` replaces its words; an empty one hides it from screen readers."""
    scene = scene_of(code)
    words = escape(scene.words if label is None else label)
    return mark_safe(drawing(scene, label=words, moves=moves, size=size))  # noqa: S308 -- our own numbers and words
