"""Pages of sets: the row in the session, everything about one, delete and take back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from workouts import access
from workouts.domain import sets
from workouts.domain.session_page import session_blocks
from workouts.forms.sets import SetForm, SetRowForm
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
        return redirect(f"{session.get_absolute_url()}#block-{rows[0].block}")
    context = exercise_choice(request) | {"session": session}
    name = "workouts/_exercise_choice.html" if request.htmx else "workouts/add_exercise.html"
    return render(request, name, context)


@login_required
@require_POST
def add_set(request: PageRequest, pk: uuid.UUID, block: int) -> HttpResponse:
    """Plan one more set in a block."""
    session = access.session_write(request.user, pk)
    get_object_or_404(session.sets.alive().filter(block=block).order_by("position")[:1])
    row = sets.add_set(session, block=block, at=timezone.now())
    return _block(request, session, row)


@login_required
@require_POST
def log_set(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Store the row of a set; the tick button says whether it is done."""
    row = access.set_write(request.user, pk)
    was_done = row.done
    asked = request.POST.get("done")
    form = SetRowForm(request.POST, instance=row, done=None if asked is None else asked == "1")
    if not form.is_valid():
        return _block(request, row.session, row, refused=form)
    saved = form.save(commit=False)
    if saved.done and not was_done and not row.session.finished_at:
        saved.performed_at = timezone.now()
    sets.save_set(saved)
    return _block(request, row.session, saved)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_page(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show and change everything about a set."""
    row = access.set_write(request.user, pk)
    form = SetForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        sets.save_set(form.save(commit=False))
        messages.success(request, "Set saved.")
        return redirect(_place(row))
    context = {"form": form, "set": row, "session": row.session}
    return render(request, "workouts/set.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def delete_set(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a set; the message offers to take it back."""
    row = access.set_write(request.user, pk)
    sets.delete_set(row, at=timezone.now())
    messages.success(request, "Set deleted.", extra_tags=f"undo:{row.get_absolute_url()}/restore")
    return redirect(row.session)


@login_required
@require_POST
def restore_set(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of a set back."""
    row = access.deleted_set(request.user, pk)
    sets.restore_set(row)
    messages.success(request, "The set is back.")
    return redirect(_place(row))


def _place(row: Set) -> str:
    return f"{row.session.get_absolute_url()}#set-{row.pk}"


def _block(request: PageRequest, session: Session, row: Set, refused: SetRowForm | None = None) -> HttpResponse:
    """Answer with the block of a set for htmx, else with the whole page; 400 where the form was refused."""
    if not request.htmx and refused is None:
        return redirect(_place(row))
    blocks = session_blocks(session)
    for line in (line for block in blocks for line in block.rows):
        line.form = refused if refused and line.set.pk == row.pk else SetRowForm(instance=line.set)
    status = 400 if refused else 200
    if request.htmx:
        block = next(block for block in blocks if block.number == row.block)
        return render(request, "workouts/_block.html", {"session": session, "block": block}, status=status)
    return render(request, "workouts/session.html", {"session": session, "blocks": blocks}, status=status)
