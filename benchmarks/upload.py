"""What a piece of an upload costs beside a plain view that stores it, too: `python -m benchmarks.upload`.

All are asked in turn, on the same production server, over the same kept connection. The plain view checks nothing; ours
knows who sends, holds the file, looks at its first bytes, has the disk keep them and says so in the database. The plain
view leaves the pieces to the system's memory; what it does when it waits for the disk, too, is shown beside it.
Promise: at least 60 % of the plain view's throughput.
"""

import http.client
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

PIECE, PIECES, ROUNDS = 8 << 20, 5, 9
LEAST = 0.60


def main() -> int:
    """Run in turn, print both and their ratio; 1 where the promise does not hold."""
    from benchmarks.servers import own_program, production_server

    with tempfile.TemporaryDirectory(prefix="fitnessrec-bench-") as name:
        folder = Path(name)
        with own_program(folder, f"sqlite:///{folder / 'db.sqlite3'}"):
            token = make_token()
            with production_server() as (address, _):
                figures = measure(address, token)
    print(f"pieces of {PIECE >> 20} MB, median of {ROUNDS} rounds of {PIECES}, in turn")
    for which, said in (("plain", "plain view"), ("synced", "plain view that waits"), ("ours", "ours")):
        print(f"{said:24} {statistics.median(figures[which]):7.0f} MB/s")
    ratio = statistics.median(one / other for one, other in zip(figures["ours"], figures["plain"], strict=True))
    print(f"{'ratio':24} {ratio:7.2f}  (at least {LEAST:.2f})")
    return 0 if ratio >= LEAST else 1


def make_token() -> str:
    """Make a person and return a token."""
    from accounts.domain.tokens import create_token
    from accounts.models import User

    user = User.objects.create_user("bench@example.org", "a long enough password")
    return create_token(user=user, name="bench", scope="write")[1]


def measure(address: str, token: str) -> dict[str, list[float]]:
    """Return megabytes a second of each round of both."""
    from tools.torture.clips import clip_of

    content = clip_of(PIECE * PIECES + PIECE, seed=1)  # a piece more than is sent: its finishing is not measured
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    found: dict[str, list[float]] = {"plain": [], "synced": [], "ours": []}
    for n in range(ROUNDS + 1):
        senders = {
            "plain": send_plainly(line, f"p{n}", {}),
            "synced": send_plainly(line, f"s{n}", {"Sync": "1"}),
            "ours": send_ours(line, token, len(content)),
        }
        for which, send in senders.items():
            began = time.perf_counter()
            for start in range(0, PIECE * PIECES, PIECE):
                send(start, content[start : start + PIECE])
            if n:  # the first round warms both up
                found[which].append(PIECE * PIECES / 1e6 / (time.perf_counter() - began))
    return found


def send_plainly(line: http.client.HTTPConnection, name: str, more: dict[str, str]) -> Callable[[int, bytes], None]:
    """Return a way to send a piece to the plain view."""

    def send(start: int, body: bytes) -> None:
        ask(line, "PATCH", f"/api/v1/baseline-upload/{name}", body, more | {"Upload-Offset": str(start)})

    return send


def send_ours(line: http.client.HTTPConnection, token: str, length: int) -> Callable[[int, bytes], None]:
    """Begin an upload and return a way to send a piece of it."""
    about = {"Authorization": f"Token {token}", "Tus-Resumable": "1.0.0"}
    beginning = about | {"Upload-Length": str(length), "Upload-Metadata": "filename eC5tcDQ="}
    path = ask(line, "POST", "/api/v1/uploads", b"", beginning)

    def send(start: int, body: bytes) -> None:
        kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start)}
        ask(line, "PATCH", path, body, about | kind)

    return send


def ask(line: http.client.HTTPConnection, method: str, path: str, body: bytes, headers: dict[str, str]) -> str:
    """Send one request and return the `Location` of its answer."""
    kind = {"Content-Type": "application/offset+octet-stream"}
    line.request(method, path, body, kind | headers)
    answer = line.getresponse()
    said = answer.read()
    if answer.status not in (201, 204):
        raise SystemExit(f"{method} {path}: {answer.status} {said[:300]!r} {os.environ.get('FITNESSREC_VAR')}")
    return answer.getheader("Location") or ""


if __name__ == "__main__":
    sys.exit(main())
