"""The processes of one running program, found in /proc by its folder, and killed by their ids."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process: its id, its parent's, its session's, and its command."""

    pid: int
    parent: int
    session: int
    words: tuple[str, ...]


def processes(var: Path) -> list[Process]:
    """Return every process that was started for this folder, and what those started; not ourselves."""
    mark = f"FITNESSREC_VAR={var}".encode()
    found: dict[int, Process] = {}
    ours: set[int] = set()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal() or int(folder.name) == os.getpid():
            continue
        try:
            state, parent, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            marked = mark in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if state != "Z":
            found[int(folder.name)] = Process(int(folder.name), int(parent), int(session), tuple(words))
        if marked:
            ours.add(int(folder.name))
    # Some write their title over their environment, as Redis does: they are known by their parents.
    while more := {one.pid for one in found.values() if one.parent in ours} - ours:
        ours |= more
    return [one for one in found.values() if one.pid in ours]


def supervisor(var: Path) -> int:
    """Return the id of `manage.py run`."""
    (found,) = [one for one in processes(var) if "manage.py" in one.words and "run" in one.words]
    return found.pid


def worker_group(var: Path, queue: str) -> list[int]:
    """Return the worker of a queue with everything that it started, decoders included."""
    all_of_them = processes(var)
    sessions = {one.session for one in all_of_them if "celery" in one.words and queue in one.words}
    return [one.pid for one in all_of_them if one.session in sessions]


def pool_children(var: Path, queue: str) -> list[int]:
    """Return the processes of a worker that do the jobs."""
    workers = [one for one in processes(var) if "celery" in one.words and queue in one.words]
    ids = {one.pid for one in workers}
    return [one.pid for one in workers if one.parent in ids]


def broker(var: Path) -> list[int]:
    """Return the broker's process."""
    return [one.pid for one in processes(var) if any("unixsocket" in word for word in one.words)]


def kill(pids: list[int], number: int = signal.SIGKILL) -> int:
    """Send a signal to processes by their ids; return how many there still were."""
    hit = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
            hit += 1
    return hit


def wait_for(holds: Callable[[], object], *, within_s: float, why: str) -> float:
    """Wait until something holds, and return how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < within_s, f"{why}: not within {within_s:.0f} s"
        time.sleep(0.1)
    return time.monotonic() - began
