"""What a worker does with a message."""

import logging
import uuid
from collections.abc import Callable

from core.jobs.claims import LeaseLost, Verdict, claim
from core.jobs.kinds import kind_named

log = logging.getLogger(__name__)


def work(job_id: uuid.UUID) -> None:
    """Claim the job and do it, whatever happens on the way."""
    mine = claim(job_id)
    if mine is None:
        log.info("job %s is done, taken or gone", job_id)
        return
    try:
        with mine.heartbeat():
            kind_named(mine.kind).run(mine)
    except LeaseLost:
        log.warning("job %s was taken over; attempt %s changes nothing", job_id, mine.attempt)
    except Verdict as verdict:
        _end_unless_taken_over(mine.fail, reason=verdict.reason, error=repr(verdict.__cause__ or verdict))
    except Exception as error:
        log.exception("job %s failed in attempt %s", job_id, mine.attempt)
        _end_unless_taken_over(mine.release, error=f"{type(error).__name__}: {error}")


def _end_unless_taken_over(end: Callable[..., None], **said: str) -> None:
    try:
        end(**said)
    except LeaseLost:
        log.warning("a job was taken over before its failure could be written")
