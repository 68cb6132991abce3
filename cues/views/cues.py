"""Pages of cues: the library, one cue, make, change, copy, delete and take back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from cues import access
from cues.domain import cues as domain
from cues.domain.attachments import attachments
from cues.domain.faults import faults
from cues.domain.files import picture_response
from cues.domain.in_use import exercises_of_cue
from cues.forms.attachments import AttachForm
from cues.forms.cues import CueSearch, OwnCueForm
from cues.models import Cue
from cues.models.cue import Phase
from workouts.models import Exercise


@login_required
@require_safe
def cues(request: PageRequest) -> HttpResponse:
    """Show own cues and the library by the part of the lift, and what stands on exercises."""
    found = _found(request)
    if request.htmx:
        return render(request, "cues/_cue_list.html", found)
    on: dict[Exercise, list[Any]] = {}
    for row in attachments(request.user):
        on.setdefault(row.exercise, []).append(row)
    return render(request, "cues/cues.html", found | {"on": sorted(on.items(), key=lambda pair: pair[0].name)})


def _found(request: PageRequest) -> dict[str, Any]:
    form = CueSearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Cue.objects.available_to(request.user).search(asked.get("search", ""))
    rows = rows.filter(**{name: asked[name] for name in ("phase", "fault") if asked.get(name)})
    found = list(rows.order_by("text", "slug"))
    library = [cue for cue in found if cue.owner_id is None]
    phases = [(label, [cue for cue in library if cue.phase == phase]) for phase, label in Phase.choices]
    return {
        "form": form,
        "mine": [cue for cue in found if cue.owner_id is not None],
        "phases": [(label, rows) for label, rows in phases if rows],
        "fault": faults().get(asked.get("fault", "")),
    }


@login_required
@require_safe
def cue(request: PageRequest, slug: str) -> HttpResponse:
    """Show one cue: why, its exercises, and how form was with it."""
    row = access.cue_read(request.user, slug)
    rows = attachments(request.user, cue=row)
    uses = exercises_of_cue(owner=request.user, cue=row)
    names = Exercise.objects.in_bulk([use.exercise for use in uses]) if uses else {}
    context = {
        "cue": row,
        "fault": faults().get(row.fault),
        "attachments": rows,
        "attach": AttachForm(owner=request.user, cue=row),
        "uses": [(names[use.exercise], use) for use in uses],
        "copies": list(Cue.objects.own(request.user).filter(copy_of=row.slug)) if row.owner_id is None else [],
    }
    return render(request, "cues/cue.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Make an own cue."""
    given = {name: request.GET.get(name, "") for name in ("text", "phase", "fault")}
    form = OwnCueForm(_posted(request), request.FILES or None, owner=request.user, initial=given)
    return _kept(request, form, "Your cue is ready.", {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Change an own cue."""
    row = access.cue_write(request.user, slug)
    form = OwnCueForm(_posted(request), request.FILES or None, owner=request.user, instance=row)
    return _kept(request, form, "Cue saved.", {"cue": row, "name": row.text})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: PageRequest, slug: str) -> HttpResponse:
    """Make a cue of the library one's own, in one's own words."""
    source = access.library_cue(slug)
    given = {name: getattr(source, name) for name in ("text", "phase", "fault", "exercise", "why")}
    form = OwnCueForm(
        _posted(request),
        request.FILES or None,
        owner=request.user,
        source=source,
        initial=given | {"replacing": True},
    )
    return _kept(request, form, "It is yours now: change it as you like.", {"source": source})


def _posted(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _kept(request: PageRequest, form: OwnCueForm, said: str, context: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        row = form.keep()
        messages.success(request, said)
        return redirect(row)
    return render(request, "cues/cue_form.html", context | {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def delete(request: PageRequest, slug: str) -> HttpResponse:
    """Delete an own cue; the message offers to take it back."""
    row = access.cue_write(request.user, slug)
    domain.delete_cue(row, at=timezone.now())
    undo = reverse("cue-restore", args=[row.slug])
    messages.success(request, f"“{capfirst(row.text)}” deleted.", extra_tags=f"undo:{undo}")
    return redirect("cues")


@login_required
@require_POST
def restore(request: PageRequest, slug: str) -> HttpResponse:
    """Take the deletion of an own cue back."""
    row = domain.restore_cue(access.deleted_cue(request.user, slug))
    messages.success(request, f"“{capfirst(row.text)}” is back.")
    return redirect(row)


@login_required
@require_safe
def picture(request: PageRequest, slug: str) -> HttpResponseBase:
    """Send the picture of a cue to its owner."""
    return picture_response(request, access.cue_read(request.user, slug))
