"""Endpoints and their baseline timed in turns, so that a machine that is busy for a while slows both alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import uuid4

from benchmarks.endpoints import FRESH, SESSION, Endpoint, hot_endpoints
from benchmarks.load import LoadFailed, Run, Target, ask, load

AT_A_TIME = (1, 4, 16)
ROUNDS = {1: 3, 4: 1, 16: 3}  # the limits are about 1 and 16 connections
TURNS = 7
BASELINE = "/api/v1/baseline/"


@dataclass(frozen=True)
class At:
    """What an endpoint and its baseline did with so many connections: medians of the rounds."""

    p50_ms: float
    p95_ms: float
    rps: float
    baseline_p50_ms: float
    baseline_p95_ms: float
    baseline_rps: float
    ratio: float  # of the medians of the times
    share: float  # of the baseline's throughput
    cpu_ms: float  # of the server and the database, for each request
    baseline_cpu_ms: float


@dataclass
class Timing:
    """One endpoint and what was found."""

    name: str
    endpoint: Endpoint
    queries: int
    bytes: int
    tag: str | None
    pairs: dict[int, list[tuple[Run, Run]]] = field(default_factory=dict)

    def at(self, connections: int) -> At:
        """Return the medians."""
        pairs = self.pairs[connections]
        mine, base = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return At(
            p50_ms=round(median(run.p50_ms for run in mine), 3),
            p95_ms=round(median(run.p95_ms for run in mine), 3),
            rps=round(median(run.rps for run in mine), 1),
            baseline_p50_ms=round(median(run.p50_ms for run in base), 3),
            baseline_p95_ms=round(median(run.p95_ms for run in base), 3),
            baseline_rps=round(median(run.rps for run in base), 1),
            ratio=round(median(run.p50_ms / other.p50_ms for run, other in pairs), 3),
            share=round(median(run.rps / other.rps for run, other in pairs), 3),
            cpu_ms=round(median(run.cpu_ms for run in mine), 3),
            baseline_cpu_ms=round(median(run.cpu_ms for run in base), 3),
        )


def prepare(target: Target, athlete: Any, say: Callable[[str], None]) -> list[Timing]:
    """Ask every endpoint once, keep its answer for the baseline, and see that the baseline gives the same."""
    from django.test import Client
    from django.urls import Resolver404, resolve
    from django.utils.text import slugify

    from benchmarks.baseline import store

    client = Client(headers=target.headers, raise_request_exception=True)

    def read(path: str) -> Any:
        return client.get(path).json()

    found = []
    for name, endpoint in hot_endpoints(athlete, read).items():
        try:
            resolve(endpoint.path.partition("?")[0].replace(FRESH, str(uuid4())))
        except Resolver404:
            say(f"{name}: there is no {endpoint.path.partition('?')[0]} yet; left out.")
            continue
        tag = ask(target, endpoint).headers.get("ETag") if endpoint.unchanged else None
        answer = ask(target, endpoint, tag)
        if answer.status != (304 if tag else 201 if endpoint.body else 200):
            raise LoadFailed(f"{name}: {answer.status} {answer.body[:500]!r}")
        store(slugify(name), answer.status, answer.headers, answer.body)
        same = ask(target, baseline(name, endpoint), tag)
        if (same.status, same.body) != (answer.status, answer.body):
            raise LoadFailed(f"The baseline of {name} answers {same.status} {same.body[:500]!r}")
        found.append(Timing(name, endpoint, count_queries(client, target, endpoint, tag), len(answer.body), tag))
    return found


def baseline(name: str, endpoint: Endpoint) -> Endpoint:
    """Return the baseline of an endpoint: the same method and body."""
    from django.utils.text import slugify

    return Endpoint(BASELINE + slugify(name), endpoint.method, endpoint.body)


def count_queries(client: Any, target: Target, endpoint: Endpoint, tag: str | None) -> int:
    """Count what one request asks the database, the token included and the transaction's own words not."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = endpoint.path.replace(FRESH, str(uuid4()))
    body = endpoint.body.replace(SESSION, target.sessions.read_text().split()[-2])
    headers = {"if-none-match": tag} if tag else {}
    with CaptureQueriesContext(connection) as queries:
        answer = client.generic(endpoint.method, path, body, content_type="application/json", headers=headers)
    assert answer.status_code < 400, answer.content
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].lstrip().upper().startswith(words) for query in queries.captured_queries)


def measure(target: Target, timings: list[Timing], *, seconds: int, rounds: dict[int, int]) -> None:
    """Put load on every endpoint and its baseline; the writes come last, for they change what the reads find."""
    for writes in (False, True):
        group = [timing for timing in timings if bool(timing.endpoint.body) == writes]
        for timing in group:
            if timing.endpoint.unchanged:  # the writes that were tried have changed the tag
                timing.tag = ask(target, timing.endpoint).headers["ETag"]
        for timing in group[:1]:  # every thread of the server has its connection to the database then
            _pair(target, timing, 16, 1)
        for number in range(max(rounds.values())):
            for connections in AT_A_TIME:
                for timing in group if number < rounds[connections] else []:
                    pair = _pair(target, timing, connections, seconds)
                    timing.pairs.setdefault(connections, []).append(pair)
        for timing in group:
            if timing.tag and ask(target, timing.endpoint, timing.tag).status != 304:
                raise LoadFailed(f"{timing.name}: the tag did not stay")


def _pair(target: Target, timing: Timing, connections: int, seconds: int) -> tuple[Run, Run]:
    mine, base = timing.endpoint, baseline(timing.name, timing.endpoint)
    return (
        load(target, mine, connections=connections, seconds=seconds, tag=timing.tag),
        load(target, base, connections=connections, seconds=seconds, tag=timing.tag),
    )


def in_turns(one: tuple[Target, Endpoint], other: tuple[Target, Endpoint], *, seconds: int) -> float:
    """Return how many times the first one's median the second one's is, at one connection, asking both in turns."""
    times = []
    for number in range(TURNS + 1):
        mine, theirs = (load(target, endpoint, connections=1, seconds=seconds) for target, endpoint in (one, other))
        if number:  # the first warms up
            times.append(theirs.p50_ms / mine.p50_ms)
    return median(times)
