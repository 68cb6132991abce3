"""One process that the supervisor keeps alive, with everything that process starts itself."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
AT_ONCE_S = 5.0  # a process that dies earlier than this will probably die again
LONGEST_WAIT_S = 30.0
LOG_BYTES = 5_000_000


class Child:
    """A command in a session of its own, so that one signal reaches all of its processes."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str],
        fds: Sequence[int] = (),
        if_we_die: int = signal.SIGTERM,
        before_start: Callable[[], None] = lambda: None,
        on_repeated_failure: Callable[[], None] | None = None,
    ) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.cwd, self.env, self.fds = cwd, env, fds
        self.if_we_die = if_we_die
        self.before_start = before_start
        self.on_repeated_failure = on_repeated_failure
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.next_start_at = 0.0
        self.early_deaths = 0
        self.early_failures = 0

    def start(self) -> None:
        """Start the command, its output going to the end of the log."""
        self.before_start()
        _rotate(self.log)
        with self.log.open("ab") as log:
            leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(self.if_we_die))]
            self.process = subprocess.Popen(
                [*leash, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cwd,
                env=self.env,
                pass_fds=self.fds,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def is_alive(self) -> bool:
        """Say whether the command itself still runs."""
        return self.process is not None and self.process.poll() is None

    def keep_alive(self, say: Callable[[str], None]) -> None:
        """Start the command again if it died: at once, or later and later when it keeps dying."""
        if self.process is not None and not self.is_alive():
            self._note_death(say)
        elif self.process is None and time.monotonic() >= self.next_start_at:
            self._start_again(say)

    def _start_again(self, say: Callable[[str], None]) -> None:
        """Start the command; what hinders it now, such as a full disk, may be gone later."""
        try:
            self.start()
        except Exception as trouble:
            self.next_start_at = time.monotonic() + AT_ONCE_S
            say(f"{self.name} cannot be started, which is tried again in {AT_ONCE_S:.0f} s: {trouble}")

    def _note_death(self, say: Callable[[str], None]) -> None:
        """Clear away what the dead command left, and decide when to start it again."""
        assert self.process is not None
        self.kill()
        status, self.process = self.process.returncode, None
        lived = time.monotonic() - self.started_at
        self.early_deaths = self.early_deaths + 1 if lived < AT_ONCE_S else 0
        wait = min(LONGEST_WAIT_S, 0.5 * 2**self.early_deaths) if self.early_deaths else 0.0
        self.next_start_at = time.monotonic() + wait
        after = f"in {wait:.0f} s" if wait else "at once"
        say(f"{self.name} stopped ({_cause(status)}) and is started again {after}; its log: {self.log}")
        # Giving up by itself, again and again, is its own trouble; being killed is somebody else's doing.
        self.early_failures = self.early_failures + 1 if self.early_deaths and status > 0 else 0
        if self.early_failures == 2 and self.on_repeated_failure:
            self.on_repeated_failure()

    def terminate(self) -> None:
        """Ask the command to stop; it tells its own children."""
        if self.process is not None and self.is_alive():
            self.process.terminate()

    def kill(self) -> None:
        """Kill what is left of the command's process group, whether or not the command itself lives."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def stop(children: Sequence[Child], *, within_s: float, hurry: Callable[[], bool] = lambda: False) -> None:
    """Stop the children together: ask, wait until all are gone or time is up, and kill what is left."""
    for child in children:
        child.terminate()
    until = time.monotonic() + within_s
    while any(child.is_alive() for child in children) and time.monotonic() < until and not hurry():
        time.sleep(0.05)
    for child in children:
        child.kill()


def _cause(status: int) -> str:
    """Say in words how a process ended."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"killed by signal {-status}"


def _rotate(log: Path) -> None:
    """Put a long log aside, so that logs never fill the disk."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
