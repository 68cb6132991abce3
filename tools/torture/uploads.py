"""Uploads over lines that break and servers that are killed: tuspy and tus-js-client, byte for byte.

`python -m tools.torture uploads`
"""

import base64
import hashlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.needs import find_node
from tools.torture.clips import clip_of
from tools.torture.fault_proxy import FaultProxy
from tools.torture.program import Program, running, web_processes

MIB = 1 << 20
SENDER = Path(__file__).with_name("send.mjs")
AGAIN_SHARE, AGAIN_A_CUT = 0.05, 64 << 10  # of the size, and bytes for each cut: what may be sent twice
AGAIN_A_KILL = 8 * MIB + AGAIN_A_CUT  # what the server has taken since it last made sure that it is kept
DELAYS_MS = [0, 50, 100, 200, *[500] * 40]  # a server that was killed needs a moment


@dataclass
class Sent:
    """What came of one upload."""

    client: str
    size: int
    again: int
    cuts: int
    seconds: float

    def check(self, *, kills: int = 0) -> None:
        """Hold the promise about what is sent twice."""
        most = kills * AGAIN_A_KILL
        if self.cuts:
            most += int(self.size * AGAIN_SHARE) + self.cuts * AGAIN_A_CUT
        assert self.again <= most, f"{self.client} sent {self.again:,} bytes again, more than {most:,}"


def with_tuspy(url: str, token: str, path: Path, pk: str, chunk: int) -> None:
    """Send a file with tuspy; a creation that was cut off is tried again, with the same id."""
    from tusclient.client import TusClient
    from tusclient.exceptions import TusCommunicationError

    client = TusClient(f"{url}/api/v1/uploads", headers={"Authorization": f"Token {token}"})
    about = {"filename": path.name, "id": pk}
    uploader = client.uploader(str(path), metadata=about, chunk_size=chunk, retries=60, retry_delay=0.2)
    for _ in range(60):
        try:
            uploader.set_url(uploader.create_url())
            break
        except TusCommunicationError:
            time.sleep(0.2)
    uploader.upload()


def with_tus_js(url: str, token: str, path: Path, pk: str, chunk: int, *, with_creation: bool = False) -> None:
    """Send a file with tus-js-client."""
    node = find_node()
    assert node, "needs Node.js"
    told = {"endpoint": f"{url}/api/v1/uploads", "token": token, "path": str(path), "name": path.name, "id": pk}
    told |= {"chunkSize": chunk, "delays": DELAYS_MS, "withCreation": with_creation}  # type: ignore[dict-item]
    done = subprocess.run([node, SENDER, json.dumps(told)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


CLIENTS: dict[str, Callable[..., None]] = {"tuspy": with_tuspy, "tus-js-client": with_tus_js}


def send(
    program: Program, client: str, folder: Path, *, size: int, chunk: int, seed: int, cuts: int = 0,
    between: tuple[int, int] = (1, 1), at: int = -1, then: Callable[[], object] | None = None, **more: Any,
) -> Sent:  # fmt: skip
    """Send one clip through a line that breaks, and hold what arrived against what was sent."""
    content = clip_of(size, seed)
    path, pk = folder / f"clip-{seed}.mp4", str(uuid.UUID(int=random.Random(seed).getrandbits(128), version=4))
    path.write_bytes(content)
    began = time.monotonic()
    with FaultProxy(program.port, seed=seed, cuts=cuts, between=between, at=at, then=then) as line:
        CLIENTS[client](line.url, program.token, path, pk, chunk, **more)
        seconds, again = time.monotonic() - began, max(0, line.sent - size)
        made = line.cuts
        assert made == cuts, f"{made} cuts of {cuts}: the test is not what it says"
    path.unlink()
    video = program.read(f"/api/v1/videos/{pk}")
    assert video["sha256"] == hashlib.sha256(content).hexdigest(), f"{client}: other bytes arrived"
    assert video["size"] == size
    kept = list((program.var / "media" / "videos" / pk).glob("*.bin"))
    assert [hashlib.sha256(one.read_bytes()).hexdigest() for one in kept] == [video["sha256"]], "other bytes are kept"
    return Sent(client, size, again, made, seconds)


def kill_worker(var: Path) -> Callable[[], None]:
    """Return what kills every worker of the web server, with -9."""

    def kill() -> None:
        for pid in web_processes(var)[1]:
            os.kill(pid, signal.SIGKILL)

    return kill


def kill_master(var: Path) -> Callable[[], None]:
    """Return what kills the web server itself, with -9; the supervisor starts another."""
    return lambda: os.kill(web_processes(var)[0], signal.SIGKILL)


def on_their_way(program: Program) -> set[Path]:
    """Return the files of uploads that are not whole yet."""
    return set((program.var / "media" / "incoming").glob("*.part"))


def nothing_is_left(program: Program, *, of_others: Collection[Path] = ()) -> None:
    """Check that no upload of ours is open, and no file of one lies about; other accounts may have theirs."""
    assert program.read("/api/v1/uploads")["results"] == []
    assert on_their_way(program) <= set(of_others), "pieces of finished uploads lie about"


def metadata(**values: str) -> str:
    """Return the header that says these things about a clip."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def run(*, seed: int = 1, each: int = 10, size: int = 60 * MIB, cuts: int = 10, kills: int = 4) -> list[str]:
    """Send clips with both clients over breaking lines, then some while the server is killed; return the figures."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="torture-") as name, running(Path(name) / "var") as program:
        folder = Path(name)
        for client in CLIENTS:
            found = []
            for n in range(each):
                one = send(
                    program, client, folder, size=size, chunk=8 * MIB, seed=seed + n, cuts=cuts,
                    between=(size // 300, size // 9),
                )  # fmt: skip
                one.check()
                found.append(one)
                program.manage("shell", "-v0", "-c", FORGET)
            most = max(one.again for one in found)
            lines.append(
                f"{client}: {each} uploads of {size // MIB} MB, {cuts} cuts each: sha256 equal, at most "
                f"{most / 1024:,.0f} KiB sent again, {sum(one.seconds for one in found) / each:.1f} s each"
            )
        for n in range(kills):
            what, kill = ("worker", kill_worker) if n % 2 == 0 else ("master", kill_master)
            client = list(CLIENTS)[n // 2 % 2]
            at = int(size * (0.2 + 0.15 * n))
            one = send(
                program, client, folder, size=size, chunk=8 * MIB, seed=seed + 100 + n, at=at, then=kill(program.var)
            )
            one.check(kills=1)
            program.manage("shell", "-v0", "-c", FORGET)
            lines.append(
                f"{client}: kill -9 of the web {what} at {at // MIB} MB: sha256 equal, "
                f"{one.again / MIB:.1f} MB sent again, {one.seconds:.1f} s"
            )
        nothing_is_left(program)
    return lines


# Between uploads, so that their seeds and ids can come again.
FORGET = (
    "from videos.domain.intake import delete_video; from videos.models import Upload, Video; "
    "from django.utils import timezone; from core.owned import Tombstone; "
    "[delete_video(v, at=timezone.now()) for v in Video.objects.all()]; "
    "Tombstone.objects.all().delete(); Upload.objects.exclude(state='open').delete()"
)
