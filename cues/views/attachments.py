"""Forms that put cues on exercises, order them, take them off, and tick them off for a set."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from core.way_back import way_back
from cues import access
from cues.domain import attachments as domain
from cues.domain.attachments import attached_cues
from cues.domain.set_cues import save_set_cues, set_cues_of
from cues.forms.attachments import AttachForm, SetCuesForm
from cues.models import Cue
from workouts.access import exercise_read, set_write
from workouts.models import Exercise

STEPS = {"up": -1, "down": 1}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: PageRequest) -> HttpResponse:
    """Put a cue on an exercise."""
    exercise = exercise_read(request.user, request.GET["exercise"]) if "exercise" in request.GET else None
    cue = access.cue_read(request.user, request.GET["cue"]) if "cue" in request.GET else None
    form = AttachForm(
        request.POST if request.method == "POST" else None, owner=request.user, exercise=exercise, cue=cue
    )
    row = form.keep() if request.method == "POST" and form.is_valid() else None
    if row:
        messages.success(request, f"“{capfirst(row.cue.text)}” is on {row.exercise.name}.")
        return redirect(way_back(request, _place(row.exercise)))
    context = {"form": form, "exercise": exercise, "cue": cue, "next": request.POST.get("next", "")}
    return render(request, "cues/attach.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def move(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Move a cue up or down among those of its exercise."""
    row = access.attachment_write(request.user, pk)
    domain.move(row, by=STEPS.get(request.POST.get("to", ""), 0))
    return redirect(way_back(request, _place(row.exercise)))


@login_required
@require_POST
def detach(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a cue off an exercise; the message offers to put it back."""
    row = access.attachment_write(request.user, pk)
    domain.detach(row, at=timezone.now())
    undo = reverse("cue-reattach", args=[row.pk])
    messages.success(request, f"“{capfirst(row.cue.text)}” is off {row.exercise.name}.", extra_tags=f"undo:{undo}")
    return redirect(way_back(request, _place(row.exercise)))


@login_required
@require_POST
def reattach(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a cue back on an exercise."""
    row = access.detached(request.user, pk)
    try:
        domain.restore_attachment(row)
        messages.success(request, f"“{capfirst(row.cue.text)}” is back on {row.exercise.name}.")
    except domain.AlreadyAttached:
        messages.info(request, f"“{capfirst(row.cue.text)}” is on {row.exercise.name} already.")
    return redirect(way_back(request, _place(row.exercise)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_cues(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Tick off the cues that were in mind in a set."""
    row = set_write(request.user, pk)
    stored = set_cues_of(row)
    form = SetCuesForm(request.POST if request.method == "POST" else None, set=row, initial={"cues": stored.cues})
    if request.method == "POST" and form.is_valid():
        save_set_cues(row, cues=form.cleaned_data["cues"])
        return redirect(way_back(request, f"{row.session.get_absolute_url()}#set-{row.pk}"))
    cues = attached_cues(request.user).get(row.exercise_id, [])
    ticked = form["cues"].value() or []
    others = [
        cue
        for cue in Cue.objects.filter(Q(owner=None) | Q(owner=request.user)).order_by("text", "slug")
        if cue not in cues and (cue.deleted_at is None or cue.slug in ticked)
    ]
    context = {"form": form, "set": row, "session": row.session, "cues": cues, "others": others, "ticked": ticked}
    return render(request, "cues/set_cues.html", context, status=400 if form.errors else 200)


def _place(exercise: Exercise) -> str:
    return f"{exercise.get_absolute_url()}#cues"
