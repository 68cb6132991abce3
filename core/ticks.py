"""Work that is asked for once a minute, by the clock and not by a request."""

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)

Function = Callable[[datetime], object]

_functions: list[Function] = []


def register(function: Function) -> None:
    """Have the function called once a minute with the time; called from an app's `ready()`.

    Several programs on one database each call it, so it must do no harm when it runs twice, and it must be cheap.
    """
    if function not in _functions:
        _functions.append(function)


def unregister(function: Function) -> None:
    """Take a function out again."""
    _functions.remove(function)


def run(*, at: datetime) -> None:
    """Call them all; one that fails is logged and keeps no other from its turn."""
    for function in list(_functions):
        try:
            function(at)
        except Exception:
            log.exception("%s failed; its next turn comes in a minute", getattr(function, "__qualname__", function))
