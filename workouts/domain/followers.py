"""Rows of apps further right that show what a set says, such as its clips: with it they become new."""

from collections.abc import Callable

Follower = Callable[[int, int], None]

_followers: list[Follower] = []
_there_or_not: set[Follower] = set()


def register(follower: Follower, *, there_or_not: bool = False) -> None:
    """Have a function called with the owner's id and the version under which sets changed; from an app's `ready()`.

    One whose rows show of a set only that it is `there_or_not` is called where sets are deleted or brought back.
    """
    if follower not in _followers:
        _followers.append(follower)
    if there_or_not:
        _there_or_not.add(follower)


def stamp_followers(owner_id: int, v: int, *, all_stay: bool = False) -> None:
    """Let the rows that show a set stored under this version take it too; call it last in a write that changes sets.

    A client then hears of both, and the version of each row says whether anything it shows has changed. `all_stay` says
    that the write neither deleted a set nor brought one back.
    """
    for follow in _followers:
        if not (all_stay and follow in _there_or_not):
            follow(owner_id, v)
