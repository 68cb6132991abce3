"""Pages of body weight: the line with its list, log, change, delete and take back."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.units import show_load
from workouts import access
from workouts.domain import bodyweight as domain
from workouts.domain.bodyweight import Weighing, bodyweight_figure, weighings
from workouts.domain.figures import Figure
from workouts.forms.bodyweight import BodyweightForm
from workouts.forms.progress import LONG_DAYS, RangeForm
from workouts.models import Bodyweight
from workouts.views.figures import about_form, figure_csv, read_form, show

LISTED = 15


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bodyweight(request: PageRequest) -> HttpResponse:
    """Show body weight over time, and log a weighing."""
    new = BodyweightForm(request.POST or None, instance=Bodyweight(owner=request.user))
    if request.method == "POST" and new.is_valid():
        row: Bodyweight = new.save(commit=False)
        row.measured_at = row.measured_at or timezone.now()
        domain.save_bodyweight(row)
        messages.success(request, f"{_shown(request, row)} logged.")
        return redirect("bodyweight")
    context = _page(request) | {"new": new}
    return render(request, "workouts/bodyweight.html", context, status=400 if new.errors else 200)


@login_required
@require_safe
def bodyweight_csv(request: PageRequest) -> HttpResponse:
    """Answer with the numbers of the line."""
    form = read_form(request, RangeForm)
    return figure_csv("body-weight", _figure(form, _rows(request, form)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a weighing."""
    row = access.bodyweight_write(request.user, pk)
    form = BodyweightForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        domain.save_bodyweight(form.save(commit=False), moved="measured_at" in form.changed_data)
        messages.success(request, "Weighing saved.")
        return redirect("bodyweight")
    context = {"form": form, "row": row}
    return render(request, "workouts/bodyweight_edit.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a weighing; the message offers to take it back."""
    row = access.bodyweight_write(request.user, pk)
    domain.delete_bodyweight(row, at=timezone.now())
    undo = reverse("bodyweight-restore", args=[row.pk])
    messages.success(request, f"{_shown(request, row)} deleted.", extra_tags=f"undo:{undo}")
    return redirect("bodyweight")


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of a weighing back."""
    domain.restore_bodyweight(access.deleted_bodyweight(request.user, pk))
    messages.success(request, "The weighing is back.")
    return redirect("bodyweight")


def _shown(request: PageRequest, row: Bodyweight) -> str:
    return show_load(row.weight_kg, "lb" if request.user.unit == "lb" else "kg")


def _page(request: PageRequest) -> dict[str, Any]:
    form = read_form(request, RangeForm)
    rows = _rows(request, form)
    start, _ = form.window
    listed = [row for row in reversed(rows) if start is None or row.day >= start]
    figure = _figure(form, rows)
    return about_form(request, form) | {
        "shown": show(request, figure, reverse("bodyweight-csv")),
        "tab": "bodyweight",
        "listed": Paginator(listed, LISTED).get_page(request.GET.get("page")),
    }


def _rows(request: PageRequest, form: RangeForm) -> list[Weighing]:
    start, end = form.window
    before = start - timedelta(days=domain.MEAN_DAYS) if start else None  # the first means look back
    return weighings(owner=request.user, start=before, end=end)


def _figure(form: RangeForm, rows: list[Weighing]) -> Figure:
    start, end = form.window
    first = start or (rows[0].day if rows else form.on)
    weekly = ((end or form.on) - first).days > LONG_DAYS
    if weekly and start:
        rows = [row for row in rows if row.day >= start]
    return bodyweight_figure(rows, unit=form.shown_unit, weekly=weekly, start=start)
