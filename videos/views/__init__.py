"""Pages of videos, a file per subject."""

from videos.views.add import attach, attach_to, new
from videos.views.browse import library
from videos.views.marks import change_words, set_marks
from videos.views.shown import with_progress
from videos.views.storage import drop, storage, viewings
from videos.views.watch import delete, retry, state, video

__all__ = [
    "attach",
    "attach_to",
    "change_words",
    "delete",
    "drop",
    "library",
    "new",
    "retry",
    "set_marks",
    "state",
    "storage",
    "video",
    "viewings",
    "with_progress",
]
