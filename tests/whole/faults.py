"""A bad connection: a proxy in front of the program that goes away, is too busy, or loses answers, as a test says."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
WRITES = {"PUT", "PATCH", "POST", "DELETE"}


@dataclass
class BadLine:
    """What the proxy does and has seen. `mode`: pass, gone (no answer), busy (503), or portal (another page)."""

    url: str = ""
    mode: str = "pass"
    worker: str = ""  # the version that the service worker is given, for the program's own
    lose: int = 0  # how many answers to writes are lost before it passes them again
    allow: int | None = None  # how many writes it passes before it says 429 to them; None: all
    refused: list[float] = field(default_factory=list)  # when it said 429
    writes: list[tuple[str, str, int]] = field(default_factory=list)  # method, path and status of API writes

    def taken(self) -> list[str]:
        """Return the paths of the writes that the program did not refuse, in order."""
        return [path for _, path, status in self.writes if status < 400]


def handler_for(line: BadLine, target: str) -> type[BaseHTTPRequestHandler]:
    """Return the class that passes requests on to the program."""
    there = urlsplit(target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def pass_on(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if line.mode == "gone":
                self.close_connection = True
                return
            if line.mode == "portal":
                self.reply(200, [("Content-Type", "text/html")], b"<h1>Welcome to the gym. Accept the terms.</h1>")
                return
            if line.mode == "busy":
                self.reply(503, [("Content-Type", "text/html"), ("Retry-After", "1")], b"<h1>Too busy</h1>")
                return
            if line.allow is not None and self.command in WRITES and self.path.startswith("/api/"):
                if line.allow == 0:
                    line.refused.append(time.monotonic())
                    kind = [("Content-Type", "application/problem+json"), ("Retry-After", "2")]
                    self.reply(429, kind, b'{"status": 429, "code": "throttled", "detail": "Go on in 2 seconds."}')
                    return
                line.allow -= 1
            connection = http.client.HTTPConnection(there.hostname, there.port, timeout=60)
            try:
                connection.request(self.command, self.path, body or None, dict(self.headers))
                answer = connection.getresponse()
                content = answer.read()
            finally:
                connection.close()
            if self.command in WRITES and self.path.startswith("/api/"):
                line.writes.append((self.command, self.path, answer.status))
                if line.lose:
                    line.lose -= 1
                    self.close_connection = True
                    return
            if self.path == "/sw.js" and line.worker:
                content = re.sub(rb'VERSION = "\w+"', b'VERSION = "%s"' % line.worker.encode(), content)
            self.reply(answer.status, answer.getheaders(), content)

        def reply(self, status, headers, content):
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = pass_on

    return Handler


class Server(ThreadingHTTPServer):
    """A server that says nothing about browsers that hang up."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


@contextmanager
def bad_line(target: str) -> Iterator[BadLine]:
    """Put a proxy in front of the program's address."""
    line = BadLine()
    server = Server(("127.0.0.1", 0), handler_for(line, target))
    line.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
