"""Pages of programmes: choose one, look at it, enrol, copy, delete and take back."""

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
from drills.domain import enrolments, programmes
from drills.domain.plan import read_plan, stretches, with_items
from drills.domain.programme_sessions import sessions_of
from drills.domain.refusal import Refusal
from drills.forms.enrolments import EnrolForm
from drills.forms.programmes import ProgrammeForm
from drills.models import Programme
from workouts.domain.schedule import day_names


@login_required
@require_safe
def choose(request: PageRequest) -> HttpResponse:
    """List the programmes, the person's own first."""
    user = request.user
    rows = list(Programme.objects.available_to(user).prefetch_related(with_items()).order_by("owner", "title"))
    for row in rows:
        row.laid = stretches(list(row.phases.all()))
    current = enrolments.active(user)
    context = {
        "own": [row for row in rows if row.owner_id],
        "library": [row for row in rows if not row.owner_id],
        "current": current,
    }
    return render(request, "drills/programmes.html", context)


@login_required
@require_safe
def show(request: PageRequest, slug: str) -> HttpResponse:
    """Show a programme whole, with the form to begin it."""
    return _page(request, access.programme_read(request.user, slug))


@login_required
@require_POST
def enrol(request: PageRequest, slug: str) -> HttpResponse:
    """Begin a programme, from any week; `instead` leaves the one that the person is on."""
    user, programme = request.user, access.programme_read(request.user, slug)
    form = EnrolForm(request.POST, programme=programme)
    if not form.is_valid():
        return _page(request, programme, form)
    try:
        enrolments.enrol(
            owner=user,
            programme=programme,
            on=user.local_date(timezone.now()),
            instead="instead" in request.POST,
            **form.cleaned_data,
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, programme, form)
    messages.success(request, f"You are on {programme}. This is your week.")
    return redirect("programme")


@login_required
@require_POST
def copy(request: PageRequest, slug: str) -> HttpResponse:
    """Copy a programme, and show the copy to change it."""
    twin = programmes.copy_programme(access.programme_read(request.user, slug), owner=request.user)
    messages.success(request, "This is your copy. Change what you like.")
    return redirect("programme-edit", twin.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Begin an own programme."""
    form = ProgrammeForm(request.POST or None, instance=Programme(owner=request.user))
    if request.method == "POST" and form.is_valid():
        row = programmes.create_programme(owner=request.user, **form.cleaned_data)
        return redirect("programme-edit", row.slug)
    return render(request, "drills/programme_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def delete(request: PageRequest, slug: str) -> HttpResponse:
    """Delete an own programme; the message offers to take it back."""
    row = access.programme_write(request.user, slug)
    try:
        programmes.delete_programme(row, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(row)
    messages.success(request, f"{row} deleted.", extra_tags=f"undo:{reverse('programme-restore', args=[slug])}")
    return redirect("programmes")


@login_required
@require_POST
def restore(request: PageRequest, slug: str) -> HttpResponse:
    """Take the deletion of a programme back."""
    row = programmes.restore_programme(access.deleted_programme(request.user, slug))
    messages.success(request, "The programme is back.")
    return redirect(row)


def _page(request: PageRequest, programme: Programme, form: EnrolForm | None = None) -> HttpResponse:
    user = request.user
    plan = read_plan(user, on=user.local_date(timezone.now()))
    current = plan.current
    laid = stretches(list(programme.phases.all()))
    context: dict[str, Any] = {
        "programme": programme,
        "phases": [_phase(stretch) for stretch in laid],
        "current": current,
        "here": bool(current and current.enrolment.programme_id == programme.pk),
        "week": plan.week(plan.on),
        "day_names": day_names(programme.training_days),
        "form": form or EnrolForm(programme=programme),
    }
    return render(request, "drills/programme_page.html", context, status=400 if form else 200)


def _phase(stretch: Any) -> dict[str, Any]:
    items = list(stretch.phase.items.all())
    return {
        "stretch": stretch,
        "phase": stretch.phase,
        "drills": [item for item in items if item.drill_id],
        "sessions": list(sessions_of(items).items()),
        "gates": [gates.registry[slug] for slug in stretch.phase.gates if slug in gates.registry],
    }
