"""The decoder process as its parent sees it: started, read with a deadline, never left behind."""

import fcntl
import json
import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from biomech.decode_wire import LENGTH, MAX_HEADER_BYTES, Limits, Request, request_to_json

#: Isolated mode (-I) drops the project's folder from the import path along with all else, so it is handed
#: over.
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from biomech.decode_child import main; main()"
_PROJECT = str(Path(__file__).resolve().parent.parent)
#: Without a locale Python decodes as ASCII; nothing else of the app's environment, with its secrets, is
#: passed on.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
#: A frame of 720p then takes two turns of the two processes instead of twenty (Linux; the most without privileges).
_PIPE_BYTES = 1 << 20


class DecoderDied(Exception):
    """The decoder ended, or said something it should not, before its answer was complete."""


class DecoderSlow(Exception):
    """The decoder used up its time."""


class Decoder:
    """A running decoder's answer, read piece by piece from its pipe."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        assert process.stdout is not None
        self._process = process
        self._fd = process.stdout.fileno()
        self._left_s = min(limits.first_s, limits.wall_s)
        self._later_s = limits.wall_s - self._left_s

    def header(self) -> dict[str, Any]:
        """Read the next message's JSON object; raises DecoderDied, DecoderSlow."""
        (length,) = LENGTH.unpack(self.body(LENGTH.size))
        if length > MAX_HEADER_BYTES:
            raise DecoderDied("header too long")
        try:
            header = json.loads(self.body(length))
        except (ValueError, RecursionError) as error:
            raise DecoderDied("header is no JSON") from error
        if not isinstance(header, dict):
            raise DecoderDied("header is no object")
        self._left_s, self._later_s = self._left_s + self._later_s, 0.0
        return header

    def body(self, size: int) -> bytearray:
        """Read exactly so many bytes; raises DecoderDied, DecoderSlow."""
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            self._wait()
            count = os.readv(self._fd, [rest])
            if not count:
                self._raise_ended()
            rest = rest[count:]
        return data

    def _wait(self) -> None:
        """Wait for the pipe; only this time counts, not what the consumer does between two pictures."""
        before = time.monotonic()
        poll = select.poll()  # select() itself cannot watch descriptors above 1023
        poll.register(self._fd, select.POLLIN)
        ready = poll.poll(max(0.0, self._left_s) * 1000)
        self._left_s -= time.monotonic() - before
        if not ready:
            raise DecoderSlow

    def _raise_ended(self) -> None:
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(timeout=1) == -signal.SIGXCPU:
                raise DecoderSlow
        raise DecoderDied(f"ended with {self._process.returncode}")


def open_video(path: str | os.PathLike[str]) -> int:
    """Open a video for reading and return the descriptor; raises OSError, for a symlink or a non-file too."""
    # O_NONBLOCK: opening a named pipe would wait for a writer. A regular file does not care.
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(f"{os.fspath(path)} is not a regular file")
    return fd


@contextmanager
def run_decoder(video_fd: int, request: Request) -> Iterator[Decoder]:
    """Start a decoder on an open video; it is killed and reaped at the block's end, however that comes."""
    with subprocess.Popen(
        [sys.executable, "-I", "-c", _PROGRAM, _PROJECT, request_to_json(request)],
        stdin=video_fd,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
        close_fds=True,
        bufsize=0,
    ) as process:
        assert process.stdout is not None
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):
                fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        try:
            yield Decoder(process, request.limits)
        finally:
            # Its process group exists until it is reaped, so the id cannot be another's yet.
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
