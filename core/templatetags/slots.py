"""The `{% slot %}` tag."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from core import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **about: Any) -> SafeString:
    """Render what other apps have to show at this place; nothing where none has."""
    place = slots.place_in(context["request"], **about)
    parts = ((mark_safe(part),) for part in (renderer(place) for renderer in slots.renderers(name)) if part)  # noqa: S308
    return format_html_join("", "{}", parts)
