"""The person's plan and what gates are judged by, read once for all places of a page."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from core.slots import Place
from drills.domain.plan import Plan, read_plan
from drills.domain.programme_sessions import ProgrammeGuide
from drills.gates import Rows


def plan_of(place: Place) -> Plan:
    """Return the plan of the reader as of today, with all programmes of before: rows of days reach back to them."""
    return place.shared("drills.plan", lambda: read_plan(place.viewer, on=today_of(place), since=date.min))


def today_of(place: Place) -> date:
    """Return the reader's local day."""
    today: date = place.shared("drills.today", lambda: place.viewer.local_date(timezone.now()))
    return today


def plan_of_loads(place: Place, owner: User, on: date) -> Plan | None:
    """Return the plan of a day that the page has read for its loads, None where it has read none."""
    guides = place.memory.get(("workouts.guides", owner.pk, on), ())
    return next((guide.plan for guide in guides if isinstance(guide, ProgrammeGuide)), None)


def gate_rows(place: Place, owner: User, on: date) -> Rows:
    """Return the rows that gates are judged by on a day."""
    return place.shared(("drills.gate rows", owner.pk, on), lambda: Rows(owner, on=on))
