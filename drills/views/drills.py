"""Pages of drills: the library, one drill, own ones."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from drills import access, gates
from drills.domain import library as domain
from drills.domain.logs import amount_done
from drills.domain.planned import planned_now
from drills.domain.todays_dose import drill_dose_words, todays_dose
from drills.forms.drills import DrillSearch, OwnDrillForm
from drills.forms.planned import PlannedDrillForm
from drills.models import Drill, DrillLog, PlannedDrill
from drills.models.drill import DrillKind, Equipment, Level
from workouts.faults import Fault

LATEST = 5


@login_required
@require_safe
def library(request: PageRequest) -> HttpResponse:
    """Show the drills that a search finds, by what they are for and how much they ask."""
    form = DrillSearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = domain.described_by(Drill.objects.available_to(request.user), asked.get("search", ""))
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    context = {"form": form, "kinds": _by_kind_and_level(list(rows))}
    return render(request, "drills/_library_list.html" if request.htmx else "drills/library.html", context)


@login_required
@require_safe
def drill(request: PageRequest, slug: str) -> HttpResponse:
    """Show one drill: how it is done, its dose, what it helps with, what was logged of it."""
    row = access.drill_read(request.user, slug)
    today = request.user.local_date(timezone.now())
    dose = todays_dose(owner=request.user, drill=row, on=today)
    done = amount_done(owner=request.user, drill=row, day=today, timed=dose.timed)
    planned = [one for one in planned_now(owner=request.user, on=today) if one.drill_id == row.pk]
    logs = DrillLog.objects.for_user(request.user).filter(drill=row).newest_first()[:LATEST]
    context: dict[str, Any] = {
        "drill": row,
        "dose": dose,
        "dose_words": drill_dose_words(row),
        "done": done,
        "complete": done >= dose.total,
        "often_ours": row.dose_source != "article" or row.often != "daily",
        "equipment": _listed([str(Equipment(name).label) for name in row.equipment if name in Equipment.values]),
        "faults": [(code, str(Fault(code).label)) for code in row.faults if code in Fault.values],
        "opens": [gate for gate in gates.registry.values() if gate.drill == row.slug],
        "logs": logs.select_related("drill"),
        "planned": planned,
        "plan": PlannedDrillForm(instance=PlannedDrill(owner=request.user, drill=row, starts_on=today)),
        "copy": domain.own_copy(row.slug, owner=request.user) if row.owner_id is None else None,
        "origin": Drill.objects.filter(pk=row.copy_of, owner=None).first() if row.copy_of else None,
    }
    return render(request, "drills/drill.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Make a drill of one's own."""
    posted = request.POST if request.method == "POST" else None
    form = OwnDrillForm(posted, owner=request.user, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        row = form.keep()
        messages.success(request, f"{row.name} is ready to practise.")
        return redirect(row)
    return render(request, "drills/drill_form.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Change a drill of one's own."""
    row = access.drill_write(request.user, slug)
    form = OwnDrillForm(request.POST if request.method == "POST" else None, owner=request.user, instance=row)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Drill saved.")
        return redirect(form.keep())
    name = Drill.objects.values_list("name", flat=True).get(pk=row.pk)  # a refused form has its own on the row
    context = {"form": form, "drill": row, "name": name}
    return render(request, "drills/drill_form.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def copy(request: PageRequest, slug: str) -> HttpResponse:
    """Make a copy of a drill that is one's own to change."""
    row = domain.copy_drill(access.drill_read(request.user, slug), owner=request.user)
    messages.success(request, "This one is yours: change what you like.")
    return redirect("drill-edit", row.slug)


@login_required
@require_POST
def delete(request: PageRequest, slug: str) -> HttpResponse:
    """Delete a drill of one's own; the message offers to take it back."""
    row = domain.delete_own_drill(access.drill_write(request.user, slug), at=timezone.now())
    undo = reverse("drill-restore", args=[row.slug])
    messages.success(request, f"{row.name} deleted. What you logged of it stays.", extra_tags=f"undo:{undo}")
    return redirect("drill-library")


@login_required
@require_POST
def restore(request: PageRequest, slug: str) -> HttpResponse:
    """Take the deletion of a drill back."""
    row = domain.restore_own_drill(access.deleted_drill(request.user, slug))
    messages.success(request, f"{row.name} is back.")
    return redirect(row)


def _by_kind_and_level(rows: list[Drill]) -> list[dict[str, Any]]:
    """Return the drills by kind, and within by level from the first step on: those of the library as it has them."""
    places = {slug: place for place, slug in enumerate(domain.library_slugs())}
    kinds, levels = list(DrillKind.values), list(Level.values)
    rows.sort(
        key=lambda row: (kinds.index(row.kind), levels.index(row.level), places.get(row.slug, len(places)), row.name)
    )
    return [
        {
            "name": DrillKind(kind).label,
            "levels": [
                {"name": Level(level).label, "drills": [(row, drill_dose_words(row)) for row in at_level]}
                for level, at_level in groupby(of_kind, key=lambda row: row.level)
            ],
        }
        for kind, of_kind in groupby(rows, key=lambda row: row.kind)
    ]


def _listed(names: list[str]) -> str:
    """Return names as one list within a sentence: Dowel, PVC pipe."""
    small = [name if name[:2].isupper() else name[:1].lower() + name[1:] for name in names[1:]]
    return ", ".join([*names[:1], *small])
