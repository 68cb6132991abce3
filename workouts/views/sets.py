"""Pages of sets: the row in the session, everything about one, delete and take back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from workouts import access
from workouts.domain import sets
from workouts.forms.sets import SetForm, SetRowForm
from workouts.views.blocks import row_place
from workouts.views.screen import screen


@login_required
@require_POST
def log_set(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Store the row of a set where there is no JavaScript; the tick button says whether it is done."""
    row = access.set_write(request.user, pk)
    was_done = row.done
    asked = request.POST.get("done")
    form = SetRowForm(request.POST, instance=row, done=None if asked is None else asked == "1")
    if not form.is_valid():
        return screen(request, row.session, refused=form)
    saved = form.save(commit=False)
    if saved.done and not was_done and not row.session.finished_at:
        saved.performed_at = timezone.now()
    sets.save_set(saved)
    return redirect(row_place(saved))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_page(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show and change everything about a set."""
    row = access.set_write(request.user, pk)
    form = SetForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        sets.save_set(form.save(commit=False))
        messages.success(request, "Set saved.")
        return redirect(row_place(row))
    run = list(row.session.sets.alive().filter(block=row.block, exercise=row.exercise_id).in_order())
    place = f"Set {run.index(row) + 1} of {len(run)}"
    context = {"form": form, "set": row, "session": row.session, "place": place}
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
    return redirect(row_place(row))
