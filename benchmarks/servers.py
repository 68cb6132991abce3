"""What the benchmark of the API starts on loopback and stops again: PostgreSQL, our broker, the production server."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.needs import find_postgres

LIMITS = {"API_READS_PER_MINUTE": "600000", "API_WRITES_PER_MINUTE": "600000"}  # counted, and never reached
STARTS_WITHIN_S = 60.0


class NotStarted(Exception):
    """A server did not come up; the message holds the end of its log."""


@contextmanager
def postgres() -> Iterator[tuple[str, int]]:
    """Run a PostgreSQL with its default settings, syncing each commit to the disk; yield its address and process."""
    programs = find_postgres()
    assert programs is not None
    user = "postgres" if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="fitnessrec-bench-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = folder / "data", folder / "log"
    words = ["--username=fitnessrec", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    process = None
    try:
        initdb = [str(programs / "initdb"), "-D", str(data), *words]
        subprocess.run(initdb, user=user, cwd=folder, check=True, capture_output=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder],
                user=user, cwd=folder, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        _wait(lambda: subprocess.run(ready, check=False).returncode == 0, process, log)
        yield f"postgres://fitnessrec@127.0.0.1:{port}/postgres", process.pid
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # "fast shutdown"
            process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_program(folder: Path, database: str) -> Iterator[None]:
    """Set Django up on an empty database, with our broker beside it; everything it keeps is in the folder."""
    os.environ |= LIMITS | {
        "FITNESSREC_VAR": str(folder), "DATABASE_URL": database, "HOST": "127.0.0.1", "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "fitnessrec.settings", "BENCHMARK_ANSWERS": str(folder / "answers"),
    }  # fmt: skip
    for name in ("FITNESSREC_ENV", "FITNESSREC_DEBUG", "REDIS_URL", "SITE_URL", "BEHIND_PROXY"):
        os.environ.pop(name, None)
    (folder / "answers").mkdir()
    (folder / "static").mkdir()
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    settings.ROOT_URLCONF = "benchmarks.urls"
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from fitnessrec import broker, child, preparation, supervisor

    preparation.make_folders()
    started = []
    try:
        command = broker.command()
        assert command is not None
        broker.make_folders()
        started.append(supervisor.child("broker", command))
        started[0].start()
        _wait(broker.ping, started[0].process, started[0].log)
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections.close_all()
        child.stop(started, within_s=10)
        if settings.BROKER_SOCKET.parent.parent != settings.VAR_DIR:
            shutil.rmtree(settings.BROKER_SOCKET.parent, ignore_errors=True)


@contextmanager
def production_server(database: str | None = None) -> Iterator[tuple[str, int]]:
    """Run the web server that `manage.py run` starts, with the baseline among its addresses; yield address and process.

    Another database than the one Django is set up with can be named.
    """
    from django.conf import settings

    from fitnessrec import child, listener, preparation, supervisor

    with listener.bind("127.0.0.1", 0) as bound:
        listener.listen(bound)
        ours = supervisor.web_command(bound.fileno())
        command = [word.replace("fitnessrec.wsgi:", "benchmarks.wsgi:") for word in ours]
        web = child.Child(
            "web", command, log=preparation.LOG_DIR / "web.log", cwd=settings.BASE_DIR,
            env=supervisor.child_environment() | ({"DATABASE_URL": database} if database else {}), fds=[bound.fileno()],
        )  # fmt: skip
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        try:
            web.start()
            _wait(lambda: _answers(address), web.process, web.log)
            assert web.process is not None
            yield address, web.process.pid
        finally:
            child.stop([web], within_s=10)


def _answers(address: str) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(f"{address}/healthz", timeout=5).status == 200)  # noqa: S310 -- our own
    return False


def _wait(is_up: Any, process: Any, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while not is_up():
        if process.poll() is not None or time.monotonic() > until:
            raise NotStarted(f"{log.name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)
