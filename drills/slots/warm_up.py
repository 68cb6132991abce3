"""The warm-up of a lower-body session: the hinge drills due, the dowel hinge always, each done with one tap."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from core.slots import Place
from core.versions import version_of
from drills.domain.due import read_practice, warm_up
from drills.domain.lines import lines_of
from drills.domain.lower_body import lower_body_slugs
from drills.models import DrillLog
from drills.slots.plan import gate_rows, plan_of_loads


def card(place: Place) -> str:
    """Show the warm-up on top of a session; hidden until the session has an exercise for the lower body.

    The empty screen has it too, as of today: which exercises a session begun there gets, only the browser knows.
    """
    session = place.about["session"]
    if session and session.finished_at:
        return ""
    lower = _lower(place)
    shown = any(block.exercise.pk in lower for block in place.about["blocks"])
    return render_to_string("drills/_warm_up_card.html", {"shown": shown} | _today(place), place.request)


def data(place: Place) -> str:
    """Tell the browser which exercises are for the lower body."""
    session = place.about["session"]
    if session and session.finished_at:
        return ""
    return render_to_string("drills/_warm_up_data.html", {"data": sorted(_lower(place))}, place.request)


def _today(place: Place) -> dict[str, Any]:
    """Return the warm-up's lines of the owner's local day, with the version that was read before them."""
    owner = _owner(place)
    v = version_of(owner.pk)
    day = owner.local_date(timezone.now())
    practice = read_practice(owner, on=day, plan=plan_of_loads(place, owner, day))
    gate_rows(place, owner, day).results = practice.results
    doses = warm_up(practice, day)
    logs: dict[str, list[DrillLog]] = {}
    for log in DrillLog.objects.for_user(owner).on_day(day).order_by("performed_at", "id"):
        logs.setdefault(log.drill_id, []).append(log)
    lines = lines_of(doses, logs)
    return {
        "lines": lines,
        "complete": sum(line.complete for line in lines),
        "day": day,
        "zone": owner.zone.key,
        "v": v,
    }


def _lower(place: Place) -> set[str]:
    """Return the exercises for the lower body; read once a page."""
    owner = _owner(place)
    return place.shared(("drills.lower body", owner.pk), lambda: lower_body_slugs(owner))


def _owner(place: Place) -> User:
    session = place.about["session"]
    owner: User = session.owner if session else place.viewer
    return owner
