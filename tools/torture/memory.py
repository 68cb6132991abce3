"""A clip of 500 MB: the memory of those who receive it and of those who work on it stays flat."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.torture.processes import worker_group
from tools.torture.program import Program, running, web_processes
from tools.torture.uploads import MIB, send

SIZE = 500_000_000
WEB_MOST, WORKER_MOST = 200 * MIB, 600 * MIB
WITHIN_S = 120


class Watch:
    """The most memory that processes had, sampled from /proc."""

    def __init__(self, program: Program) -> None:
        self.var, self.web, self.worker, self.going = program.var, 0, 0, True

    def look(self) -> None:
        """Sample until told to stop: a web process counts by itself, a worker with all it started."""
        while self.going:
            master, workers = web_processes(self.var)
            self.web = max(self.web, *(resident(pid) for pid in (master, *workers)))
            for queue in ("quick", "heavy"):
                self.worker = max(self.worker, sum(resident(pid) for pid in worker_group(self.var, queue)))
            time.sleep(0.1)


@contextmanager
def watched(program: Program) -> Iterator[Watch]:
    """Watch the memory of a program."""
    watch = Watch(program)
    thread = threading.Thread(target=watch.look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.going = False
        thread.join()


def resident(pid: int) -> int:
    """Return how many bytes of memory a process holds; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)


def run(*, seed: int = 1, size: int = SIZE) -> list[str]:
    """Send one large clip in pieces and wait until it was worked on; return the figures."""
    with tempfile.TemporaryDirectory(prefix="torture-memory-") as name, running(Path(name) / "var") as program:
        with watched(program) as watch:
            sent = send(program, "tuspy", Path(name), size=size, chunk=8 * MIB, seed=seed)
            until = time.monotonic() + WITHIN_S
            while (status := program.rows("SELECT status FROM videos_video")[0]["status"]) not in ("ready", "failed"):
                assert time.monotonic() < until, f"the clip is still {status}"
                time.sleep(0.2)
        assert status == "ready", f"the clip ended as {status}"
    assert watch.web < WEB_MOST, f"a web process took {watch.web / MIB:.0f} MB"
    assert watch.worker < WORKER_MOST, f"a worker took {watch.worker / MIB:.0f} MB"
    return [
        f"{size / 1e6:.0f} MB in {sent.seconds:.1f} s; most memory of a web process {watch.web / MIB:.0f} MB, "
        f"of a worker with its decoder {watch.worker / MIB:.0f} MB"
    ]
