"""How much of the API one person may ask for in a window of time; where nobody is signed in, one address.

The counter in the cache is shared by all web processes and named after its window, so nobody waits longer than one.
Our own broker syncs each write to the disk, and every request would wait for that. So a process takes a hundredth of
the limit from the counter at a time, and spends it in memory: a request costs microseconds, nobody gets more than the
limit, and what another process took and did not use is at most a hundredth less.
"""

import threading
import time
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.cache import count

MINUTE_S = 60
HOUR_S = 3600
SHARE = 100
MOST_KEPT = 10_000  # an address each, in a flood of them


@dataclass(slots=True)
class _Purse:
    """What this process took of somebody's counter and may still spend; spent: the counter has no more."""

    window: int
    left: int = 0
    spent: bool = False


_lock = threading.Lock()
_purses: dict[tuple[str, str], _Purse] = {}


class TooMany(Throttled):
    """The person asked too often; the sentence says what the limit is and when to go on."""

    extra_detail_singular = "Go on in {wait} second."
    extra_detail_plural = "Go on in {wait} seconds."


class RequestThrottle(BaseThrottle):
    """Reads and writes of a person, each with a limit for a minute; 0 means none."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; 429 beyond the limit."""
        if request.method in SAFE_METHODS:
            _spend(request, "read", settings.API_READS_PER_MINUTE, MINUTE_S, "{:,} reads a minute")
        else:
            _spend(request, "write", settings.API_WRITES_PER_MINUTE, MINUTE_S, "{:,} writes a minute")
        return True


class UploadThrottle(BaseThrottle):
    """Clips of a person, with a limit for an hour; 0 means none. Changing the words about a clip is no upload."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count a request that brings a file; 429 beyond the limit."""
        if request.method in ("POST", "PUT") and (request.content_type or "").startswith("multipart/"):
            _spend(request, "upload", settings.UPLOADS_PER_HOUR, HOUR_S, "{:,} clips an hour")
        return True


def forget() -> None:
    """Give up what this process took of the counters, as a process does that ends."""
    with _lock:
        _purses.clear()


def _spend(request: Request, what: str, limit: int, window_s: int, words: str) -> None:
    if limit <= 0:
        return
    now = time.time()
    window = int(now // window_s)
    if not _may_go(what, _who(request), limit, window, window_s):
        raise TooMany((window + 1) * window_s - now, f"Too many requests: the limit is {words.format(limit)}.")


def _may_go(what: str, who: str, limit: int, window: int, window_s: int) -> bool:
    with _lock:
        purse = _purses.get((what, who))
        if purse is None or purse.window != window:
            if len(_purses) >= MOST_KEPT:
                _purses.clear()
            purse = _purses[what, who] = _Purse(window)
        if purse.left:
            purse.left -= 1
            return True
        if purse.spent:
            return False
    share = max(1, limit // SHARE)
    taken = count(f"throttle:{what}:{who}:{window}", by=share, seconds=window_s)
    got = min(share, limit - (taken - share))
    with _lock:
        purse.left += max(0, got - 1)  # another thread may have taken a share at the same moment
        purse.spent = got <= 0
    return got > 0


def _who(request: Request) -> str:
    if request.user and request.user.is_authenticated:
        return str(request.user.pk)
    try:
        return str(get_adapter().get_client_ip(request._request))  # trusts the proxies that sign-ins trust
    except PermissionDenied:  # a local socket has no address
        return "nowhere"
