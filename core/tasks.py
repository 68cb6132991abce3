"""The one task that carries every job."""

import uuid

from celery import shared_task

from core import jobs


@shared_task(name="core.tasks.run_job")
def run_job(job_id: str) -> None:
    """Do the job with this id; a late or doubled message finds nothing to claim."""
    jobs.work(uuid.UUID(job_id))
