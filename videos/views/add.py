"""Clips come in by forms."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import PageRequest
from videos.access import subject_write
from videos.domain.usage import usage_of
from videos.forms import ClipForm, NewClipForm, SubjectClipForm
from workouts.access import set_write


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Add a clip that belongs to no set."""
    form = NewClipForm(request.POST or None, request.FILES or None, owner=request.user)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if taken:
        return redirect(taken)
    context = {"form": form, "usage": usage_of(request.user)}
    return render(request, "videos/new.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Add a clip to a set."""
    row = set_write(request.user, pk)
    form = ClipForm(request.POST or None, request.FILES or None, owner=request.user, set=row)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if taken:
        messages.success(request, "The clip is in. Its picture is being made.")
        return redirect(f"{row.session.get_absolute_url()}#set-{row.pk}")
    place = f"{row.session.get_absolute_url()}#set-{row.pk}"
    context = {"form": form, "title": row.exercise.name, "set": row, "back": place, "back_to": row.session}
    context |= {"action": request.path, "field": "set", "row": row.pk, "usage": usage_of(request.user)}
    return render(request, "videos/attach.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach_to(request: PageRequest, field: str, pk: uuid.UUID) -> HttpResponse:
    """Add a clip to something else that is known, such as practice."""
    subject, row = subject_write(request.user, field, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SubjectClipForm(*posted, owner=request.user, subject=subject, row=row)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if taken:
        messages.success(request, "The clip is in. Its picture is being made.")
        return redirect(row)
    shown = subject.describe(row)
    context = {"form": form, "title": shown.title, "back": shown.url, "back_to": shown.noun, "action": request.path}
    context |= {"field": field, "row": row.pk, "usage": usage_of(request.user)}
    return render(request, "videos/attach.html", context, status=400 if form.errors else 200)
