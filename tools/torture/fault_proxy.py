"""A line that breaks: a proxy in front of the program that cuts connections after a drawn number of bytes.

Every other cut is polite (FIN, as when an app is closed), the others are not (RST, as when a network goes away). It
counts what clients send through it, so that nobody has to believe them.
"""

import random
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

READ = 1 << 14
BUFFER = 1 << 15  # small: what waits in a buffer when a line is cut was never sent, as far as a phone goes
LINGER = struct.pack("ii", 1, 0)


class FaultProxy:
    """Passes bytes to a port of this machine. `cuts` connections end in their middle, after `between` bytes each.

    `at` calls something once when so many bytes have come through, such as a kill of the server.
    """

    def __init__(
        self, port: int, *, seed: int, cuts: int = 0, between: tuple[int, int] = (1, 1), at: int = -1,
        then: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        self.target, self.cuts_left, self.between = port, cuts, between
        self.random = random.Random(seed)
        self.at, self.then = at, then
        self.sent = self.cuts = 0
        self.lock = threading.Lock()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self) -> "FaultProxy":
        """Begin to pass bytes on."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take no further connections."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        with client, server:
            try:
                server.connect(("127.0.0.1", self.target))
            except OSError:
                return
            with suppress(OSError):
                self._pass_on(client, server)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        """Pass bytes both ways until either end closes, or until the cut."""
        budget, listening = self._draw(), [client, server]
        while True:
            ready = select.select(listening, [], [])[0]
            if server in ready:
                data = server.recv(READ)
                if not data:
                    return
                client.sendall(data)
            if client in ready:
                data = client.recv(READ)
                self._count(len(data))
                if not data:
                    server.shutdown(socket.SHUT_WR)
                    listening.remove(client)
                elif budget is not None and len(data) >= budget:
                    server.sendall(data[:budget])
                    self._cut(client, server)
                    return
                else:
                    server.sendall(data)
                    budget = None if budget is None else budget - len(data)

    def _draw(self) -> int | None:
        with self.lock:
            return self.random.randint(*self.between) if self.cuts_left > 0 else None

    def _count(self, more: int) -> None:
        with self.lock:
            self.sent += more
            call = self.then if self.then and self.sent >= self.at else None
            if call:
                self.then = None
        if call:
            call()

    def _cut(self, client: socket.socket, server: socket.socket) -> None:
        with self.lock:
            self.cuts_left -= 1
            self.cuts += 1
            rude = self.cuts % 2 == 0
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
        client.close()
        time.sleep(0.01)  # so long the last bytes are on their way
        if rude:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
        server.close()
