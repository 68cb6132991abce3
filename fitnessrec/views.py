"""Pages that read several apps."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest


@login_required
@require_safe
def today(request: PageRequest) -> HttpResponse:
    """Show what today asks for; the cards come through the slot `today.card`."""
    return render(request, "fitnessrec/today.html", {"now": timezone.now()})


@csrf_exempt
def no_phones(request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing here."""
    raise Http404


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon from where browsers look for it on pages that name none, such as the admin's."""
    return redirect(static("icons/icon.svg"))
