"""Who besides its owner opened a video: noted when the page is opened, and shown to the owner."""

from typing import Any

from accounts.requests import PageRequest
from videos.domain.viewings import note_viewing, viewings_of
from videos.models import Video, Viewing

SHOWN = 5


def seen_by(request: PageRequest, video: Video) -> dict[str, Any]:
    """Note who opens the page of a video, and return what videos/_viewings.html shows its owner."""
    if request.user.pk != video.owner_id:
        if request.method == "GET":
            note_viewing(video, by=request.user, what=Viewing.What.WATCHED)
        return {"viewings": None}
    found = list(viewings_of(video)[: SHOWN + 1])
    return {"viewings": found[:SHOWN], "more_viewings": len(found) > SHOWN}
