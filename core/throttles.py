"""How much of the API one person may ask for in a window of time; at addresses open to anybody, one client address.

Who is refused for want of a sign-in is not counted.

The counter in the cache is shared by all web processes and named after its window, so nobody waits longer than one.
Our own broker syncs each write to the disk, which takes longer than most answers. So a process counts in memory and
adds to the shared counter in hundredths of the limit: a request costs microseconds, and several processes together
let through a hundredth each too much at most.
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
class _Tally:
    """What somebody asked of this process and the shared counter does not know yet; full: it takes no more."""

    window: int
    unknown: int = 0
    full: bool = False


_lock = threading.Lock()
_tallies: dict[tuple[str, str], _Tally] = {}


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
        """Count a request that brings a clip; 429 beyond the limit."""
        if self.brings_clip(request):
            _spend(request, "upload", settings.UPLOADS_PER_HOUR, HOUR_S, "{:,} clips an hour")
        return True

    def brings_clip(self, request: Request) -> bool:
        """Tell whether the request brings a file."""
        return request.method in ("POST", "PUT", "PATCH") and (request.content_type or "").startswith("multipart/")


class BeginningThrottle(UploadThrottle):
    """The same for clips that come piece by piece: the beginning of one counts."""

    def brings_clip(self, request: Request) -> bool:
        """Tell whether the request begins an upload."""
        return request.method == "POST"


def forget() -> None:
    """Forget what this process counted, as it does when it ends."""
    with _lock:
        _tallies.clear()


def _spend(request: Request, what: str, limit: int, window_s: int, words: str) -> None:
    if limit <= 0:
        return
    now = time.time()
    window = int(now // window_s)
    if not _may_go(what, _who(request), limit, window, window_s):
        raise TooMany((window + 1) * window_s - now, f"Too many requests: the limit is {words.format(limit)}.")


def _may_go(what: str, who: str, limit: int, window: int, window_s: int) -> bool:
    with _lock:
        tally = _tallies.get((what, who))
        if tally is None or tally.window != window:
            if len(_tallies) >= MOST_KEPT:
                _tallies.clear()
            tally = _tallies[what, who] = _Tally(window)
        if tally.full:
            return False
        tally.unknown += 1
        if tally.unknown < limit // SHARE:
            return True
        told, tally.unknown = tally.unknown, 0
    total = count(f"throttle:{what}:{who}:{window}", by=told, seconds=window_s)
    tally.full = total >= limit
    return total <= limit


def _who(request: Request) -> str:
    if request.user and request.user.is_authenticated:
        return str(request.user.pk)
    try:
        return str(get_adapter().get_client_ip(request._request))  # trusts the proxies that sign-ins trust
    except PermissionDenied:  # a local socket has no address
        return "nowhere"
