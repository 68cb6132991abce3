"""The job ledger: the database owns what is to be done, Celery only carries the message.

A `Job` row stands for one kind of work on one subject. It is written in the same transaction as the subject, so
it is also the outbox. A worker claims it with one UPDATE that takes a lease and bumps the fence; whatever it
does later is accepted only while its fence is the row's. A message that is lost, late or doubled changes nothing:
`reap` publishes again what is overdue, and gives up after three attempts with a reason people can read.
"""

from core.jobs.claims import (
    GAVE_UP,
    LEASE,
    MAX_ATTEMPTS,
    RETRY_AFTER,
    Claim,
    LeaseLost,
    Verdict,
    claim,
)
from core.jobs.kinds import Kind, all_kinds, kind_named, register, unregister
from core.jobs.messages import publish
from core.jobs.orders import PATIENCE, again, again_of, enqueue, forget, want
from core.jobs.outdated import renew_outdated
from core.jobs.overdue import reap
from core.jobs.workers import work

__all__ = [
    "GAVE_UP",
    "LEASE",
    "MAX_ATTEMPTS",
    "PATIENCE",
    "RETRY_AFTER",
    "Claim",
    "Kind",
    "LeaseLost",
    "Verdict",
    "again",
    "again_of",
    "all_kinds",
    "claim",
    "enqueue",
    "forget",
    "kind_named",
    "publish",
    "reap",
    "register",
    "renew_outdated",
    "unregister",
    "want",
    "work",
]
