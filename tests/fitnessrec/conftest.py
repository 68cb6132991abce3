"""The whole program as a process of its own, on folders of its own, with a way to see every process it has."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def wait_for(condition: Callable[[], object], *, within_s: float, why: str) -> None:
    """Wait until the condition holds, or fail."""
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, f"not within {within_s} s: {why}"
        time.sleep(0.05)


@dataclass
class Run:
    """A `manage.py run` on the folder `var`."""

    var: Path
    output: Path
    process: subprocess.Popen

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def url(self) -> str:
        return re.search(r"runs at (http://\S+)/", self.said)[1]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait_until_healthy(self) -> None:
        wait_for(lambda: " runs at " in self.said or self.process.poll() is not None, within_s=40, why=self.said)
        assert self.answers(), self.said

    def processes(self, *words: str) -> dict[int, str]:
        """Return every living process of this run, by what its command line holds."""
        return {pid: line for pid, line in processes_on(self.var).items() if all(word in line for word in words)}

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


def processes_on(var: Path) -> dict[int, str]:
    """Return the processes that were given this var/ in their environment, or work in it as the broker does."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            works_in_it = (process / "cwd").readlink().is_relative_to(var)
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if state != "Z" and (f"FITNESSREC_VAR={var}".encode() in environment.split(b"\0") or works_in_it):
            found[int(process.name)] = line
    return found


def environment(var: Path, **more: str) -> dict[str, str]:
    """Return a clean environment for a program on this folder, on a free port."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "FITNESSREC_VAR": str(var), "PORT": "0", "DEMO": "0", **more}


def manage(*arguments: str, var: Path, **more: str) -> subprocess.CompletedProcess:
    """Run one of manage.py's commands to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(var, **more), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory) -> Path:
    """Prepare a folder once, to be copied: migrating and compressing takes longer than all the rest."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    done = manage("setup", var=var)
    assert done.returncode == 0, done.stdout + done.stderr
    return var


@pytest.fixture(scope="session")
def start(prepared_var, tmp_path_factory):
    """Return a function that starts the program on a copy of the prepared folder; what it leaves is killed."""
    started: list[Run] = []

    def start(var: Path | None = None, *options: str, through: Sequence[str] = ()) -> Run:
        var = var or tmp_path_factory.mktemp("run") / "var"
        if not var.exists():
            shutil.copytree(prepared_var, var)
        output = tmp_path_factory.mktemp("output") / "said"
        with output.open("w") as file:
            process = subprocess.Popen(
                [*through, sys.executable, "manage.py", "run", *options],
                cwd=ROOT,
                env=environment(var),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        run = Run(var, output, process)
        started.append(run)
        return run

    yield start
    for run in started:
        if run.process.poll() is None:
            run.stop()
        for pid in run.processes():
            os.kill(pid, signal.SIGKILL)
