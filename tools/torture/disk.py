"""A full disk: uploads are told so, lose nothing, and go on when there is room. Needs root, to mount a small disk."""

import hashlib
import os
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.torture.api import TUS, Answer
from tools.torture.clips import clip_of
from tools.torture.fault_proxy import FaultProxy
from tools.torture.program import Program, running
from tools.torture.uploads import CLIENTS, MIB, metadata, send

DISK = 64 * MIB
PIECE = TUS | {"Content-Type": "application/offset+octet-stream"}


def can_mount() -> bool:
    """Tell whether a small disk can be mounted here."""
    return os.geteuid() == 0


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """Mount a disk of so many bytes, in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"no small disk could be mounted: {done.stderr}"
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Fill the disk to its last byte; return the file that does it."""
    path = folder / f"ballast-{uuid.uuid4().hex}"
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * (1 << 20))
    return path


def begin(program: Program, size: int) -> str:
    """Begin an upload and return its path."""
    about = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata(filename="disk.mp4")}
    answer = program.client().ask("POST", "/api/v1/uploads", b"", **about)
    assert answer.status == 201, answer.body
    return answer.headers["Location"]


def offset(program: Program, path: str) -> int:
    """Return how far an upload is."""
    return int(program.client().ask("HEAD", path, **TUS).headers["Upload-Offset"])


def patch(program: Program, path: str, at: int, body: bytes, url: str = "") -> Answer:
    """Send a piece."""
    client = program.client()
    client.url = url or client.url
    return client.ask("PATCH", path, body, **PIECE, **{"Upload-Offset": str(at)})


def by_hand(program: Program, media: Path, *, seed: int) -> str:
    """Fill the disk between two pieces and in the middle of one; return the figures."""
    content = clip_of(DISK // 4, seed)
    path, half = begin(program, len(content)), len(content) // 2
    ballast = fill(media)
    answer = patch(program, path, 0, content[:half])
    assert (answer.status, offset(program, path)) == (507, 0), answer.body
    refused = program.client().ask("POST", "/api/v1/uploads", b"", **TUS, **{
        "Upload-Length": "1000", "Upload-Metadata": metadata(filename="more.mp4"),
    })  # fmt: skip
    assert refused.status == 507, refused.body
    ballast.unlink()
    made: list[Path] = []
    with FaultProxy(program.port, seed=seed, at=half // 2, then=lambda: made.append(fill(media))) as line:
        answer = patch(program, path, 0, content[:half], line.url)
    kept = offset(program, path)
    assert answer.status == 507, f"{answer.status} {answer.body[:300]!r}"
    assert int(answer.headers["Upload-Offset"]) == kept
    made[0].unlink()
    answer = patch(program, path, kept, content[kept:])
    assert answer.status == 204, answer.body
    video = program.read(answer.headers["Content-Location"])
    assert video["sha256"] == hashlib.sha256(content).hexdigest(), "other bytes arrived"
    return f"filled in the middle of a piece: 507, {kept / MIB:.1f} MB kept, gone on from there, sha256 equal"


def with_client(program: Program, media: Path, folder: Path, client: str, *, seed: int) -> str:
    """Fill the disk while somebody else's client sends, and make room again after a moment."""

    def fill_for_a_moment() -> None:
        threading.Timer(1.5, fill(media).unlink).start()

    size = DISK // 4
    sent = send(program, client, folder, size=size, chunk=4 * MIB, seed=seed, at=size // 3, then=fill_for_a_moment)
    return f"{client}: full for 1.5 s, sha256 equal, {sent.seconds:.1f} s"


def run(*, seed: int = 1) -> list[str]:
    """Fill the disk under both ways in and both clients; return the figures."""
    if not can_mount():
        return ["not run: only root can mount a small disk"]
    with tempfile.TemporaryDirectory(prefix="torture-disk-") as name:
        folder, var = Path(name), Path(name) / "var"
        with small_disk(var / "media", DISK) as media, running(var) as program:
            lines = [by_hand(program, media, seed=seed)]
            lines += [
                with_client(program, media, folder, client, seed=seed + n) for n, client in enumerate(CLIENTS, 50)
            ]
            ballast = fill(media)
            clip = folder / "form.mp4"
            clip.write_bytes(clip_of(3 * MIB, seed))
            status = by_form(program, clip)
            assert status == 507, f"a form on a full disk is answered with {status}"
            ballast.unlink()
            assert by_form(program, clip) == 201
            lines.append("a form: 507, and 201 when there was room")
            said = [row["integrity_check"] for row in program.rows("PRAGMA integrity_check")]
            assert said == ["ok"], said
    return [f"a disk of {DISK // MIB} MB", *lines]


def by_form(program: Program, clip: Path) -> int:
    """Send a clip as a form; return the status."""
    edge = uuid.uuid4().hex
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{clip.name}"\r\n\r\n'
    body = head.encode() + clip.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    about = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    return program.client().ask("POST", "/api/v1/videos", body, **about).status
