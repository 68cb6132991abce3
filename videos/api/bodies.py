"""Bodies that come slowly, or break off: everything that was received counts, and nobody is waited for without end."""

import math
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest

LISTEN_S = 0.5  # how long a read waits before it looks whether another request asks for the upload
SILENCE_S = 20.0  # a phone that says nothing for so long is gone, and holds neither thread nor upload any longer
SLOWEST_S = 60.0  # how long one read of at most 64 KiB may take: who sends less than 1 KiB/s is heard again later
LOOK_EVERY_S = 2.0
HEARD_OUT, HEARD_OUT_S = 32 << 20, 10.0


class Listening:
    """Reads from a request until `until`: a server's read goes on while a byte comes now and then, so it is cut off.

    The connection is then closed for what is still to come; what was received can be read, and an answer sent.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.until = math.inf
        self._socket: socket.socket | None = request.META.get("gunicorn.socket")
        self._ended = threading.Event()
        self.wait(LISTEN_S)
        if self._socket is not None:
            threading.Thread(target=self._watch, name="listening", daemon=True).start()

    def wait(self, seconds: float | None) -> None:
        """Let each look at the line take at most so long."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.settimeout(seconds)

    def close(self) -> None:
        """Let the server wait for the next request as it likes."""
        self._ended.set()
        self.wait(None)

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_EVERY_S):
            if time.monotonic() > self.until and self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RD)
                return


class Body:
    """The body of a request as a source: however it ends, everything that the server has received comes out of it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.over = request, False
        self.listening = Listening(request)

    def read(self, size: int, /, *, give_way: Callable[[], bool]) -> bytes:
        """Return what comes next; nothing at the end, where the line was cut, and where nobody speaks any more."""
        silent_since = time.monotonic()
        self.listening.until = silent_since + SLOWEST_S
        try:
            while not self.over:
                try:
                    return self.request.read(size)
                except OSError as error:
                    if isinstance(error.__cause__ or error, TimeoutError):
                        self.over = time.monotonic() - silent_since > SILENCE_S or give_way()
                    else:
                        self.over = True
                if self.over:
                    return self._received(size)
            return b""
        finally:
            self.listening.until = math.inf  # what is done with the bytes may take its time

    def close(self) -> None:
        """Let the server wait for the next request as it likes."""
        self.listening.close()

    def _received(self, size: int) -> bytes:
        """Return what the server has already, without waiting: it hands out a part only once it has all of that."""
        self.listening.wait(0)
        found = b""
        step = size
        while step and len(found) < size:
            try:
                piece = self.request.read(min(step, size - len(found)))
            except OSError:
                step //= 2
                continue
            if not piece:
                break
            found += piece
        return found


def hear_out(request: HttpRequest) -> None:
    """Read the rest of a body that was refused, and forget it: who still sends does not hear the answer.

    What is longer than any client's piece, or slower, is cut off instead.
    """
    listening, left = Listening(request), HEARD_OUT
    listening.until = until = time.monotonic() + HEARD_OUT_S
    try:
        with suppress(OSError):
            while left > 0 and time.monotonic() < until and (piece := request.read(1 << 16)):
                left -= len(piece)
    finally:
        listening.close()
