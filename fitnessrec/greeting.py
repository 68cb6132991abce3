"""What the supervisor says once the app answers."""

import http.client
import socket
from collections.abc import Iterator

from django.conf import settings
from django.db import connections

from accounts import demo
from biomech import sandbox
from fitnessrec import addresses, preparation


def is_healthy(bound: socket.socket) -> bool:
    """Say whether the web server answers on the socket."""
    host, port = bound.getsockname()[:2]
    if addresses.is_any(host):
        host = "::1" if ":" in host else "127.0.0.1"
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".*") or host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def greeting(*, port: int) -> Iterator[str]:
    """Yield what a person who has just started the app wants to know."""
    host = settings.HOST
    address = settings.SITE_URL or addresses.url("127.0.0.1" if addresses.is_any(host) else host, port)
    yield f"FitnessRec runs at {address} (Ctrl-C stops it)"
    lan = addresses.lan_address() if addresses.is_any(host) else None
    if lan:
        yield f"  On this network: {addresses.url(lan, port)}"
    if preparation.demo_is_there():
        yield f"  Demo logins: {' and '.join(demo.DEMO_EMAILS)}, password {demo.PASSWORD}"
        if not addresses.is_loopback(host):
            yield "  Everybody on the network can use them: their password is public."
    connections.close_all()
    yield f"  {sandbox.describe()}"
    mail = " and, as EMAIL_URL is not set, mail" if "console" in settings.EMAIL_BACKEND else ""
    yield f"  Logs{mail}: {preparation.LOG_DIR}"
