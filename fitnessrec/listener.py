"""The socket the web server listens on: held from the start, so that a taken port is known before anything runs."""

import errno
import socket
import time


class PortRefused(Exception):
    """The address cannot be had; the message says what to do."""


def bind(host: str, port: int, *, patience_s: float = 0) -> socket.socket:
    """Return a bound socket that does not listen yet: until then, a connection is refused at once."""
    until = time.monotonic() + patience_s
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise PortRefused(_reason(host, port, error)) from error
        time.sleep(0.2)


def listen(bound: socket.socket) -> None:
    """Let connections queue up; somebody else may have begun to listen on the port since it was bound."""
    host, port = bound.getsockname()[:2]
    try:
        bound.listen(2048)
    except OSError as error:
        raise PortRefused(_reason(host, port, error)) from error


def _bind(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise PortRefused(f"PORT is {port}. Set it to a number from 1 to 65535.")
    family, kind, _, _, address = socket.getaddrinfo(
        host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except BaseException:
        bound.close()
        raise
    return bound


def _reason(host: str, port: int, error: OSError) -> str:
    """Say in one sentence what is wrong with the address, and what to do."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return (
            f"Port {port} on {host} is taken by another program. "
            f"Stop that program, or choose another port: PORT={other} make run"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not allowed for this user. Choose one above 1023: PORT=8000 make run"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"HOST is {host!r}, which is no address of this machine. Try HOST=127.0.0.1 or HOST=0.0.0.0."
    return f"Port {port} on {host} cannot be used: {error.strerror}."
