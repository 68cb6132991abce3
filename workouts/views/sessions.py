"""Pages of a session beside its screen: details, finish, go on, delete and take back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from workouts import access
from workouts.domain import sessions
from workouts.forms.sessions import SessionForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Change title, times, note and body weight."""
    row = access.session_write(request.user, pk)
    form = SessionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if "started_at" in form.changed_data:
            sessions.move_session(changed, by=changed.started_at - form.initial["started_at"])
        else:
            sessions.save_session(changed)
        messages.success(request, "Session saved.")
        return redirect(row)
    context = {"form": form, "session": row}
    return render(request, "workouts/session_edit.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def finish(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """End a session."""
    row = sessions.finish_session(access.session_write(request.user, pk), at=timezone.now())
    messages.success(request, "Session finished. Well done.")
    return redirect(row)


@login_required
@require_POST
def reopen(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on with a finished session."""
    return redirect(sessions.reopen_session(access.session_write(request.user, pk)))


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a session with its sets; the message offers to take it back."""
    row = access.session_write(request.user, pk)
    sessions.delete_session(row, at=timezone.now())
    messages.success(request, f"{row} deleted.", extra_tags=f"undo:{row.get_absolute_url()}/restore")
    return redirect("history")


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of a session back."""
    row = access.deleted_session(request.user, pk)
    sessions.restore_session(row)
    messages.success(request, "The session is back.")
    return redirect(row)
