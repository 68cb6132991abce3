"""Pages that change an own programme: its head, the order of its phases, and one phase with what it asks for."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import PageRequest
from drills import access
from drills.domain.plan import stretches
from drills.domain.programme_library import phase_rows
from drills.domain.programmes import check_phases, save_programme, with_new_phase
from drills.forms.programmes import PhasePage, ProgrammeForm, arrange
from drills.models import Programme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Change the head of a programme, and move, add and remove phases: each button saves everything typed."""
    programme = access.programme_write(request.user, slug)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        verb, _, place = request.POST.get("do", "").partition(":")
        before = phase_rows(programme)
        rows = _done(before, verb, place)
        wrong = check_phases(rows)
        save_programme(form.save(commit=False), phases=None if wrong or rows == before else rows)
        if wrong:
            messages.error(request, wrong)
        elif verb == "phase-add":
            fresh = next(row for row in rows if row not in before)
            return redirect("programme-phase", slug, fresh["key"])
        elif verb == "save":
            messages.success(request, "Programme saved.")
            return redirect(programme)
        return redirect("programme-edit", slug)
    title = Programme.objects.values_list("title", flat=True).get(pk=slug)
    context = {"form": form, "programme": programme, "title": title, "laid": stretches(list(programme.phases.all()))}
    return render(request, "drills/programme_edit.html", context, status=400 if form.errors else 200)


def _done(rows: list[dict[str, Any]], verb: str, place: str) -> list[dict[str, Any]]:
    """Return the phases after what a button says was done to them."""
    if verb == "phase-add":
        return with_new_phase(rows)
    after = list(rows)
    number = int(place) if place.isdecimal() and len(place) < 4 else -1
    how = verb.removeprefix("phase-")
    if how in ("up", "down", "remove") and 0 <= number < len(after):
        arrange(after, number, how)
    return after


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Change one phase with everything that it asks for."""
    programme = access.programme_write(request.user, slug)
    rows = phase_rows(programme)
    place = next((number for number, row in enumerate(rows) if row["key"] == key), None)
    if place is None:
        raise Http404
    shown = PhasePage(
        request.user, rows[place], last=place == len(rows) - 1, data=request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and shown.is_valid():
        rows[place] = shown.kept()
        save_programme(programme, phases=rows)
        if request.POST.get("do", "save") == "save":
            messages.success(request, "Phase saved.")
            return redirect("programme-edit", slug)
        return redirect("programme-phase", slug, key)
    context = {"page": shown, "programme": programme, "title": rows[place]["title"]}
    return render(request, "drills/phase.html", context, status=400 if shown.refused else 200)
