"""`{{ cue.fault|fault_title }}` in templates: what a fault is called."""

from django import template

from cues.domain.faults import faults

register = template.Library()


@register.filter
def fault_title(code: str) -> str:
    """Return the title of the fault with this code; nothing for none."""
    fault = faults().get(code)
    return fault.title if fault else ""
