"""A client that speaks tus to the API as Ada, by hand: each header of each request is what the test says."""

import base64
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from videos.domain.uploads import clock
from videos.domain.uploads.incoming import MARK
from videos.models import Upload

PIECES = "application/offset+octet-stream"
PATH = "/api/v1/uploads"


def metadata(**values: str) -> str:
    """Return the header that says these things about a clip."""
    said = {"filename": "squat.mp4"} | values
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}".strip() for key, value in said.items())


class Tus:
    """Sends requests of the protocol; a header that is None is left out."""

    def __init__(self, client) -> None:
        self.client = client

    def send(self, method: str, path: str = PATH, body: bytes = b"", **headers: str | None):
        """Send one request; names of headers are written with underscores."""
        said = {"Tus_Resumable": "1.0.0"} | headers
        kind = said.pop("Content_Type", PIECES if body else "") or ""
        named = {name.replace("_", "-"): value for name, value in said.items() if value is not None}
        return self.client.generic(method, path, body, kind, headers=named)

    def create(self, length: int, body: bytes = b"", about: dict[str, str] | None = None, **headers: str | None):
        """Begin an upload."""
        said = {"Upload_Length": str(length), "Upload_Metadata": metadata(**(about or {}))} | headers
        return self.send("POST", PATH, body, **said)

    def patch(self, path: str, offset: int, body: bytes, **headers: str | None):
        """Send a piece."""
        return self.send("PATCH", path, body, **({"Upload_Offset": str(offset), "Content_Type": PIECES} | headers))

    def head(self, path: str):
        """Ask how far an upload is."""
        return self.send("HEAD", path)


class Line:
    """A source of bytes that does what the test says in its middle: `at` so many bytes, `then` happens."""

    def __init__(self, content: bytes, *, at: int = -1, then: Callable[[], object] = lambda: None) -> None:
        self.content, self.at, self.then = content, at, then
        self.given = 0

    def read(self, size: int, /, *, give_way: Callable[[], bool]) -> bytes:
        if 0 <= self.at <= self.given:
            self.at = -1
            self.then()
        piece = self.content[self.given : self.given + min(size, 1000)]
        self.given += len(piece)
        return piece


class Killed(BaseException):
    """What a process that is killed never gets to say: nothing catches it, nothing after it is done."""


def die() -> None:
    raise Killed


def row(answer) -> Upload:
    """Return the upload that an answer names."""
    return Upload.objects.get(pk=answer["Location"].rpartition("/")[2])


@pytest.fixture
def tus(api) -> Tus:
    return Tus(api)


@pytest.fixture
def begun(tus) -> Callable[..., str]:
    """Return a way to begin an upload and get its path."""

    def begin(length: int, **about: str) -> str:
        answer = tus.create(length, about=about)
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    return begin


@pytest.fixture
def incoming(settings) -> Callable[[], list[Path]]:
    """Return a way to list the files of uploads on their way."""
    folder = Path(settings.INCOMING_DIR)
    return lambda: sorted(path for path in folder.iterdir() if path.name != MARK) if folder.exists() else []


@pytest.fixture(autouse=True)
def finished_here(monkeypatch) -> None:
    """Have the clock finish uploads in the test's own thread, which alone sees the test's rows."""
    monkeypatch.setattr(clock, "aside", lambda work: work())


@pytest.fixture
def new_id() -> str:
    return str(uuid.uuid4())
