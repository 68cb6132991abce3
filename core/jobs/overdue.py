"""The reaper: what nobody took or finished in time is sent again, or given up."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.jobs import messages
from core.jobs.claims import GAVE_UP, MAX_ATTEMPTS, failure
from core.jobs.kinds import all_kinds, tell_failed
from core.jobs.orders import PATIENCE
from core.ledger import Job, State

AT_ONCE = 500  # how many messages one round sends; the next comes in seconds
NO_WORD = "the worker died without a word"

log = logging.getLogger(__name__)


class _Faster(Exception):
    """Another reaper, or the worker itself, was faster."""


def reap(*, at: datetime | None = None) -> int:
    """Publish overdue jobs again and fail those whose attempts are used up; return how many were touched."""
    now = at or timezone.now()
    silent = Q(state=State.RUNNING, lease_until__lt=now)
    given_up = sum(_give_up(job, silent) for job in Job.objects.filter(silent, attempts__gte=MAX_ATTEMPTS)[:AT_ONCE])
    _be_patient(now)
    waiting = (Q(state=State.QUEUED) | silent) & Q(due_at__lte=now, attempts__lt=MAX_ATTEMPTS)
    sent = 0
    for job in Job.objects.filter(waiting).order_by("due_at")[:AT_ONCE]:
        # due_at moves first, so that two reapers do not both send it
        if not Job.objects.filter(waiting, pk=job.pk, due_at=job.due_at).update(due_at=now + PATIENCE):
            continue
        try:
            if not messages.publish(job.pk, job.kind):
                break  # no broker: the rest waits for the next round too
            sent += 1
        except Exception:
            log.exception("job %s (%s) could not be sent", job.pk, job.kind)
    return given_up + sent


def _be_patient(now: datetime) -> None:
    """Leave jobs alone whose queue holds a message for each of them: behind long work, they would be sent for ever."""
    queues: dict[str, list[str]] = {}
    for kind in all_kinds():
        queues.setdefault(kind.queue, []).append(kind.name)
    for queue, kinds in queues.items():
        queued = Job.objects.filter(state=State.QUEUED, kind__in=kinds)
        overdue = queued.filter(due_at__lte=now)
        if overdue.exists() and messages.waiting(queue) >= queued.count():
            overdue.update(due_at=now + PATIENCE)


def _give_up(job: Job, silent: Q) -> int:
    """Fail a job whose last worker fell silent; one that cannot be failed keeps no other from its turn."""
    still = Job.objects.filter(silent, pk=job.pk, fence=job.fence)
    try:
        with transaction.atomic():
            tell_failed(job.kind, job.subject, GAVE_UP)
            if not still.update(**failure(GAVE_UP, job.last_error or NO_WORD, verdict=False)):
                raise _Faster
    except _Faster:
        return 0
    except Exception:
        log.exception("job %s (%s) could not be given up", job.pk, job.kind)
        return 0
    return 1
