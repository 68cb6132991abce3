"""The one task that carries every job, and what `celery beat` asks for."""

import uuid

from celery import shared_task
from django.utils import timezone

from core import jobs, ticks


@shared_task(name="core.tasks.run_job")
def run_job(job_id: str) -> None:
    """Do the job with this id; a late or doubled message finds nothing to claim."""
    jobs.work(uuid.UUID(job_id))


@shared_task(name="core.tasks.reap")
def reap() -> None:
    """Send overdue jobs again, and give up those whose attempts are used up."""
    jobs.reap()


@shared_task(name="core.tasks.tick")
def tick() -> None:
    """Do what is asked for once a minute."""
    ticks.run(at=timezone.now())
