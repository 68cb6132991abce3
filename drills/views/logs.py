"""Pages of practice: log it with one tap or in full, the history, one log, delete and take back."""

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.pagination import older_page
from core.way_back import way_back
from drills import access
from drills.domain import logs as domain
from drills.domain.todays_dose import todays_dose
from drills.forms.logs import DrillLogForm
from drills.models import Drill, DrillLog

PER_PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_drill(request: PageRequest, slug: str) -> HttpResponse:
    """Log practice: what the form says, or with `dose` what is left of today's dose, all of it clean."""
    drill = access.drill_read(request.user, slug)
    back = way_back(request, drill.get_absolute_url())
    if request.method != "POST":
        form = DrillLogForm(instance=DrillLog(owner=request.user, drill=drill), initial=_beginning(request, drill))
        return render(request, "drills/log_form.html", {"form": form, "drill": drill, "next": back})
    if request.POST.get("dose"):
        now = timezone.now()
        dose = todays_dose(owner=request.user, drill=drill, on=request.user.local_date(now))
        row = domain.log_dose(owner=request.user, drill=drill, dose=dose, at=now)
        if row is None:
            messages.info(request, f"{drill.name} is done for today.")
            return redirect(back)
        return _logged(request, row, back)
    form = DrillLogForm(request.POST, instance=DrillLog(owner=request.user, drill=drill))
    if form.is_valid():
        row = form.save(commit=False)
        row.performed_at = row.performed_at or timezone.now()
        return _logged(request, domain.save_log(row), back)
    return render(request, "drills/log_form.html", {"form": form, "drill": drill, "next": back}, status=400)


@login_required
@require_safe
def logs(request: PageRequest) -> HttpResponse:
    """Show practice by day, the latest first; `before` reads on where the page before ended."""
    rows = DrillLog.objects.visible_to(request.user).select_related("drill")
    wanted = request.GET.get("drill", "").replace("\0", "")
    if wanted:
        rows = rows.filter(drill=wanted)
    page, older = older_page(rows, by="performed_at", before=request.GET.get("before", ""), size=PER_PAGE)
    days = [(day, list(found)) for day, found in groupby(page, key=lambda row: row.day)]
    drill = Drill.objects.available_to(request.user).filter(pk=wanted).first() if wanted else None
    filters = f"&{urlencode({'drill': wanted})}" if wanted else ""
    context = {"days": days, "older": older, "drill": drill, "filters": filters, "wanted": wanted}
    return render(request, "drills/logs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show and change one log, with its clips."""
    row = access.drill_log_write(request.user, pk)
    before = row.performed_at
    form = DrillLogForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        changed: DrillLog = form.save(commit=False)
        domain.save_log(changed, moved=changed.performed_at != before)
        messages.success(request, "Practice saved.")
        return redirect(way_back(request, reverse("drill-logs")))
    context = {"form": form, "log": row, "drill": row.drill}
    return render(request, "drills/log.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete practice; the message offers to take it back."""
    row = access.drill_log_write(request.user, pk)
    back = way_back(request, reverse("drill-logs"))
    domain.delete_log(row, at=timezone.now())
    undo = f"{reverse('drill-log-restore', args=[row.pk])}?{urlencode({'next': back})}"
    messages.success(request, f"{row.drill.name}: {row.said} deleted.", extra_tags=f"undo:{undo}")
    return redirect(back)


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of practice back."""
    row = domain.restore_log(access.deleted_drill_log(request.user, pk))
    messages.success(request, f"{row.drill.name}: {row.said} back.")
    return redirect(way_back(request, reverse("drill-logs")))


def _logged(request: PageRequest, row: DrillLog, back: str) -> HttpResponse:
    undo = f"{reverse('drill-log-delete', args=[row.pk])}?{urlencode({'next': back})}"
    messages.success(request, f"{row.drill.name}: {row.said} logged.", extra_tags=f"undo:{undo}")
    return redirect(back)


def _beginning(request: PageRequest, drill: Drill) -> dict[str, Any]:
    """Return what a new log begins with: what is left of today's dose, and how it was done last time."""
    today = request.user.local_date(timezone.now())
    dose = todays_dose(owner=request.user, drill=drill, on=today)
    done = domain.amount_done(owner=request.user, drill=drill, day=today, timed=dose.timed)
    left = dose.total - done
    left, sets = (left, domain.sets_left(dose, done)) if left > 0 else (dose.total, dose.sets)
    last = domain.last_log(owner=request.user, drill=drill)
    begun: dict[str, Any] = {"sets": sets, "distance_m": dose.distance_m}
    begun |= {"duration_s": left} if dose.timed else {"reps": round(left), "clean_reps": round(left)}
    if last is not None:
        begun |= {"load_kg": last.load_kg, "side": last.side}
        begun["distance_m"] = dose.distance_m or last.distance_m
    return begun
