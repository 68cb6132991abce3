"""`{{ fix.to|address }}` in templates: where a reference of the content files leads."""

from django import template

from cues import refs

register = template.Library()


@register.filter
def address(ref: str) -> str:
    """Return the address of a reference such as `drill:dowel-hinge`."""
    return refs.address(ref)
