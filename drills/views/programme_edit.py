"""Pages that change an own programme: its head, the order of its phases, and one phase with what it asks for."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from core.versions import hold_version
from drills import access
from drills.domain import programmes as domain
from drills.domain.plan import stretches
from drills.domain.programme_library import phase_rows
from drills.domain.programmes import Removed, check_phases, save_programme, with_new_phase
from drills.domain.refusal import Refusal
from drills.forms.programmes import PhasePage, ProgrammeForm, arrange
from drills.models import Programme

KEPT = "removed from a programme"  # in the browser's session: what was removed last, to put it back


def _alone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody else change the person's rows from when a form is read until it is stored: it holds all phases."""

    @wraps(view)
    def one_after_the_other(request: PageRequest, **named: str) -> HttpResponse:
        if request.method != "POST":
            return view(request, **named)
        with transaction.atomic():
            hold_version(request.user.pk)
            return view(request, **named)

    return one_after_the_other


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@_alone
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Change the head of a programme, and move, add and remove phases: each button saves everything typed."""
    programme = access.programme_write(request.user, slug)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        verb, _, key = request.POST.get("do", "").partition(":")
        before = phase_rows(programme)
        rows = _done(before, verb, key)
        wrong = check_phases(rows)
        save_programme(form.save(commit=False), phases=None if wrong or rows == before else rows)
        if wrong:
            messages.error(request, wrong)
        elif verb == "phase-add":
            fresh = next(row for row in rows if row not in before)
            return redirect("programme-phase", slug, fresh["key"])
        elif len(rows) < len(before):
            place = _place(before, key)
            _offer(request, Removed(slug, programme.v, place, before[place]), before[place]["title"])
        elif verb == "save":
            messages.success(request, "Programme saved.")
            return redirect(programme)
        return redirect("programme-edit", slug)
    title = Programme.objects.values_list("title", flat=True).get(pk=slug)
    context = {"form": form, "programme": programme, "title": title, "laid": stretches(list(programme.phases.all()))}
    return render(request, "drills/programme_edit.html", context, status=400 if form.errors else 200)


def _place(rows: list[dict[str, Any]], key: str) -> int:
    return next((number for number, row in enumerate(rows) if row["key"] == key), -1)


def _done(rows: list[dict[str, Any]], verb: str, key: str) -> list[dict[str, Any]]:
    """Return the phases after what a button says was done to them; one that is gone by now is left alone."""
    if verb == "phase-add":
        return with_new_phase(rows)
    after, place, how = list(rows), _place(rows, key), verb.removeprefix("phase-")
    if how in ("up", "down", "remove") and place >= 0:
        arrange(after, place, how)
    return after


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@_alone
def phase(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Change one phase with everything that it asks for."""
    programme = access.programme_write(request.user, slug)
    rows = phase_rows(programme)
    place = _place(rows, key)
    if place < 0:
        raise Http404
    shown = PhasePage(
        request.user, rows[place], last=place == len(rows) - 1, data=request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and shown.is_valid():
        rows[place] = shown.kept()
        save_programme(programme, phases=rows)
        if shown.removed:
            number, item = shown.removed
            _offer(request, Removed(slug, programme.v, number, item, key), shown.items[number].subject)
        if request.POST.get("do", "save") == "save":
            messages.success(request, "Phase saved.")
            return redirect("programme-edit", slug)
        return redirect("programme-phase", slug, key)
    context = {"page": shown, "programme": programme, "title": rows[place]["title"]}
    return render(request, "drills/phase.html", context, status=400 if shown.refused else 200)


def _offer(request: PageRequest, removed: Removed, name: str) -> None:
    """Say what was removed, and offer to put it back."""
    request.session[KEPT] = asdict(removed)
    undo = f"{reverse('programme-put-back', args=[removed.programme])}?{urlencode({'v': removed.v})}"
    messages.success(request, f"{name} removed.", extra_tags=f"undo:{undo}")


@login_required
@require_POST
def put_back(request: PageRequest, slug: str) -> HttpResponse:
    """Put back the phase, or what one asks for, that was removed; `v` is the programme's version after that."""
    programme = access.programme_write(request.user, slug)
    kept = request.session.get(KEPT)
    removed = Removed(**kept) if kept else None
    if removed is None or (removed.programme, str(removed.v)) != (slug, request.GET.get("v")):
        messages.error(request, "There is nothing to put back any more.")
        return redirect("programme-edit", programme.pk)
    try:
        domain.put_back(removed, owner=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "It is back at its place.")
    return redirect("programme-phase", slug, removed.phase) if removed.phase else redirect("programme-edit", slug)
