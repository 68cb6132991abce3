"""The job ledger: the database owns what is to be done, Celery only carries the message.

A `Job` row stands for one kind of work on one subject. It is written in the same transaction as the subject, so
it is also the outbox. A worker claims it with one UPDATE that takes a lease and bumps the fence; whatever it
does later is accepted only while its fence is the row's. A message that is lost, late or doubled changes nothing:
`reap` publishes again what is overdue, and gives up after three attempts with a reason people can read.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.ledger import Job, State

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=20)  # how long a worker may be silent; every beat renews it
PATIENCE = timedelta(seconds=30)  # how long a published message may stay unclaimed
RETRY_AFTER = timedelta(seconds=5)
GAVE_UP = "The work was tried three times and did not come to an end. It can be started again."


class LeaseLost(Exception):
    """Another worker has taken this job over: throw the results away."""


class Verdict(Exception):
    """The subject itself is the reason: no use in trying again. `reason` is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Claim:
    """The right to work on a job, until the lease runs out or somebody takes over."""

    job_id: uuid.UUID
    kind: str
    subject: uuid.UUID
    fence: int
    attempt: int

    def _mine(self) -> Q:
        return Q(pk=self.job_id, fence=self.fence, state=State.RUNNING)

    def beat(self, *, done: int, total: int) -> None:
        """Record progress in steps and renew the lease; raises LeaseLost."""
        changes = {"done": done, "total": total, "lease_until": timezone.now() + LEASE}
        if not Job.objects.filter(self._mine()).update(**changes):
            raise LeaseLost

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Store the result and end the job in one transaction; raises LeaseLost, storing nothing, if it is too late."""
        with transaction.atomic():
            ended = {
                "state": State.DONE,
                "lease_until": None,
                "finished_at": timezone.now(),
                "last_error": "",
            }
            if not Job.objects.filter(self._mine()).update(**ended):
                raise LeaseLost
            yield

    def fail(self, *, reason: str, error: str) -> None:
        """End the job for good, and tell the subject's app, in one transaction."""
        mine = Job.objects.filter(self._mine())
        with transaction.atomic():
            if not mine.exists():
                raise LeaseLost
            kind_named(self.kind).on_failed(self.subject, reason)  # before the job: it takes the owner's version
            if not mine.update(**_failure(reason, error)):
                raise LeaseLost  # it was lost just now, and what the app was told is undone

    def release(self, *, error: str) -> None:
        """Give the job back to be tried again, or fail it when the attempts are used up."""
        if self.attempt >= MAX_ATTEMPTS:
            self.fail(reason=GAVE_UP, error=error)
            return
        again = {
            "state": State.QUEUED,
            "lease_until": None,
            "due_at": timezone.now() + RETRY_AFTER,
            "last_error": error,
        }
        Job.objects.filter(self._mine()).update(**again)


@dataclass(frozen=True)
class Kind:
    """A kind of work: who does it, on which queue, and who hears when it failed for good.

    `run` must end the job through `claim.finishing()`, or raise Verdict.
    """

    name: str
    queue: str
    version: int
    run: Callable[[Claim], None]
    on_failed: Callable[[uuid.UUID, str], None]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind of work known; called from an app's `ready()`."""
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> Kind:
    """Return the kind of work; KeyError where no app registered it."""
    return _kinds[name]


def enqueue(*, kind: str, subject: uuid.UUID, input_hash: str, fence: int = 0, at: datetime | None = None) -> Job:
    """Write the job, inside the transaction of what it is for, and send its message once that is committed.

    `fence` is the last one given out for this work before, from `forget`.
    """
    now = at or timezone.now()
    job = Job.objects.create(
        kind=kind,
        subject=subject,
        input_hash=input_hash,
        version=kind_named(kind).version,
        fence=fence,
        due_at=now + PATIENCE,
    )
    transaction.on_commit(lambda: publish(job.pk, kind))
    return job


def publish(job_id: uuid.UUID, kind: str) -> bool:
    """Send the message to the kind's queue. Without a broker nothing is lost: the reaper sends it later."""
    try:
        current_app.send_task("core.tasks.run_job", args=[str(job_id)], queue=kind_named(kind).queue, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("the broker does not take job %s, it stays queued: %s", job_id, error)
        Job.objects.filter(pk=job_id, state=State.QUEUED).update(due_at=timezone.now())
        return False
    return True


def claim(job_id: uuid.UUID, *, at: datetime | None = None) -> Claim | None:
    """Take the job: one UPDATE bumps fence and attempts and takes the lease. None where there is nothing to take."""
    now = at or timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=now)
    taken = {
        "state": State.RUNNING,
        "fence": F("fence") + 1,
        "attempts": F("attempts") + 1,
        "lease_until": now + LEASE,
        "due_at": now + LEASE,
        "done": 0,
    }
    with transaction.atomic():
        if not Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(**taken):
            return None
        job = Job.objects.get(pk=job_id)
    return Claim(job.pk, job.kind, job.subject, job.fence, job.attempts)


def work(job_id: uuid.UUID) -> None:
    """Claim the job and do it, whatever happens on the way."""
    mine = claim(job_id)
    if mine is None:
        log.info("job %s is done, taken or gone", job_id)
        return
    try:
        kind_named(mine.kind).run(mine)
    except LeaseLost:
        log.warning("job %s was taken over; attempt %s changes nothing", job_id, mine.attempt)
    except Verdict as verdict:
        _end_unless_taken_over(mine.fail, reason=verdict.reason, error=repr(verdict.__cause__ or verdict))
    except Exception as error:
        log.exception("job %s failed in attempt %s", job_id, mine.attempt)
        _end_unless_taken_over(mine.release, error=f"{type(error).__name__}: {error}")


def reap(*, at: datetime | None = None) -> int:
    """Publish overdue jobs again and fail those whose attempts are used up; return how many were touched."""
    now = at or timezone.now()
    silent = Q(state=State.RUNNING, lease_until__lt=now)
    touched = 0
    for job in Job.objects.filter(silent, attempts__gte=MAX_ATTEMPTS):
        error = job.last_error or "the worker died without a word"
        still = Job.objects.filter(silent, pk=job.pk, fence=job.fence)
        with suppress(LeaseLost), transaction.atomic():
            kind_named(job.kind).on_failed(job.subject, GAVE_UP)
            if not still.update(**_failure(GAVE_UP, error)):
                raise LeaseLost  # another reaper was faster
            touched += 1
    waiting = (Q(state=State.QUEUED) | silent) & Q(due_at__lte=now, attempts__lt=MAX_ATTEMPTS)
    for job in Job.objects.filter(waiting):
        # due_at moves first, so that two reapers do not both send it
        moved = Job.objects.filter(waiting, pk=job.pk, due_at=job.due_at).update(due_at=now + PATIENCE)
        if moved and publish(job.pk, job.kind):
            touched += 1
    return touched


@transaction.atomic
def forget(subject: uuid.UUID) -> int:
    """Remove every job of a subject; a worker on it loses its lease. Return the last fence that was given out."""
    rows = Job.objects.filter(subject=subject)
    last = max(rows.select_for_update().values_list("fence", flat=True), default=0)
    rows.delete()
    return last


def _failure(reason: str, error: str) -> dict[str, object]:
    now = timezone.now()
    return {
        "state": State.FAILED,
        "lease_until": None,
        "finished_at": now,
        "reason": reason,
        "last_error": error[:2000],
    }


def _end_unless_taken_over(end: Callable[..., None], **said: str) -> None:
    try:
        end(**said)
    except LeaseLost:
        log.warning("a job was taken over before its failure could be written")
