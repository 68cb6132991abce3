"""Pages of faults: all of them, and one with why it happens and what to do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from cues import access
from cues.domain.faults import faults
from cues.models import Cue


@login_required
@require_safe
def show_all(request: PageRequest) -> HttpResponse:
    """Show what can go wrong in a hinge."""
    return render(request, "cues/faults.html", {"faults": faults().values()})


@login_required
@require_safe
def show(request: PageRequest, code: str) -> HttpResponse:
    """Show one fault."""
    fault = access.fault_read(code)
    rows = {cue.slug: cue for cue in Cue.objects.available_to(request.user).filter(fault=code)}
    rows |= Cue.objects.available_to(request.user).in_bulk(list(fault.cues))
    first = [rows.pop(slug) for slug in fault.cues if slug in rows]
    mine = sorted(rows.values(), key=lambda cue: cue.text)
    return render(request, "cues/fault.html", {"fault": fault, "cues": [*mine, *first]})
