"""A kind of work that does what the test says, and brokers that are not ours."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from celery import Celery, current_app
from django.conf import settings

from core import jobs
from core.ledger import Job


def _finish(claim: jobs.Claim) -> None:
    with claim.finishing():
        pass


@dataclass
class Toy:
    """A kind of work: `run` is what the worker does, `told` what the subject's app heard."""

    run: Callable[[jobs.Claim], None] = _finish
    told: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    subject: uuid.UUID = field(default_factory=uuid.uuid4)

    def enqueue(self, **more) -> Job:
        return jobs.enqueue(kind="toy", subject=self.subject, input_hash="0" * 64, **more)


@pytest.fixture
def toy(db) -> Iterator[Toy]:
    """Register the toy, and take it out again."""
    toy = Toy()
    jobs.register(
        jobs.Kind(
            name="toy",
            queue="heavy",
            version=3,
            run=lambda claim: toy.run(claim),
            on_failed=lambda subject, reason: toy.told.append((subject, reason)),
        )
    )
    yield toy
    del jobs._kinds["toy"]


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
