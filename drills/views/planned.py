"""Pages of planned drills: put one on Today, change it, take it off and back; and the warm-up."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from core.way_back import way_back
from drills import access
from drills.domain import planned as domain
from drills.domain.dose import Dose
from drills.domain.due import read_practice, warm_up
from drills.domain.todays_dose import dose_words
from drills.forms.planned import DoseForm, PlannedDrillForm
from drills.models import Drill, PlannedDrill
from drills.models.drill import DrillKind
from drills.models.planned_drill import When


def _today(request: PageRequest) -> date:
    return request.user.local_date(timezone.now())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PageRequest) -> HttpResponse:
    """List what is planned, and put a drill on Today or into the warm-up."""
    today, asked = _today(request), request.POST.get("drill") or request.GET.get("drill")
    drill = access.drill_read(request.user, asked.replace("\0", "")) if asked else None
    if request.method == "POST" and drill is None:
        raise Http404
    form = None
    if drill:
        row = PlannedDrill(owner=request.user, drill=drill, starts_on=today)
        form = PlannedDrillForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form and drill and form.is_valid():
        domain.plan_drill(owner=request.user, drill=drill, on=today, **form.values)
        messages.success(request, f"{drill.name} is planned: {When(form.cleaned_data['when']).label.lower()}.")
        return redirect(way_back(request, drill.get_absolute_url()))
    rows = domain.planned_now(owner=request.user, on=today)
    context = {"form": form, "drill": drill, "rows": [(row, _said(row)) for row in rows], "today": today}
    return render(request, "drills/plan.html", context, status=400 if form and form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a planned drill; what was due before today stays."""
    row = access.planned_drill_write(request.user, pk)
    form = PlannedDrillForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        domain.change_planned(row, on=_today(request), **form.values)
        messages.success(request, "Saved. It counts from today on.")
        return redirect(way_back(request, reverse("plan-drill")))
    context = {"form": form, "row": row, "drill": row.drill}
    return render(request, "drills/planned.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a drill off the plan from today on; the message offers to take that back."""
    row = access.planned_drill_write(request.user, pk)
    undo = _undo(row)
    domain.end_planned(row, on=_today(request), at=timezone.now())
    messages.success(request, f"{row.drill.name} is off the plan.", extra_tags=f"undo:{undo}")
    return redirect(way_back(request, reverse("plan-drill")))


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the ending of a planned drill back; `until` is the last day that it had."""
    row = access.ended_planned_drill(request.user, pk)
    until = _date(request.GET.get("until", ""))
    domain.resume_planned(row, until=until if until is None or until >= row.starts_on else None)
    messages.success(request, f"{row.drill.name} is planned again.")
    return redirect(way_back(request, reverse("plan-drill")))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adjust_warm_up(request: PageRequest) -> HttpResponse:
    """Show the warm-up of lower-body sessions, and change its doses, put a drill in or leave one out."""
    today = _today(request)
    refused: DoseForm | None = None
    if request.method == "POST":
        drill = access.drill_read(request.user, request.POST.get("drill", "").replace("\0", ""))
        if request.POST.get("do") in ("out", "back"):
            return (_out if request.POST["do"] == "out" else _back)(request, drill, today)
        form = DoseForm(request.POST, instance=PlannedDrill(owner=request.user, drill=drill), prefix=drill.slug)
        if form.is_valid():
            dose = {name: form.cleaned_data[name] for name in form.fields}
            kept = {} if form.left_out else dose
            domain.plan_drill(owner=request.user, drill=drill, when=When.WARM_UP, on=today, **kept)
            messages.success(request, f"{drill.name} opens your lower-body sessions.")
            return redirect("warm-up")
        refused = form
    return render(request, "drills/warm_up.html", _warm_up(request, today, refused), status=400 if refused else 200)


def _out(request: PageRequest, drill: Drill, today: date) -> HttpResponse:
    domain.take_out_of_warm_up(owner=request.user, drill=drill, on=today, at=timezone.now())
    if drill.slug == domain.ALWAYS:
        messages.info(request, f"{drill.name} opens every lower-body session. You can change its dose.")
    else:
        messages.success(request, f"{drill.name} is left out of the warm-up.")
    return redirect("warm-up")


def _back(request: PageRequest, drill: Drill, today: date) -> HttpResponse:
    domain.put_back_into_warm_up(owner=request.user, drill=drill, on=today, at=timezone.now())
    messages.success(request, f"{drill.name} is back in the warm-up.")
    return redirect("warm-up")


def _warm_up(request: PageRequest, today: date, refused: DoseForm | None) -> dict[str, Any]:
    doses = warm_up(read_practice(request.user, on=today), today)
    inside = {dose.drill.pk for dose in doses}
    planned = domain.planned_now(owner=request.user, on=today)
    out = [row.drill for row in planned if row.off and row.when == When.WARM_UP and row.drill_id not in inside]
    others = Drill.objects.available_to(request.user).exclude(kind=DrillKind.STRENGTH).exclude(pk__in=inside)
    return {
        "lines": [(dose, _dose_words(dose), _dose_form(request, dose, refused)) for dose in doses],
        "always": domain.ALWAYS,
        "out": out,
        "others": others.order_by("kind", "name"),
    }


def _dose_form(request: PageRequest, dose: Dose, refused: DoseForm | None) -> DoseForm:
    if refused is not None and refused.instance.drill_id == dose.drill.pk:
        return refused
    row = PlannedDrill(
        owner=request.user,
        drill=dose.drill,
        sets=dose.sets,
        reps=dose.reps,
        hold_s=dose.hold_s,
        distance_m=dose.distance_m,
    )
    return DoseForm(instance=row, prefix=dose.drill.slug)


def _dose_words(dose: Dose) -> str:
    return dose_words(sets=dose.sets, reps=dose.reps, hold_s=dose.hold_s, per_side=dose.per_side)


def _said(row: PlannedDrill) -> str:
    drill = row.drill
    if row.off:
        return "left out"
    timed = drill.measure == "time"
    return dose_words(
        sets=row.sets or drill.sets,
        reps=None if timed else row.reps or drill.reps,
        hold_s=row.hold_s or drill.hold_s,
        per_side=drill.per_side,
    )


def _undo(row: PlannedDrill) -> str:
    until = {"until": row.ends_on.isoformat()} if row.ends_on else {}
    return f"{reverse('planned-drill-restore', args=[row.pk])}?{urlencode(until)}"


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
