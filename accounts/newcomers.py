"""What apps further right give everybody who joins: rows that are there from the start."""

from collections.abc import Callable
from typing import Any

Greeter = Callable[[Any], None]

_greeters: list[Greeter] = []


def register(greeter: Greeter) -> None:
    """Have a function called with each new person, once the row is stored; from an app's `ready()`."""
    if greeter not in _greeters:
        _greeters.append(greeter)


def welcome(user: Any) -> None:
    """Let every app give a person who was just stored what belongs there from the start."""
    for greet in _greeters:
        greet(user)
