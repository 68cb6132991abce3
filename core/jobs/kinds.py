"""The kinds of work that apps bring."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.jobs.claims import Claim


@dataclass(frozen=True)
class Kind:
    """A kind of work: who does it, on which queue, and who hears how it went.

    `run` must end the job through `claim.finishing()`, or raise Verdict. `on_failed` and `on_retry` are called in the
    transaction of what they hear of, before the job's row is touched, so that they can take the owner's version first.
    """

    name: str
    queue: str
    version: int  # of how the work is done; what was done under a lower one is done anew where `still_there` says so
    run: "Callable[[Claim], None]"
    on_failed: Callable[[uuid.UUID, str], None]  # subject, and a reason people can read
    on_retry: Callable[[uuid.UUID], None] | None = None  # a failed job is queued again
    still_there: Callable[[uuid.UUID], bool] | None = None  # None: no result of this kind is ever made anew
    links: Callable[[Sequence[uuid.UUID], Any], dict[uuid.UUID, str]] | None = None  # pages a user may open, by subject


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind of work known; called from an app's `ready()`."""
    _kinds[kind.name] = kind
    return kind


def unregister(name: str) -> None:
    """Take a kind out again."""
    _kinds.pop(name, None)


def kind_named(name: str) -> Kind:
    """Return the kind of work; KeyError where no app registered it."""
    return _kinds[name]


def all_kinds() -> list[Kind]:
    """Return every kind that apps registered."""
    return list(_kinds.values())


def tell_failed(name: str, subject: uuid.UUID, reason: str) -> None:
    """Tell the subject's app that the work failed for good, where an app knows the kind."""
    if kind := _kinds.get(name):
        kind.on_failed(subject, reason)
