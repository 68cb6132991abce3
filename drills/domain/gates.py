"""Gates of a person: how they stand, what they say about exercises, and overrides with their reasons."""

from datetime import date, datetime, timedelta
from typing import TypedDict

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from core.versions import next_version
from drills import gates
from drills.domain.plan import Plan
from drills.gates import GateResult, Guard, Rows
from drills.models import GateOverride

NEWS_FOR = timedelta(days=7)  # how long it is told that a gate has opened
FIRST = "dowel-20"  # what matters to who follows no programme


class GateWord(TypedDict):
    """What an unmet gate says about an exercise; `above_kg` None: at any load."""

    above_kg: float | None
    title: str
    reason: str
    url: str


class NewerOverride(ValueError):
    """There is another override of this gate by now."""


def results(owner: User, on: date, rows: Rows | None = None) -> list[GateResult]:
    """Return how all gates stand on the person's local day, in their order. Five queries at most, without `rows`."""
    return gates.evaluate_some(gates.registry, rows or Rows(owner, on=on))


def gate_of_today(rows: Rows, plan: Plan) -> GateResult | None:
    """Return the gate to show on Today: the first that matters by now and is not open, else one just passed, or None.

    What matters are the gates of the phases up to the present one; without a programme it is the dowel gate.
    """
    on = rows.on
    way, week = plan.way(on), plan.week(on)
    phases = [one for one in way.programme.phases.all() if one.position <= week.phase.position] if way and week else []
    asked = [slug for phase in phases for slug in phase.gates if slug in gates.registry]
    found = gates.evaluate_some(dict.fromkeys([FIRST, *asked]), rows)
    shut = next((result for result in found if not result.open), None)
    return shut or next((result for result in found if _is_news(result, on)), None)


def _is_news(result: GateResult, on: date) -> bool:
    return result.gate.news and result.passed_on is not None and on - result.passed_on < NEWS_FOR


def words_for(owner: User, on: date, rows: Rows | None = None) -> dict[str, GateWord]:
    """Return what unmet gates that nobody opened by hand say, by exercise. Five queries at most, without `rows`.

    Of several gates it is the one that begins at the lightest load.
    """
    words: dict[str, GateWord] = {}
    for result in results(owner, on, rows):
        for guard in () if result.open else result.guards:
            known = words.get(guard.exercise)
            if known is None or _lighter(guard, known):
                words[guard.exercise] = _word(result, guard)
    return words


def _lighter(guard: Guard, known: GateWord) -> bool:
    return known["above_kg"] is not None and (guard.above_kg is None or guard.above_kg < known["above_kg"])


def _word(result: GateResult, guard: Guard) -> GateWord:
    url = reverse("gate", args=[result.id])
    return {"above_kg": guard.above_kg, "title": result.title, "reason": result.reason, "url": url}


@transaction.atomic
def override(*, owner: User, gate: str, by: User, reason: str, at: datetime) -> GateOverride:
    """Open a person's gate by hand and keep who did it and why; the same again changes nothing.

    With another reason, or by somebody else, the one that held becomes history. Raises KeyError for an unknown gate.
    """
    gates.registry[gate]
    v = next_version(owner.pk)
    held: GateOverride | None = GateOverride.objects.for_user(owner).filter(gate=gate).first()
    if held is not None:
        if held.by_id == by.pk and held.reason == reason:
            return held
        _close(held, v=v, at=at)
    return GateOverride.objects.create(owner=owner, gate=gate, by=by, reason=reason, v=v)


@transaction.atomic
def withdraw(row: GateOverride, *, at: datetime) -> GateOverride:
    """Let the gate speak again; the override stays in its history, and `restore` takes that back."""
    row.stamp()
    row.deleted_at = at
    row.save()
    return row


@transaction.atomic
def restore(row: GateOverride) -> GateOverride:
    """Take a withdrawal back; raises NewerOverride where the gate has another override by now."""
    row.stamp()
    if GateOverride.objects.filter(owner=row.owner_id, gate=row.gate, deleted_at=None).exclude(pk=row.pk).exists():
        raise NewerOverride
    row.deleted_at = None
    row.save()
    return row


def overrides_of(owner: User, gate: str) -> list[GateOverride]:
    """Return all overrides of a gate, the latest first, those withdrawn too. One query."""
    return list(GateOverride.objects.filter(owner=owner, gate=gate).select_related("by").order_by("-created_at", "-id"))


def _close(row: GateOverride, *, v: int, at: datetime) -> None:
    row.v, row.deleted_at = v, at
    row.save()
