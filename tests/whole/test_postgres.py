"""The same tests on PostgreSQL: constraints, versions, jobs and API must hold there too."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.needs import postgres_bin

ROOT = Path(__file__).resolve().parent.parent.parent
SUITES = [
    "tests/core", "tests/accounts", "tests/workouts", "tests/cues", "tests/videos", "tests/drills",
    "tests/fitnessrec/changes", "--ignore=tests/drills/figures",
]  # fmt: skip


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server of our own on loopback, and yield its address; root is not allowed to, so not as root."""
    programs = postgres_bin()
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="fitnessrec-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def call(program: str, *words: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    call("initdb", "--username=fitnessrec", "--auth=trust", "--encoding=UTF8", "--locale=C")
    call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-p {port} -h 127.0.0.1 -k {folder} -F")
    try:
        yield f"postgres://fitnessrec@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "stop", "-w", "-m", "fast")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
def test_the_suites_pass_on_postgresql():
    with postgres() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.with_a_database", *SUITES],
            cwd=ROOT, env=os.environ | {"DATABASE_URL": address}, capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:]
    assert " passed" in done.stdout
