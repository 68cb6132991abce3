"""The library of videos."""

from datetime import datetime
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from core.pagination import older_page
from videos.models import Video
from videos.views.library_filter import LibraryFilter
from videos.views.shown import with_progress

PER_PAGE = 24


@login_required
@require_safe
def library(request: PageRequest) -> HttpResponse:
    """List videos, the latest first, narrowed to what is asked for; `before` reads on where the page before ended."""
    clips = Video.objects.visible_to(request.user)
    form = LibraryFilter(request.GET, viewer=request.user, clips=clips)
    before = request.GET.get("before", "")
    rows = form.narrow(clips.with_lift())
    page, older = older_page(rows, by="recorded_at", before=before, size=PER_PAGE)
    videos = with_progress(page)
    context = {
        "form": form,
        "groups": _grouped(videos, by="%Y" if form.active else "%Y-%m"),
        "videos": videos,
        "older": older,
        "query": form.query(),
        "before": before,
        "has_clips": bool(videos) or clips.exists(),
    }
    name = "videos/_library_list.html" if request.htmx and not request.htmx.boosted else "videos/library.html"
    answer = render(request, name, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _grouped(videos: list[Video], *, by: str) -> list[tuple[datetime, list[Video]]]:
    """Return the clips of each month or year of the reader's, as they came, under the time of the first of them."""
    groups = groupby(videos, key=lambda row: timezone.localtime(row.recorded_at).strftime(by))
    return [(rows[0].recorded_at, rows) for _, group in groups if (rows := list(group))]
