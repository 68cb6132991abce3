"""The lock on var/: two supervisors on the same files would fight over them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings


class AlreadyRunning(Exception):
    """Another supervisor works on the same var/; the message says what to do."""


@contextmanager
def only_one() -> Iterator[bool]:
    """Hold the lock on var/, and say whether its last holder was killed before it could clean up."""
    path = settings.VAR_DIR / "run" / "lock"
    with path.open("a+") as file:
        _take(file)
        file.seek(0)
        ended_badly = bool(file.read())
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield ended_badly
        finally:
            file.truncate(0)


def _take(file: IO[str]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise AlreadyRunning(
            f"FitnessRec already runs on {settings.VAR_DIR} (process {file.read() or 'unknown'}). "
            "Stop it first, or set FITNESSREC_VAR to another folder for a second one."
        ) from None
