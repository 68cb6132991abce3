"""What clips take, what of it is kept, and who watched what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.owned import read_id
from core.pagination import older_page
from videos.domain.originals import drop_originals, to_drop
from videos.domain.subjects import name_subjects
from videos.domain.usage import largest, usage_of
from videos.domain.viewings import viewings_for
from videos.forms import KeepForm
from videos.models import Video
from videos.views.shown import with_progress

LARGEST = 8
LATEST = 6
PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def storage(request: PageRequest) -> HttpResponse:
    """Show what the person's clips take; change whether originals are kept."""
    form = KeepForm(request.POST or None, initial={"keep": KeepForm.word(request.user)})
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        messages.success(request, "Saved. It holds for clips that come in from now on.")
        return redirect("video-storage")
    clips = [row for row in largest(request.user)[:LARGEST] if row.takes]  # type: ignore[attr-defined]
    seen = list(viewings_for(request.user).order_by("-last_at", "-id")[: LATEST + 1])
    name_subjects([row.video for row in seen])
    context = {
        "usage": usage_of(request.user),
        "form": form,
        "clips": with_progress(clips),
        "drop": to_drop(request.user),
        "viewings": seen[:LATEST],
        "more_viewings": len(seen) > LATEST,
    }
    return render(request, "videos/storage.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def drop(request: PageRequest) -> HttpResponse:
    """Remove the originals of all clips that have a web version. This cannot be taken back, so the page asks first."""
    count = drop_originals(request.user)
    said = "1 original is" if count == 1 else f"{count} originals are"
    messages.success(request, f"{said} removed." if count else "There was no original to remove.")
    return redirect("video-storage")


@login_required
@require_safe
def viewings(request: PageRequest) -> HttpResponse:
    """List who watched what, the latest first; `video` narrows it to one."""
    rows, video = viewings_for(request.user), None
    if request.GET.get("video"):
        video = get_object_or_404(Video.objects.for_user(request.user).with_lift(), pk=read_id(request.GET["video"]))
        rows, video = rows.filter(video=video), with_progress([video])[0]
    page, older = older_page(rows, by="last_at", before=request.GET.get("before", ""), size=PER_PAGE)
    name_subjects([row.video for row in page])
    return render(request, "videos/viewings.html", {"viewings": page, "older": older, "video": video})
