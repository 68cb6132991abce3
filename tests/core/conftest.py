"""A kind of work that does what the test says, and brokers that are not ours."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.utils import timezone

from core import jobs
from core.ledger import Job


def _finish(claim: jobs.Claim) -> None:
    with claim.finishing():
        pass


@dataclass
class Toy:
    """A kind of work: `run` is what the worker does; `told` and `retried` are what the subject's app heard."""

    run: Callable[[jobs.Claim], None] = _finish
    told: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    retried: list[uuid.UUID] = field(default_factory=list)
    gone: set[uuid.UUID] = field(default_factory=set)
    version: int = 3
    subject: uuid.UUID = field(default_factory=uuid.uuid4)

    def enqueue(self, **more) -> Job:
        return jobs.enqueue(kind="toy", subject=self.subject, input_hash="0" * 64, **more)

    def want(self, input_hash: str = "0" * 64) -> Job:
        return jobs.want(kind="toy", subject=self.subject, input_hash=input_hash)

    def lapse(self, job: Job) -> None:
        """Let the lease of a job run out, as it does when its worker was killed."""
        past = timezone.now() - timedelta(seconds=1)
        Job.objects.filter(pk=job.pk).update(lease_until=past, due_at=past)

    def fails(self, job: Job, **said) -> None:
        """Let the job fail for good."""
        jobs.claim(job.pk).fail(**{"reason": "It cannot be.", "error": "x"} | said)

    def register(self, **changes) -> None:
        """Make the kind known, as it is or changed."""
        about = {
            "name": "toy",
            "queue": "heavy",
            "version": self.version,
            "run": lambda claim: self.run(claim),
            "on_failed": lambda subject, reason: self.told.append((subject, reason)),
            "on_retry": lambda subject: self.retried.append(subject),
            "still_there": lambda subject: subject not in self.gone,
        }
        jobs.register(jobs.Kind(**about | changes))


@pytest.fixture
def toy(db) -> Iterator[Toy]:
    """Register the toy, and take it out again."""
    toy = Toy()
    toy.register()
    yield toy
    jobs.unregister("toy")


@pytest.fixture
def broker_at() -> Iterator[Callable[[str], Celery]]:
    """Return a way to send messages to another broker than the project's."""
    ours = current_app._get_current_object()

    def use(url: str) -> Celery:
        app = Celery("elsewhere", broker=url, set_as_current=True)
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        return app

    yield use
    ours.set_current()
