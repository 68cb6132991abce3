"""Who may see and change a video: each function returns it or raises Http404. HTML and API share them."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from videos.domain.subjects import Subject, subject
from videos.models import Video


def video_read(user: User, pk: uuid.UUID) -> Video:
    """Return a video that the person may see."""
    return get_object_or_404(Video.objects.visible_to(user).with_lift(), pk=pk)


def video_write(user: User, pk: uuid.UUID) -> Video:
    """Return a video of the person's own."""
    return get_object_or_404(Video.objects.for_user(user).with_lift(), pk=pk)


def subject_write(user: User, field: str, pk: uuid.UUID) -> tuple[Subject, Any]:
    """Return what a clip can show under this name, and the person's own row of it."""
    found = subject(field)
    row = found.find(user, pk) if found else None
    if found is None or row is None:
        raise Http404
    return found, row
