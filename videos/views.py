"""Pages of videos: library, one video, add a clip."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.pagination import older_page
from core.problems import problem_response, wants_problem
from videos.access import subject_write, video_read, video_write
from videos.domain import intake
from videos.domain.progress import progress_of
from videos.domain.subjects import name_subjects
from videos.forms import ClipForm, NewClipForm, SubjectClipForm
from videos.models import Video
from workouts.access import set_write

PER_PAGE = 24
STOP_ASKING = 286  # what htmx reads as the end of polling
PATIENCE = timedelta(minutes=1)  # work that takes longer is asked for less often


@login_required
@require_safe
def library(request: PageRequest) -> HttpResponse:
    """List videos, the latest first; `before` reads on where the page before ended."""
    rows = Video.objects.visible_to(request.user).with_lift()
    page, older = older_page(rows, by="recorded_at", before=request.GET.get("before", ""), size=PER_PAGE)
    return render(request, "videos/library.html", {"videos": with_progress(page), "older": older})


@login_required
@require_safe
def video(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one video."""
    row = video_read(request.user, pk)
    return render(request, "videos/video.html", {"video": with_progress([row])[0]})


@login_required
@require_safe
def state(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far the work on a video is; the page asks again until it is done."""
    where = request.GET.get("in")
    try:
        row = with_progress([video_read(request.user, pk)])[0]
    except Http404:
        if not request.htmx:
            raise
        return render(request, "videos/_gone.html", {"where": where}, status=STOP_ASKING)
    name = {"tile": "videos/_tile.html", "chip": "videos/_chip.html"}.get(where or "", "videos/_player.html")
    return render(request, name, {"video": row})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Add a clip that belongs to no set."""
    form = NewClipForm(request.POST or None, request.FILES or None, owner=request.user)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if wants_json(request):
        return _answer(form, taken)
    if taken:
        return redirect(taken)
    return render(request, "videos/new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Add a clip to a set."""
    row = set_write(request.user, pk)
    form = ClipForm(request.POST or None, request.FILES or None, owner=request.user, set=row)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if wants_json(request):
        return _answer(form, taken)
    if taken:
        messages.success(request, "The clip is in. Its picture is being made.")
        return redirect(f"{row.session.get_absolute_url()}#set-{row.pk}")
    place = f"{row.session.get_absolute_url()}#set-{row.pk}"
    context = {"form": form, "title": row.exercise.name, "set": row, "back": place, "back_to": row.session}
    context["action"] = request.path
    return render(request, "videos/attach.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach_to(request: PageRequest, field: str, pk: uuid.UUID) -> HttpResponse:
    """Add a clip to something else that is known, such as practice."""
    subject, row = subject_write(request.user, field, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SubjectClipForm(*posted, owner=request.user, subject=subject, row=row)
    taken = form.take() if request.method == "POST" and form.is_valid() else None
    if wants_json(request):
        return _answer(form, taken)
    if taken:
        messages.success(request, "The clip is in. Its picture is being made.")
        return redirect(row)
    shown = subject.describe(row)
    context = {"form": form, "title": shown.title, "back": shown.url, "back_to": shown.noun, "action": request.path}
    return render(request, "videos/attach.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def retry(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Do the work on a failed video once more."""
    return redirect(intake.retry_video(video_write(request.user, pk)))


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a video with every file of it. This cannot be taken back, so the page asks first."""
    intake.delete_video(video_write(request.user, pk), at=timezone.now())
    messages.success(request, "The video and its files are deleted.")
    return redirect("videos")


def wants_json(request: PageRequest) -> bool:
    """Tell whether a script of the page sends the form, to show progress and stay on the page."""
    return request.method == "POST" and wants_problem(request)


def _answer(form: ClipForm, taken: Video | None) -> HttpResponse:
    if taken:
        return JsonResponse({"id": str(taken.pk), "url": taken.get_absolute_url()}, status=201)
    said = " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
    return problem_response(400, "invalid", said)


def with_progress(rows: list[Video]) -> list[Video]:
    """Note on each video how far the work on it is, 0 to 1, how often a page may ask for that, and what it shows."""
    shares, now = progress_of(rows), timezone.now()
    name_subjects(rows)
    for row in rows:
        row.progress = shares[row.pk]  # type: ignore[attr-defined]
        row.ask_every = "1s" if now - row.created_at < PATIENCE else "5s"  # type: ignore[attr-defined]
    return rows
