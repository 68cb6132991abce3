"""A program's own words apart from those of the libraries it calls."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hushed(*foreseen: type[Exception]) -> Iterator[None]:
    """Keep what native libraries write to standard error out of sight, unless the block ends by an unforeseen error.

    Python's own `sys.stderr` goes where it went. MediaPipe greets with a dozen lines that no setting turns off.
    """
    sys.stderr.flush()
    shown, before = os.dup(2), sys.stderr
    with tempfile.TemporaryFile() as log, os.fdopen(os.dup(shown), "w", buffering=1) as own:
        os.dup2(log.fileno(), 2)
        sys.stderr = own if before is sys.__stderr__ else before
        try:
            yield
        except Exception as error:
            if not isinstance(error, foreseen):
                log.seek(0)
                os.write(shown, log.read())
            raise
        finally:
            sys.stderr = before
            os.dup2(shown, 2)
            os.close(shown)
