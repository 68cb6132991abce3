"""What lets a device work without a connection: whose rows it may send, what waits on it, and what it is told."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def outbox_token(request: HttpRequest) -> JsonResponse:
    """Say who is signed in, null for nobody, with a fresh CSRF token: a device asks before it sends what waited."""
    account = str(request.user.pk) if request.user.is_authenticated else None
    return JsonResponse({"account": account, "csrf": get_token(request)})


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits on this device; the list itself is known to the browser only."""
    return render(request, "core/waiting.html")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what a browser without a connection has instead of a page; it stores this one beforehand."""
    return render(request, "core/offline.html", {"nobody": "nobody" in request.GET})


@require_safe
def https_help(request: HttpRequest) -> HttpResponse:
    """Say what https is needed for, and how to come by it."""
    return render(request, "core/https.html")
