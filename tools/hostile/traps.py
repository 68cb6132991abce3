"""Traps on this machine that note whoever calls: TCP and UDP on one port, and a clip that nobody may open."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.hostile.case import SECRET_NAME, SECRET_RGB, Lure
from tools.hostile.clips import clip


class Trap:
    """Both sockets of one port, watched until it is closed."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._tcp, self._udp = self._open()
        self.port: int = self._tcp.getsockname()[1]
        self._end, self._wake = socket.socketpair()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @staticmethod
    def _open() -> tuple[socket.socket, socket.socket]:
        for _ in range(20):
            tcp = socket.create_server(("127.0.0.1", 0))
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                udp.bind(tcp.getsockname())
            except OSError:  # somebody has this number for UDP
                tcp.close()
                udp.close()
                continue
            return tcp, udp
        raise OSError("no port is free for TCP and UDP")

    def _watch(self) -> None:
        with selectors.DefaultSelector() as waiting:
            for one in (self._tcp, self._udp, self._end):
                waiting.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in waiting.select():
                    if key.fileobj is self._end:
                        return
                    if key.fileobj is self._tcp:
                        caller, address = self._tcp.accept()
                        caller.close()
                        self.calls.append(f"TCP from {address}")
                    else:
                        self.calls.append(f"UDP from {self._udp.recvfrom(2048)[1]}")

    def close(self) -> None:
        """Stop listening."""
        self._wake.send(b"x")
        self._thread.join(10)
        for one in (self._tcp, self._udp, self._end, self._wake):
            one.close()


@contextmanager
def traps(folder: Path) -> Iterator[tuple[Lure, Trap]]:
    """Put the secret clip into a folder and listen; gives what hostile files are aimed at."""
    (folder / SECRET_NAME).write_bytes(clip(colour=SECRET_RGB, size=(160, 96)))
    trap = Trap()
    try:
        yield Lure(trap.port, str(folder)), trap
    finally:
        trap.close()
