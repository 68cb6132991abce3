"""The messages that wake workers up. They may get lost, come late or twice: the ledger knows better."""

import logging
import uuid
from typing import Any

from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.jobs.kinds import kind_named
from core.ledger import Job, State

log = logging.getLogger(__name__)


def publish(job_id: uuid.UUID, kind: str) -> bool:
    """Send the message to the kind's queue. Without a broker nothing is lost: the reaper sends it later."""
    try:
        current_app.send_task("core.tasks.run_job", args=[str(job_id)], queue=kind_named(kind).queue, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("the broker does not take job %s, it stays queued: %s", job_id, error)
        Job.objects.filter(pk=job_id, state=State.QUEUED).update(due_at=timezone.now())
        return False
    return True


def waiting(queue: str) -> int:
    """Return how many messages wait in a queue; 0 where there is no such queue, or no broker to ask."""
    try:
        with current_app.connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
            channel: Any = connection.default_channel
            return int(channel.queue_declare(queue=queue, passive=True).message_count)
    except Exception as error:  # whatever is wrong with the broker: sending will tell
        log.debug("nobody says how many messages wait in %s: %s", queue, error)
        return 0
