"""What is to be done: jobs are written, wanted anew, tried again and forgotten."""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.jobs import messages
from core.jobs.kinds import kind_named
from core.ledger import Job, State

PATIENCE = timedelta(seconds=30)  # how long a published message may stay unclaimed


class _Moved(Exception):
    """The job is not failed any more: somebody else was faster."""


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
        wanted_at=now,
        due_at=now + PATIENCE,
    )
    _send_after_commit(job)
    return job


@transaction.atomic
def want(*, kind: str, subject: uuid.UUID, input_hash: str, at: datetime | None = None) -> Job:
    """See to it that the work is done, or will be, for this input; asking twice for the same does nothing.

    A job for another input or an older version starts anew from its first attempt. A worker that is on it loses its
    lease; the result of before stays until the new one is stored.
    """
    version, now = kind_named(kind).version, at or timezone.now()
    fresh = {"input_hash": input_hash, "version": version, "wanted_at": now, "due_at": now + PATIENCE}
    job, made = Job.objects.select_for_update().get_or_create(kind=kind, subject=subject, defaults=fresh)
    if made:
        _send_after_commit(job)
    elif (job.input_hash, job.version) != (input_hash, version):
        job.input_hash = input_hash
        queue_again(job, at=now)
    return job


def again(job_id: uuid.UUID, *, at: datetime | None = None) -> bool:
    """Start a failed job anew, and let the subject's app know; tell whether it was one. KeyError: an unknown kind.

    Its fences go on, so a stalled worker of before changes nothing.
    """
    with suppress(_Moved), transaction.atomic():
        job = Job.objects.filter(pk=job_id, state=State.FAILED).first()
        if job is None:
            return False
        kind = kind_named(job.kind)
        if kind.on_retry:
            kind.on_retry(job.subject)  # before the job: it takes the owner's version
        job = Job.objects.select_for_update().filter(pk=job_id, state=State.FAILED).first()
        if job is None:
            raise _Moved
        queue_again(job, at=at or timezone.now())
        return True
    return False


def again_of(subject: uuid.UUID) -> int:
    """Start every failed job of a subject anew; return how many there were."""
    failed = Job.objects.filter(subject=subject, state=State.FAILED).order_by("created_at")
    return sum(again(job_id) for job_id in list(failed.values_list("pk", flat=True)))


@transaction.atomic
def forget(subject: uuid.UUID) -> int:
    """Remove every job of a subject; a worker on it loses its lease. Return the last fence that was given out."""
    rows = Job.objects.filter(subject=subject)
    last = max(rows.select_for_update().values_list("fence", flat=True), default=0)
    rows.delete()
    return last


def queue_again(job: Job, *, at: datetime) -> None:
    """Put a job that the caller holds back to its beginning, under its kind's version of today; the fence goes on."""
    job.state, job.attempts, job.done, job.total = State.QUEUED, 0, 0, 0
    job.lease_until = job.finished_at = job.started_at = job.beat_at = None
    job.reason, job.last_error, job.verdict = "", "", False
    job.version, job.wanted_at, job.due_at = kind_named(job.kind).version, at, at + PATIENCE
    job.save()
    _send_after_commit(job)


def _send_after_commit(job: Job) -> None:
    # Robust: whatever goes wrong by then, who wrote must not take it for undone. The reaper sends what was not sent.
    transaction.on_commit(lambda: messages.publish(job.pk, job.kind), robust=True)
