"""Runs of an exercise in a session: add one, add a set to it, remove it and take that back."""

import uuid

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
from workouts.domain import sets
from workouts.domain.session_page import session_blocks
from workouts.forms.sets import SetRowForm
from workouts.models import Session, Set
from workouts.views.exercises import exercise_choice


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_exercise(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Find an exercise and put it into the session."""
    session = access.session_write(request.user, pk)
    if request.method == "POST":
        exercise = access.exercise_read(request.user, request.POST.get("exercise", ""))
        rows = sets.add_exercise(session, exercise=exercise, at=timezone.now())
        return redirect(row_place(rows[0]))
    context = exercise_choice(request) | {"session": session}
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
        row = sets.add_set(session, block=block, exercise=slug, at=timezone.now())
    except Set.DoesNotExist:
        raise Http404 from None
    return row_answer(request, session, row)


@login_required
@require_POST
def remove(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Take an exercise out of the session; the message offers to take that back."""
    session = access.session_write(request.user, pk)
    if not sets.remove_exercise(session, block=block, exercise=slug, at=timezone.now()):
        raise Http404
    undo = reverse("block-restore", args=[pk, block, slug])
    messages.success(request, "Exercise removed.", extra_tags=f"undo:{undo}")
    return redirect(session)


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID, block: int, slug: str) -> HttpResponse:
    """Bring a removed exercise back."""
    session = access.session_write(request.user, pk)
    if not sets.bring_back_exercise(session, block=block, exercise=slug):
        raise Http404
    messages.success(request, "The exercise is back.")
    return redirect(session)


def row_place(row: Set) -> str:
    """Return the address of a set's row in its session."""
    return f"{row.session.get_absolute_url()}#set-{row.pk}"


def row_answer(request: PageRequest, session: Session, row: Set, refused: SetRowForm | None = None) -> HttpResponse:
    """Answer with the row of a set for htmx, else with the whole page; 400 where the form was refused.

    Only the row is replaced, and what the page counts of its run: what is typed in other rows stays.
    """
    if not request.htmx and refused is None:
        return redirect(row_place(row))
    blocks = session_blocks(session)
    for line in (line for block in blocks for line in block.rows):
        line.form = refused if refused and line.set.pk == row.pk else SetRowForm(instance=line.set)
    context = {"session": session, "blocks": blocks}
    name = "workouts/session.html"
    if request.htmx:
        block = next(block for block in blocks if any(line.set.pk == row.pk for line in block.rows))
        line = next(line for line in block.rows if line.set.pk == row.pk)
        context, name = {"session": session, "block": block, "row": line}, "workouts/_row_answer.html"
    return render(request, name, context, status=400 if refused else 200)
