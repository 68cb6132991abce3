"""Who may see and change what: each function returns the object or raises Http404. HTML and API share them."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from cues.domain.faults import Fault, faults
from cues.models import Cue, CueAttachment


def cue_read(user: User, slug: str) -> Cue:
    """Return a cue of the library or the person's own."""
    return get_object_or_404(Cue.objects.available_to(user).select_related("exercise", "neutral"), pk=slug)


def cue_write(user: User, slug: str) -> Cue:
    """Return a cue of the person's own; the library is everybody's and is copied, not changed."""
    return get_object_or_404(Cue.objects.own(user).select_related("owner"), pk=slug)


def library_cue(slug: str) -> Cue:
    """Return a cue of the library, to make it one's own."""
    return get_object_or_404(Cue.objects.alive().filter(owner=None), pk=slug)


def deleted_cue(user: User, slug: str) -> Cue:
    """Return a cue that the person deleted, to take that back."""
    rows = Cue.objects.filter(owner=user).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("owner"), pk=slug)


def attachment_write(user: User, pk: uuid.UUID) -> CueAttachment:
    """Return a cue that the person put on an exercise."""
    return get_object_or_404(CueAttachment.objects.for_user(user).select_related("cue", "exercise"), pk=pk)


def detached(user: User, pk: uuid.UUID) -> CueAttachment:
    """Return a cue that the person took off an exercise, to put it back; not where the cue itself is gone."""
    rows = CueAttachment.objects.filter(owner=user, cue__deleted_at=None).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("cue", "exercise"), pk=pk)


def fault_read(code: str) -> Fault:
    """Return what there is to know about a fault."""
    found = faults().get(code)
    if found is None:
        raise Http404("There is no such fault.")
    return found
