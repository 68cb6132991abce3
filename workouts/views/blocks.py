"""Runs of an exercise in a session: add, extend, warm up, reorder, bind, swap, remove, and answer a suggestion.

With JavaScript the session screen does these by itself and sends single sets; these forms do the same without.
"""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from workouts import access
from workouts.domain import blocks
from workouts.domain.kit import exercise_facts
from workouts.domain.ramp import ramp_for
from workouts.models import Session, Set
from workouts.models.set import Kind
from workouts.views.exercises import exercise_choice

ARRANGEMENTS: dict[str, Callable[..., None]] = {
    "up": lambda session, **run: blocks.move(session, by=-1, **run),
    "down": lambda session, **run: blocks.move(session, by=1, **run),
    "bind": blocks.bind,
    "unbind": blocks.unbind,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_exercise(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Find an exercise and put it into the session, or in the place of another (`swap`: block:exercise)."""
    session = access.session_write(request.user, pk)
    block, _, old = request.GET.get("swap", "").partition(":")
    if request.method == "POST":
        exercise = access.exercise_read(request.user, request.POST.get("exercise", ""))
        at = timezone.now()
        if old and block.isdecimal():
            try:
                rows = blocks.swap(session, block=int(block), exercise=old, other=exercise, at=at)
            except Set.DoesNotExist:
                raise Http404 from None
        else:
            rows = blocks.add_exercise(session, exercise=exercise, at=at)
        return redirect(row_place(rows[0]))
    context = exercise_choice(request) | {"session": session, "swap": old}
    name = "workouts/_exercise_choice.html" if request.htmx else "workouts/add_exercise.html"
    answer = render(request, name, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@login_required
@require_POST
def add_set(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Plan one more set in a run."""
    session = access.session_write(request.user, pk)
    try:
        row = blocks.add_set(session, block=block, exercise=slug, at=timezone.now())
    except Set.DoesNotExist:
        raise Http404 from None
    return redirect(row_place(row))


@login_required
@require_POST
def warm_up(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Plan warm-up sets that lead to the first working load of a run."""
    session = access.session_write(request.user, pk)
    run = session.sets.alive().filter(block=block, exercise=slug)
    if not run.exists():
        raise Http404
    work = run.exclude(kind=Kind.WARMUP).exclude(load_kg=None).select_related("exercise")
    first = work.order_by("position").first()
    if first is None:
        messages.error(request, "Enter the load of the first working set, then the warm-up can lead to it.")
        return redirect(session)
    steps = ramp_for(request.user, first.exercise, working_kg=first.load_kg, reps=first.reps)
    if not steps:
        messages.info(request, "This load is light enough to begin with.")
        return redirect(session)
    rows = blocks.add_warmups(session, block=block, exercise=slug, steps=steps, at=timezone.now())
    return redirect(row_place(rows[0]))


@login_required
@require_POST
def arrange(request: PageRequest, pk: uuid.UUID, block: int, slug: str, how: str) -> HttpResponse:
    """Move a run up or down, or bind it with the next into a superset, or let it go."""
    session = access.session_write(request.user, pk)
    try:
        ARRANGEMENTS[how](session, block=block, exercise=slug)
    except (KeyError, Set.DoesNotExist):
        raise Http404 from None
    return redirect(session)


@login_required
@require_POST
def answer_suggestion(request: PageRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """Take the suggested next load for the sets still to do, or leave it."""
    session = access.session_write(request.user, pk)
    exercise = access.exercise_read(request.user, slug)
    on = request.user.local_date(timezone.now())
    suggestion = exercise_facts(request.user, [exercise], on=on, before=session)[exercise.pk].suggestion
    if request.POST.get("answer") == "taken" and suggestion:
        blocks.take_suggestion(session, exercise=exercise.pk, suggestion=suggestion)
    else:
        blocks.answer(session, exercise=exercise.pk, word="ignored")
    return redirect(session)


@login_required
@require_POST
def remove(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Take an exercise out of the session; the message offers to take that back."""
    session = access.session_write(request.user, pk)
    if not blocks.remove_exercise(session, block=block, exercise=slug, at=timezone.now()):
        raise Http404
    undo = reverse("block-restore", args=[pk, block, slug])
    messages.success(request, "Exercise removed.", extra_tags=f"undo:{undo}")
    return redirect(session)


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Bring a removed exercise back."""
    session = access.session_write(request.user, pk)
    if not blocks.bring_back_exercise(session, block=block, exercise=slug):
        raise Http404
    messages.success(request, "The exercise is back.")
    return redirect(session)


def row_place(row: Set) -> str:
    """Return the address of a set's row in its session."""
    return f"{Session(pk=row.session_id).get_absolute_url()}#set-{row.pk}"
