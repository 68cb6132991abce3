"""Load on one address of this machine, by wrk: as many requests as so many connections can take, one after another."""

import json
import random
import subprocess
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from benchmarks.cpu import cpu_seconds
from benchmarks.endpoints import FRESH, SESSION, Endpoint
from tests.needs import find_wrk

SCRIPT = Path(__file__).with_name("load.lua")
LONGEST_S = 5  # a run in which nothing was answered is done again, and lasts this long
NO_WRK = "wrk, which makes the load, is missing: as root on Debian, `apt-get install wrk`."


class LoadFailed(Exception):
    """Answers were missing or refused, so that the numbers mean nothing."""


@dataclass(frozen=True)
class Target:
    """A server, who asks it, and what the writes are about."""

    address: str
    headers: dict[str, str]
    sessions: Path  # a file with the id of a session on each line
    processes: tuple[int, ...] = ()  # whose CPU time is counted, with that of all below them
    seeds: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311 -- ids of rows, no secrets


@dataclass(frozen=True)
class Answer:
    """One answer, whole."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Run:
    """What one run of the load found."""

    requests: int
    p50_ms: float
    p95_ms: float
    rps: float
    cpu_ms: float = 0.0  # of the server and its database, for each request


def ask(target: Target, endpoint: Endpoint, tag: str | None = None) -> Answer:
    """Send one request; a tag makes it conditional."""
    place = urlsplit(target.address)
    assert place.hostname == "127.0.0.1", "load goes to this machine only"
    connection = HTTPConnection(place.hostname, place.port or 80, timeout=30)
    body = endpoint.body.replace(SESSION, target.sessions.read_text().split()[-1]) or None
    headers = target.headers | ({"Content-Type": "application/json"} if body else {})
    headers |= {"If-None-Match": tag} if tag else {}
    try:
        connection.request(endpoint.method, endpoint.path.replace(FRESH, str(uuid4())), body, headers)
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def load(target: Target, endpoint: Endpoint, *, connections: int, seconds: int, tag: str | None = None) -> Run:
    """Ask again and again over so many kept connections; LoadFailed unless every request was answered with success."""
    wrk = find_wrk()
    if wrk is None:
        raise LoadFailed(NO_WRK)
    headers = target.headers | ({"If-None-Match": tag} if tag else {})
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    writes = [endpoint.method, endpoint.body, str(target.sessions), str(target.seeds.randrange(2**31))]
    before = cpu_seconds(target.processes)
    done = subprocess.run(
        [
            *(str(wrk), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), *words),
            *(target.address + endpoint.path, "--", *(writes if endpoint.body else [])),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    used = cpu_seconds(target.processes) - before
    found = next((line[5:] for line in done.stdout.splitlines() if line.startswith("JSON ")), None)
    if found is None:
        raise LoadFailed(f"wrk did not run: {done.stderr or done.stdout}")
    said = json.loads(found)
    if not any(said[name] for name in ("requests", "refused", "broken")) and seconds < LONGEST_S:
        return load(target, endpoint, connections=connections, seconds=LONGEST_S, tag=tag)  # a slow answer
    if said["refused"] or said["broken"] or not said["requests"]:
        raise LoadFailed(f"{endpoint.method} {endpoint.path}: {found}")
    many = said["requests"]
    return Run(many, said["p50_ms"], said["p95_ms"], many / said["seconds"], 1000 * used / many)
