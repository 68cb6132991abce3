"""For workers under the supervisor: a pool process in the middle of a job dies with its worker, and does not finish it.

The job is then done again by the next worker; two of them on one job would only waste the machine's time.
"""

import os
import signal
from typing import Any

from celery.signals import worker_process_init

from fitnessrec import leash


@worker_process_init.connect
def die_with_the_worker(**kwargs: Any) -> None:
    """Put the pool process on a leash; celery has just forked it."""
    leash.die_with(os.getppid(), signal.SIGKILL)
