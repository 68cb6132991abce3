"""`{% hinge_figure drill.figure %}`: the drawing of a movement, still or with a button that sets it going."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drills.figures import figure

register = template.Library()

PLAY = "Show the movement"


@register.simple_tag
def hinge_figure(code: str, label: str | None = None, size: str = "card", moves: bool = False) -> SafeString:
    """Render the drawing of a code such as `dowel-hinge`; an unknown code gives a plain hinge.

    `size` is "thumb" (96 px wide), "card" (as wide as its place) or "large". `moves=True` adds the button that plays
    the movement: never inside a link. `label=""` hides the drawing from screen readers, for places that say the same.
    """
    drawn = figure(code, label=label, size=size, moves=moves)
    if not moves:
        return format_html('<span class="figure figure-{}">{}</span>', size, drawn)
    button = '<button type="button" class="figure-play" aria-label="{}" hidden></button>'
    return format_html('<fr-figure class="figure figure-{}">{}' + button + "</fr-figure>", size, drawn, PLAY)
