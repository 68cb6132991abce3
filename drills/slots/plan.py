"""The person's plan, read once for all places of a page."""

from datetime import date

from django.utils import timezone

from core.slots import Place
from drills.domain.plan import Plan, read_plan


def plan_of(place: Place) -> Plan:
    """Return the plan of the reader as of today, with all programmes of before: rows of days reach back to them."""
    return place.shared("drills.plan", lambda: read_plan(place.viewer, on=today_of(place), since=date.min))


def today_of(place: Place) -> date:
    """Return the reader's local day."""
    today: date = place.shared("drills.today", lambda: place.viewer.local_date(timezone.now()))
    return today
