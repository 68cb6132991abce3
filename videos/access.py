"""Who may see and change a video: each function returns it or raises Http404. HTML and API share them."""

import uuid

from django.shortcuts import get_object_or_404

from accounts.models import User
from videos.models import Video


def video_read(user: User, pk: uuid.UUID) -> Video:
    """Return a video that the person may see."""
    return get_object_or_404(Video.objects.visible_to(user).with_lift(), pk=pk)


def video_write(user: User, pk: uuid.UUID) -> Video:
    """Return a video of the person's own."""
    return get_object_or_404(Video.objects.for_user(user).with_lift(), pk=pk)
