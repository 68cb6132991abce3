"""Pages of sessions: start, log, finish, history, details."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.owned import read_id
from core.pagination import older_page
from workouts import access
from workouts.domain import sessions
from workouts.domain.history import summaries
from workouts.domain.session_page import session_blocks
from workouts.forms.sessions import SessionForm
from workouts.forms.sets import SetRowForm
from workouts.models import Session

PER_PAGE = 20


@login_required
@require_safe
def history(request: PageRequest) -> HttpResponse:
    """List sessions, the latest first; `before` reads on where the page before ended."""
    rows = Session.objects.for_user(request.user)
    page, older = older_page(rows, by="started_at", before=request.GET.get("before", ""), size=PER_PAGE)
    context = {"summaries": summaries(page), "older": older}
    return render(request, "workouts/history.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PageRequest) -> HttpResponse:
    """Choose what to start with, and start it."""
    if request.method == "POST":
        like = request.POST.get("like")
        template = access.session_read(request.user, read_id(like)) if like else None
        title = request.POST.get("title", "").replace("\0", "").strip()[:120]
        session = sessions.start_session(owner=request.user, at=timezone.now(), title=title, like=template)
        return redirect(session if template else "add-exercise", *([] if template else [session.pk]))
    mine = Session.objects.for_user(request.user).newest_first()
    running = mine.running().first()
    context = {"running": running, "recent": summaries(list(mine.finished()[:4]))}
    return render(request, "workouts/start.html", context)


@login_required
@require_safe
def session(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a session: log in it while it runs, correct it later."""
    row = access.session_write(request.user, pk)
    blocks = session_blocks(row)
    for block in blocks:
        for line in block.rows:
            line.form = SetRowForm(instance=line.set)
    return render(request, "workouts/session.html", {"session": row, "blocks": blocks})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Change title, times, note and body weight."""
    row = access.session_write(request.user, pk)
    form = SessionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        sessions.save_session(form.save(commit=False), moved="started_at" in form.changed_data)
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
