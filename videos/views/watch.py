"""One video: watching it, the work on it, and its end."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PageRequest
from videos.access import video_read, video_write
from videos.domain import intake
from videos.domain.marks import length_of
from videos.domain.neighbours import neighbours
from videos.forms import MarksForm, WordsForm
from videos.models import Video
from videos.views.seen import seen_by
from videos.views.shown import with_progress

STOP_ASKING = 286  # what htmx reads as the end of polling


@login_required
@require_safe
def video(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one video."""
    return show_video(request, video_read(request.user, pk))


def show_video(
    request: PageRequest,
    row: Video,
    *,
    marks: MarksForm | None = None,
    words: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a video's page, with the form that was refused where one was."""
    shown = with_progress([row])[0]
    older, newer = neighbours(row, Video.objects.visible_to(request.user))
    context: dict[str, Any] = {"video": shown, "older": older, "newer": newer, "own": row.owner_id == request.user.pk}
    if context["own"]:
        context["marks"] = marks or MarksForm(video=row)
        if not row.live_set and not row.subject:
            context["words"] = words or WordsForm(video=row)
    return render(request, "videos/video.html", context | player_facts(row) | seen_by(request, row), status=status)


def player_facts(row: Video) -> dict[str, Any]:
    """Return what templates say about a clip's files, beside what the row says itself."""
    length, start, end = length_of(row), row.trim_start_s, row.trim_end_s
    part = None
    if length is not None and (start is not None or end is not None):
        part = max(0.0, (length if end is None else end) - (start or 0.0))
    rate = row.frame_rate_num / row.frame_rate_den if row.frame_rate_num and row.frame_rate_den else None
    return {"rate": rate and round(rate, 2), "length": length, "part": part}


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
    name = {"tile": "videos/_tile.html", "chip": "videos/_chip.html"}.get(where or "", "videos/_state.html")
    own = row.owner_id == request.user.pk
    context = {"video": row, "own": own, "marks": MarksForm(video=row) if own else None}
    return render(request, name, context | player_facts(row))


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
