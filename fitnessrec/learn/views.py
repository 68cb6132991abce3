"""The pages of Learn."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from fitnessrec.learn.pages import BY_SLUG, PAGES, neighbours


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Show what there is to learn."""
    return render(request, "learn/index.html", {"pages": PAGES})


@login_required
@require_safe
def page(request: PageRequest, slug: str) -> HttpResponse:
    """Show one page."""
    found = BY_SLUG.get(slug)
    if not found:
        raise Http404
    before, after = neighbours(found)
    context = {"page": found, "pages": PAGES, "before": before, "after": after, **found.read()}
    return render(request, found.template, context)
