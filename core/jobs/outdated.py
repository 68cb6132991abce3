"""Results of an older version of their work are made anew, a few at a time."""

from datetime import datetime

from django.db import transaction

from core.jobs.kinds import Kind, all_kinds
from core.jobs.orders import forget, queue_again
from core.ledger import Job, State

AT_A_TIME = 10  # of a kind waiting in all, so that what people send now never waits behind a long row of old work


def renew_outdated(at: datetime) -> int:
    """Queue jobs again that were done under an older version, newest first; return how many.

    The old result stays in place until the new one is stored. A failed job stays failed: people start it again.
    """
    return sum(_renew(kind, at) for kind in all_kinds() if kind.still_there)


def _renew(kind: Kind, at: datetime) -> int:
    of_kind = Job.objects.filter(kind=kind.name)
    outdated = of_kind.filter(state=State.DONE, version__lt=kind.version)
    room = AT_A_TIME - of_kind.filter(state=State.QUEUED).count()
    if room <= 0:
        return 0
    return sum(_renew_one(kind, job, at) for job in outdated.order_by("-created_at")[:room])


@transaction.atomic
def _renew_one(kind: Kind, found: Job, at: datetime) -> int:
    job = Job.objects.select_for_update().filter(pk=found.pk, state=State.DONE, version=found.version).first()
    if job is None:
        return 0  # another program was faster
    if kind.still_there and not kind.still_there(job.subject):
        forget(job.subject)
        return 0
    queue_again(job, at=at)
    return 1
