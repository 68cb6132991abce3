"""The reaper of the embedded default: it sends overdue jobs again every few seconds, and ticks for core.ticks."""

import logging
import threading

from django.db import close_old_connections
from django.utils import timezone

EVERY_S = 5.0

log = logging.getLogger(__name__)


class Reaper(threading.Thread):
    """A thread of the supervisor, so that a database or broker that hangs never keeps it from stopping."""

    def __init__(self) -> None:
        super().__init__(name="reaper", daemon=True)
        self._ended = threading.Event()
        self._last_error = ""
        self._minute = -1

    def run(self) -> None:
        """Tick until the end."""
        while not self._ended.wait(EVERY_S):
            self.tick()

    def tick(self) -> None:
        """Reap once, and in a new minute do what is asked for each minute.

        An error is logged when it is a new one, and the next tick tries again.
        """
        from core import jobs, ticks  # noqa: PLC0415 -- a broken import is an error of the tick, not of the supervisor

        try:
            jobs.reap()
            now = timezone.now()
            if (minute := int(now.timestamp() // 60)) != self._minute:
                self._minute = minute
                ticks.run(at=now)
            self._last_error = ""
        except Exception as error:
            if repr(error) != self._last_error:
                log.exception("Overdue jobs could not be sent again; trying every %.0f s.", EVERY_S)
            self._last_error = repr(error)
        finally:
            close_old_connections()

    def end(self) -> None:
        """Stop ticking; a tick that hangs ends with the process."""
        self._ended.set()
        if self.is_alive():
            self.join(timeout=2)
