"""Small pieces of markup that every page uses."""

from functools import cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from core import tabs
from core.assets import import_map
from core.service_worker import kept_files

register = template.Library()


@register.simple_tag(takes_context=True)
def importmap(context: template.Context) -> SafeString:
    """Render the import map; it must stand before any module."""
    return format_html(
        '<script type="importmap" nonce="{}">{}</script>',
        context["csp_nonce"],
        mark_safe(import_map()),  # noqa: S308 -- our own file names as JSON
    )


@register.simple_tag(takes_context=True)
def json(context: template.Context, value: Any, element_id: str) -> SafeString:
    """Hand a value to the page's scripts as a JSON block, which runs nothing."""
    script = json_script(value, element_id)
    return mark_safe(script.replace("<script ", f'<script nonce="{context["csp_nonce"]}" ', 1))  # noqa: S308


@register.simple_tag
def service_worker() -> SafeString:
    """Name the service worker on the body, where the static files' names carry hashes that it can keep."""
    if not kept_files():
        return SafeString("")
    return format_html(' data-worker="{}"', reverse("service-worker"))


@register.simple_tag(name="tabs")
def tabs_of(row: str) -> list[tabs.Tab]:
    """Return the tabs of a row of pages; `{% tabs "progress" as found %}`."""
    return tabs.tabs(row)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Render one of templates/icons/*.svg, hidden from screen readers."""
    return mark_safe(_drawing(name))  # noqa: S308 -- our own drawings


@cache
def _drawing(name: str) -> str:
    return get_template(f"icons/{name}.svg").render().strip()


@register.simple_tag
def field(bound: Any, **attributes: Any) -> SafeString:
    """Render a form field with label, help and errors tied to it."""
    about = []
    if bound.help_text:
        about.append(f"{bound.auto_id}-help")
    if bound.errors:
        about.append(f"{bound.auto_id}-errors")
        attributes["aria_invalid"] = "true"
    if about:
        attributes["aria_describedby"] = " ".join(about)
    widget = bound.as_widget(attrs={name.replace("_", "-"): value for name, value in attributes.items()})
    return mark_safe(get_template("core/field.html").render({"field": bound, "widget": widget}))  # noqa: S308
