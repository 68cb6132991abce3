"""Plans of apps further right, such as a programme: sessions to start from, and advice on loads."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from accounts.models import User
from workouts.domain.advice import Advice
from workouts.domain.next_load import Suggestion
from workouts.domain.outings import History


class Guide(Protocol):
    """A person's plan on a day, read already: what it is asked costs no query; its starts may cost one."""

    @property
    def kind(self) -> str:
        """Return the kind of its starts, which is the name of the form's field that starts one, too."""

    def exercises(self) -> Iterable[str]:
        """Return the exercises that its starts hold."""

    def advice(self) -> Mapping[str, Advice]:
        """Return what it says about next loads, by exercise."""

    def starts(
        self, history: History, suggestions: Mapping[str, Suggestion | None], *, at: datetime
    ) -> list[dict[str, Any]]:
        """Return sessions to start from: kind, id, title, due, and rows as `workouts.domain.starts` has them."""


Reader = Callable[[User, date], Guide | None]

_readers: list[tuple[Reader, Callable[[], str]]] = []


def register(reader: Reader, *, mark: Callable[[], str]) -> None:
    """Have plans read by a function of the owner and the local day; from an app's `ready()`.

    `mark` changes with what is built into the app, so that an update reaches devices whose person wrote nothing since.
    """
    if (reader, mark) not in _readers:
        _readers.append((reader, mark))


def guides(owner: User, *, on: date) -> list[Guide]:
    """Return the person's plans of a day."""
    found = (reader(owner, on) for reader, _ in _readers)
    return [guide for guide in found if guide is not None]


def marks() -> list[str]:
    """Return the marks of everything built in."""
    return [mark() for _, mark in _readers]
