"""The file of a cue's picture, sent to whoever may see the cue."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponseBase

from core.ranges import file_response
from cues.models import Cue


def picture_response(request: Any, cue: Cue) -> HttpResponseBase:
    """Send the picture of a cue; 404 without one."""
    if not cue.picture or not default_storage.exists(cue.picture):
        raise Http404
    file = default_storage.open(cue.picture)
    tag = cue.picture.rpartition("/")[2].removesuffix(".webp")
    return file_response(request, file, size=file.size, etag=tag, content_type="image/webp")
