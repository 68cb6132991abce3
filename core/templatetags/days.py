"""Days as people say them."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()

NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@register.filter
def day_words(day: date, today: date) -> str:
    """Say a day near another one, which is today: tomorrow, Wednesday, next Monday, Mon 2 March."""
    away = (day - today).days
    if away in NEAR:
        return NEAR[away]
    if 1 < away < 7:
        return date_format(day, "l")
    return f"next {date_format(day, 'l')}" if away == 7 else date_format(day, "D j M" if away > -300 else "j M Y")
