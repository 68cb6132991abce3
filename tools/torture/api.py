"""A client that keeps a ledger of every write that the program acknowledged."""

import base64
import hashlib
import json
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class Answer:
    """What came back: status, headers, body, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """Return the body read as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """One person's script. `videos` are acknowledged clips with the hash of what was sent, `sets` their values."""

    url: str
    token: str
    videos: dict[str, str] = field(default_factory=dict)
    sets: dict[str, dict[str, Any]] = field(default_factory=dict)
    slowest_s: float = 0.0

    def ask(self, method: str, path: str, body: bytes | dict[str, Any] | None = None, **headers: str) -> Answer:
        """Send one request; a refusal is an answer too."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        about = {"Content-Type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}}
        request = urllib.request.Request(f"{self.url}{path}", data, about, method=method)
        request.add_header("Authorization", f"Token {self.token}")
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                found = Answer(answer.status, dict(answer.headers), answer.read(), time.monotonic() - began)
        except urllib.error.HTTPError as refused:
            found = Answer(refused.code, dict(refused.headers), refused.read(), time.monotonic() - began)
        self.slowest_s = max(self.slowest_s, found.seconds)
        return found

    def write(self, method: str, path: str, body: bytes | dict[str, Any] | None = None, **headers: str) -> Answer:
        """Send a write that must be acknowledged."""
        answer = self.ask(method, path, body, **headers)
        assert 200 <= answer.status < 300, f"{method} {path} was answered with {answer.status}: {answer.body[:300]!r}"
        return answer

    def upload(self, clip: Path) -> str:
        """Send a clip as a form; return the video's id."""
        edge, content = uuid.uuid4().hex, clip.read_bytes()
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{clip.name}"\r\n\r\n'.encode()
        body = head + content + f"\r\n--{edge}--\r\n".encode()
        answer = self.write("POST", "/api/v1/videos", body, Content_Type=f"multipart/form-data; boundary={edge}")
        return self._acknowledged(answer.json["id"], content)

    def upload_in_pieces(self, clip: Path, *, pieces: int = 3) -> str:
        """Send a clip by tus; return the video's id."""
        content = clip.read_bytes()
        name = base64.b64encode(clip.name.encode()).decode()
        about = {"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"}
        made = self.write("POST", "/api/v1/uploads", b"", **TUS, **about)
        place = made.headers["Location"].removeprefix(self.url)
        size, at = -(-len(content) // pieces), 0
        while at < len(content):
            piece = content[at : at + size]
            about = {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
            made = self.write("PATCH", place, piece, **TUS, **about)
            at = int(made.headers["Upload-Offset"])
        return self._acknowledged(made.headers["Content-Location"].rpartition("/")[2], content)

    def log_set(self, session: str) -> str:
        """Log a set; return its id."""
        row = str(uuid.uuid4())
        values = {
            "session": session,
            "exercise": "kettlebell-deadlift",
            "load_kg": 24.0,
            "reps": 5 + len(self.sets) % 9,
        }
        self.write("PUT", f"/api/v1/sets/{row}", values)
        self.sets[row] = values
        return row

    def start_session(self) -> str:
        """Start a session; return its id."""
        row = str(uuid.uuid4())
        self.write("PUT", f"/api/v1/sessions/{row}", {"started_at": "2026-03-02T17:30:00Z"})
        return row

    def video(self, video: str) -> dict[str, Any]:
        """Read a video's row."""
        answer = self.ask("GET", f"/api/v1/videos/{video}")
        assert answer.status == 200, f"video {video} was acknowledged, and is answered with {answer.status}"
        return dict(answer.json)

    def check_sets(self) -> None:
        """Hold every set that was acknowledged against what is there."""
        for row, values in self.sets.items():
            answer = self.ask("GET", f"/api/v1/sets/{row}")
            assert answer.status == 200, f"set {row} was acknowledged, and is answered with {answer.status}"
            found = answer.json
            assert {name: found[name] for name in values} == values, f"set {row} is {found}, sent was {values}"

    def _acknowledged(self, video: str, content: bytes) -> str:
        self.videos[video] = hashlib.sha256(content).hexdigest()
        return video
