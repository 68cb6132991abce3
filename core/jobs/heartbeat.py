"""A thread that keeps a lease alive for as long as its job's process lives."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

EVERY_S = 5.0  # a quarter of the lease: three beats may fail before somebody else takes over

log = logging.getLogger(__name__)


class Heartbeat(threading.Thread):
    """Calls `renew` every few seconds until the job ended, the lease was lost, or the job took too long.

    It first touches the database after a whole interval, and holds no connection in between. After `longest_s` it is
    silent, so that a job that hangs loses its lease even where nothing ends its process.
    """

    def __init__(self, renew: Callable[[], bool], *, ended: threading.Event, longest_s: float) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._renew, self._ended, self._longest_s = renew, ended, longest_s

    def run(self) -> None:
        """Beat until the end."""
        until = time.monotonic() + self._longest_s
        while not self._ended.wait(EVERY_S) and time.monotonic() < until:
            if not self._beat():
                return

    def _beat(self) -> bool:
        """Renew once. A database that does not answer is asked again at the next beat."""
        try:
            return self._renew()
        except Exception:
            log.warning("a lease could not be renewed; trying again in %.0f s", EVERY_S, exc_info=True)
            return True
        finally:
            connections.close_all()
