"""Bodies that come byte by byte: nobody is waited for without end, and what came counts."""

import socket
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIRequest
from gunicorn.http.body import Body as ServersBody
from gunicorn.http.body import LengthReader
from gunicorn.http.unreader import SocketUnreader

from videos.api import bodies
from videos.api.bodies import Body, hear_out

ANNOUNCED = 1 << 16
PIECE = 1 << 12


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Have the limits of minutes end after moments."""
    monkeypatch.setattr(bodies, "SLOWEST_S", 0.2)
    monkeypatch.setattr(bodies, "HEARD_OUT_S", 0.2)
    monkeypatch.setattr(bodies, "LOOK_EVERY_S", 0.05)


def request_on(ours: socket.socket) -> WSGIRequest:
    """Return a request whose body the web server reads from a socket."""
    return WSGIRequest(
        {
            "REQUEST_METHOD": "PATCH",
            "PATH_INFO": "/api/v1/uploads/x",
            "CONTENT_LENGTH": str(ANNOUNCED),
            "wsgi.input": ServersBody(LengthReader(SocketUnreader(ours), ANNOUNCED)),
            "gunicorn.socket": ours,
        }
    )


@contextmanager
def dripping():
    """Yield a request whose client sends a byte now and then, for as long as the test lasts, and what it sent."""
    ours, theirs = socket.socketpair()
    ended, sent = threading.Event(), SimpleNamespace(count=0)

    def drip():
        while not ended.wait(0.02):
            try:
                theirs.send(b"x")
            except OSError:  # nobody listens any more
                return
            sent.count += 1

    client = threading.Thread(target=drip)
    client.start()
    try:
        yield request_on(ours), ours, theirs, sent
    finally:
        ended.set()
        client.join()
        ours.close()
        theirs.close()


def test_a_client_that_sends_a_byte_now_and_then_is_stopped_and_each_of_them_counts():
    with dripping() as (request, ours, theirs, sent):
        body = Body(request)
        came = body.read(ANNOUNCED, give_way=lambda: False)
        body.close()
        assert 0 < len(came) <= sent.count
        assert set(came) == {ord("x")}
        ours.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        assert theirs.recv(100).startswith(b"HTTP/1.1 204")


def test_the_rest_of_a_refused_body_is_not_heard_for_ever():
    with dripping() as (request, ours, theirs, _):
        hear_out(request)
        ours.sendall(b"HTTP/1.1 409 Conflict\r\n\r\n")
        assert theirs.recv(100).startswith(b"HTTP/1.1 409")


def test_time_that_the_disk_takes_between_two_reads_stops_nobody():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        body = Body(request_on(ours))
        theirs.sendall(b"a" * PIECE)
        assert body.read(PIECE, give_way=lambda: False) == b"a" * PIECE
        threading.Event().wait(0.4)
        theirs.sendall(b"b" * PIECE)
        assert body.read(PIECE, give_way=lambda: False) == b"b" * PIECE
        body.close()
