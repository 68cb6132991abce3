"""Pages of gates: how they stand, how they are judged, open one by hand and withdraw that."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PageRequest
from core.units import Unit
from drills import access, gates
from drills.domain import gates as domain
from drills.forms.gates import OverrideForm
from drills.gates import Gate, GateResult
from drills.gates.hinges import limit_words
from workouts.models import Exercise


@login_required
@require_safe
def show_all(request: PageRequest) -> HttpResponse:
    """Show how all gates stand."""
    results = domain.results(request.user, request.user.local_date(timezone.now()))
    return render(request, "drills/gates.html", {"results": results})


@login_required
@require_safe
def show(request: PageRequest, slug: str) -> HttpResponse:
    """Show one gate: how it stands and why, what it keeps for later, its overrides."""
    return _page(request, access.gate_read(slug))


@login_required
@require_POST
def override(request: PageRequest, slug: str) -> HttpResponse:
    """Open one's own gate by hand, with a reason."""
    gate = access.gate_read(slug)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return _page(request, gate, form)
    user = request.user
    domain.override(owner=user, gate=gate.id, by=user, reason=form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, "Opened. Your reason is kept.")
    return redirect("gate", gate.id)


@login_required
@require_POST
def withdraw(request: PageRequest, slug: str) -> HttpResponse:
    """Withdraw an override; the message offers to take that back."""
    row = access.override_of(request.user, access.gate_read(slug).id)
    domain.withdraw(row, at=timezone.now())
    undo = reverse("gate-override-restore", args=[row.gate, row.pk])
    messages.success(request, "Withdrawn: the gate speaks again.", extra_tags=f"undo:{undo}")
    return redirect("gate", row.gate)


@login_required
@require_POST
def restore(request: PageRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """Take the withdrawal of an override back."""
    row = access.withdrawn_override(request.user, slug, pk)
    try:
        domain.restore(row)
        messages.success(request, "Open again, with your reason.")
    except domain.NewerOverride:
        messages.error(request, "There is a newer override of this gate, which stays.")
    return redirect("gate", row.gate)


def _page(request: PageRequest, gate: Gate, form: OverrideForm | None = None) -> HttpResponse:
    result = gates.evaluate(gate.id, request.user, on=request.user.local_date(timezone.now()))
    context: dict[str, Any] = {
        "gate": gate,
        "result": result,
        "guarded": _guarded(request, result),
        "form": form or OverrideForm(),
        "withdrawn": [row for row in domain.overrides_of(request.user, gate.id) if row.deleted_at],
    }
    return render(request, "drills/gate.html", context, status=400 if form else 200)


def _guarded(request: PageRequest, result: GateResult) -> list[tuple[Exercise, str]]:
    """Return the exercises that the gate is about, by name, each with the load from which on it speaks."""
    limits = {guard.exercise: guard.above_kg for guard in result.guards}
    rows = Exercise.objects.available_to(request.user).filter(pk__in=limits).order_by("name")
    unit: Unit = "lb" if request.user.unit == "lb" else "kg"
    return [(row, limit_words(limits[row.pk], unit)) for row in rows]
