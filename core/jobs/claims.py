"""The right to work on a job: a lease that is kept alive, a fence that makes late results harmless."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.jobs.heartbeat import Heartbeat
from core.jobs.kinds import tell_failed
from core.ledger import Job, State

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=20)  # how long a worker may be silent; every beat renews it
RETRY_AFTER = timedelta(seconds=5)
REPORT_EVERY_S = 0.5  # how often `progress` writes at most
GAVE_UP = "The work was tried three times and did not come to an end. It can be started again."


class LeaseLost(Exception):
    """The job is not ours any more, taken over, changed or gone: throw the results away."""


class Verdict(Exception):
    """The subject itself is the reason: no use in trying again. `reason` is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Signs:
    """What a job and its heartbeat know of each other."""

    ended: threading.Event = field(default_factory=threading.Event)
    lost: threading.Event = field(default_factory=threading.Event)
    reported_at: float | None = None  # by the monotonic clock


@dataclass(frozen=True)
class Claim:
    """The right to work on a job, until the lease runs out or somebody takes over."""

    job_id: uuid.UUID
    kind: str
    subject: uuid.UUID
    fence: int
    attempt: int
    input_hash: str = ""
    signs: Signs = field(default_factory=Signs, compare=False, repr=False)

    @property
    def lost(self) -> bool:
        """Tell whether the lease is known to be lost, without asking the database: for long loops to stop early."""
        return self.signs.lost.is_set()

    def beat(self, *, done: int, total: int) -> None:
        """Record progress in steps and renew the lease; raises LeaseLost."""
        if not self._renew(done=done, total=total):
            self.signs.lost.set()
            raise LeaseLost
        self.signs.reported_at = time.monotonic()

    def progress(self, *, done: int, total: int) -> None:
        """Record progress where the last report is half a second old, so that it can be called for each frame."""
        if self.lost:
            raise LeaseLost
        if self.report_due():
            self.beat(done=done, total=total)

    def report_due(self) -> bool:
        """Tell whether `progress` would write now: for work that writes more with its progress."""
        last = self.signs.reported_at
        return last is None or time.monotonic() - last >= REPORT_EVERY_S

    @contextmanager
    def heartbeat(self) -> Iterator[None]:
        """Keep the lease alive inside, whatever the work is busy with, and notice when it is lost."""
        pulse = Heartbeat(self._keep, ended=self.signs.ended, longest_s=settings.CELERY_TASK_TIME_LIMIT)
        pulse.start()
        try:
            yield
        finally:
            self.signs.ended.set()
            pulse.join(timeout=1)  # one that waits for the database changes nothing any more

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
            if self.lost or not Job.objects.filter(self._mine()).update(**ended):
                self.signs.lost.set()
                raise LeaseLost
            yield
            self.signs.ended.set()  # before the commit, after which a heartbeat would find nothing of ours

    def fail(self, *, reason: str, error: str, verdict: bool = True) -> None:
        """End the job for good, and tell the subject's app, in one transaction."""
        mine = Job.objects.filter(self._mine())
        with transaction.atomic():
            if not mine.exists():
                raise LeaseLost
            tell_failed(self.kind, self.subject, reason)  # before the job: it takes the owner's version
            if not mine.update(**failure(reason, error, verdict=verdict)):
                raise LeaseLost  # it was lost just now, and what the app was told is undone
            self.signs.ended.set()

    def release(self, *, error: str) -> None:
        """Give the job back to be tried again, or fail it when the attempts are used up."""
        if self.attempt >= MAX_ATTEMPTS:
            self.fail(reason=GAVE_UP, error=error, verdict=False)
            return
        self.signs.ended.set()
        again = {
            "state": State.QUEUED,
            "lease_until": None,
            "due_at": timezone.now() + RETRY_AFTER,
            "last_error": error[:2000],
        }
        Job.objects.filter(self._mine()).update(**again)

    def _mine(self) -> Q:
        return Q(pk=self.job_id, fence=self.fence, state=State.RUNNING)

    def _renew(self, **more: int) -> bool:
        now = timezone.now()
        renewed = {"lease_until": now + LEASE, "beat_at": now, **more}
        return not self.lost and bool(Job.objects.filter(self._mine()).update(**renewed))

    def _keep(self) -> bool:
        """Renew from the heartbeat; a job that ended meanwhile is not lost."""
        kept = self._renew()
        if not kept and not self.signs.ended.is_set():
            self.signs.lost.set()
        return kept


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
        "started_at": now,
        "beat_at": now,
        "done": 0,
    }
    with transaction.atomic():
        if not Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(**taken):
            return None
        job = Job.objects.get(pk=job_id)
    return Claim(job.pk, job.kind, job.subject, job.fence, job.attempts, job.input_hash)


def failure(reason: str, error: str, *, verdict: bool) -> dict[str, object]:
    """Return what a failed job's row says."""
    return {
        "state": State.FAILED,
        "lease_until": None,
        "finished_at": timezone.now(),
        "reason": reason,
        "last_error": error[:2000],
        "verdict": verdict,
    }
