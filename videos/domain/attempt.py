"""One attempt at work on a video: what it stored is named by the row in the end, or goes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from core import jobs
from core.disk import is_full
from videos.domain.files import remove_unnamed
from videos.models import Video

NO_ROOM = (
    "The server's disk is full, so the work on this video could not be done. Whoever runs the server can make room; "
    "try again then."
)


@contextmanager
def attempt(video: Video, claim: jobs.Claim, names: Sequence[str]) -> Iterator[None]:
    """Leave none of the files of these names behind that the row does not name, however the work inside ends.

    A full disk is tried again as other trouble is; the last attempt that meets it says so to people.
    """
    try:
        yield
    except Exception as error:
        remove_unnamed(video, names)
        if claim.attempt < jobs.MAX_ATTEMPTS or not is_full(error):
            raise
        claim.fail(reason=NO_ROOM, error=f"{type(error).__name__}: {error}", verdict=False)
