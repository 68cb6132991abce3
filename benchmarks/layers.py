"""Where the time of one request goes, layer by layer, timed in this process without a server around it."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from uuid import uuid4

from benchmarks.endpoints import CREATE, FRESH, LIST, PROGRESSION, SESSION, Endpoint
from benchmarks.load import Target

PROFILED = (LIST, CREATE, PROGRESSION)
WARM_UP = 20
# What stands around the view is told apart by these; SQL is told apart within each of them.
PARTS = {"perform_authentication": "sign-in", "check_permissions": "permission", "check_throttles": "throttle"}


class Clock:
    """Seconds by layer, for one request; the time of an inner layer is not counted in the outer one."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.inside: list[tuple[str, float]] = []

    def watch(self, layer: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the call with its time counted; SQL is counted under the layer that asks."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            outer = self.inside[-1][0] if self.inside else ""
            name = f"{outer.removesuffix(': SQL')}: SQL" if layer == "SQL" else layer
            if outer == name:
                return call(*args, **kwargs)
            begin = time.perf_counter()
            self.inside.append((name, begin))
            try:
                return call(*args, **kwargs)
            finally:
                self.inside.pop()
                took = time.perf_counter() - begin
                self.spent[name] += took
                if outer:
                    self.spent[outer] -= took

        return timed


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Let the clock see every layer of Django and REST framework, and take it away again."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper
    from rest_framework.response import Response
    from rest_framework.views import APIView

    connection.ensure_connection()
    with connection.cursor() as cursor:
        driver = type(cursor.cursor)
    places: list[tuple[type, str, str]] = [(APIView, "dispatch", "view"), (Response, "render", "writing JSON")]
    places += [(APIView, name, layer) for name, layer in PARTS.items()]
    places += [(driver, name, "SQL") for name in ("fetchone", "fetchmany", "fetchall")]
    places += [(CursorWrapper, "execute", "SQL"), (BaseDatabaseWrapper, "_commit", "SQL")]
    places += [(BaseDatabaseWrapper, "close_if_health_check_failed", "SQL")]
    before = [(owner, name, owner.__dict__.get(name)) for owner, name, _ in places]
    try:
        for owner, name, layer in places:
            setattr(owner, name, clock.watch(layer, getattr(owner, name)))
        yield
    finally:
        for owner, name, own in before:
            if own is None:
                delattr(owner, name)
            else:
                setattr(owner, name, own)


def profile(target: Target, endpoint: Endpoint, requests: int = 200) -> dict[str, int]:
    """Return the median microseconds of each layer, the whole first."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler, sessions = WSGIHandler(), target.sessions.read_text().split()
    found = []
    for number in range(WARM_UP + requests):
        path = endpoint.path.replace(FRESH, str(uuid4()))
        body = endpoint.body.replace(SESSION, sessions[number % len(sessions)])
        request = RequestFactory(headers=target.headers).generic(endpoint.method, path, body, "application/json")
        clock = Clock()
        with watched(clock):
            serve = clock.watch("middleware, addresses", _serve)
            begin = time.perf_counter()
            serve(handler, request.environ)
            clock.spent["all"] = time.perf_counter() - begin
        found.append(clock.spent)
    layers = sorted({layer for spent in found for layer in spent}, key=lambda layer: (layer != "all", layer))
    return {layer: round(1e6 * median(spent[layer] for spent in found[WARM_UP:])) for layer in layers}


def _serve(handler: Any, environ: dict[str, Any]) -> bytes:
    response = handler(environ, lambda *_: None)
    try:
        return b"".join(response)
    finally:
        response.close()  # as a server does: connections are looked after then


def show(name: str, layers: dict[str, int]) -> str:
    """Return the layers of an endpoint as a line of text."""
    whole = layers["all"]
    parts = ", ".join(f"{layer} {spent}" for layer, spent in layers.items() if layer != "all" and spent)
    return f"{name}: {whole} µs without a server around it; {parts}"
