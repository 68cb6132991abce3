"""The file of a cue's picture, sent to whoever may see the cue."""

from typing import Any

from django.http import HttpResponseBase

from core.delivery import deliver
from cues.models import Cue


def picture_response(request: Any, cue: Cue) -> HttpResponseBase:
    """Send the picture of a cue; 404 without one."""
    tag = (cue.picture or "").rpartition("/")[2].removesuffix(".webp")
    return deliver(request, name=cue.picture or "", etag=tag, content_type="image/webp")
