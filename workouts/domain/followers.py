"""Rows of apps further right that show what a set says, such as its clips: with it they become new."""

from collections.abc import Callable

Follower = Callable[[int, int], None]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Have a function called with the owner's id and the version under which sets changed; from an app's `ready()`."""
    if follower not in _followers:
        _followers.append(follower)


def stamp_followers(owner_id: int, v: int) -> None:
    """Let the rows that show a set stored under this version take it too; call it last in a write that changes sets.

    A client then hears of both, and the version of each row says whether anything it shows has changed.
    """
    for follow in _followers:
        follow(owner_id, v)
