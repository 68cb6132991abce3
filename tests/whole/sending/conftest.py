"""A phone that sends clips over a line whose speed a test sets."""

import hashlib
import os
import re
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Request, expect

from tests.whole.phones import SCREEN, Phone

expect.set_options(timeout=15_000)
MB = 2**20


class Sender(Phone):
    """A phone, what it asked the server for uploads, and the clips that are there."""

    def use(self, context: BrowserContext) -> None:
        """Work with this browser from now on."""
        self.asked: list[Request] = []
        context.on("request", lambda one: self.asked.append(one) if "/api/v1/uploads" in one.url else None)
        super().use(context)

    def slow(self, kb_s: int) -> None:
        """Let the open tab send so fast at most; 0 is as fast as it can."""
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        speed = kb_s * 1024 if kb_s else -1
        given = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": speed}
        line.send("Network.emulateNetworkConditions", given)

    def choose(self, *paths: Path, where: str = "/videos/new") -> None:
        """Choose clips on a page that takes them."""
        if where:
            self.page.goto(where)
        self.page.get_by_label("Choose clips").set_input_files(list(paths))

    def add(self, *paths: Path, where: str = "/videos/new") -> None:
        """Choose clips and send them."""
        self.choose(*paths, where=where)
        expect(self.page.locator(".chosen")).to_have_count(len(paths))
        self.page.get_by_role("button", name=re.compile("^Add .*clip")).click()

    @property
    def lines(self) -> Locator:
        """Return what the page says of the clips that were added on it."""
        return self.page.locator("fr-uploads[data-inline] .clip-line")

    def wait_for(self, *stands: str) -> None:
        """Wait until the clips of this page stand so, in order."""
        for place, stand in enumerate(stands):
            expect(self.lines.nth(place)).to_have_attribute("data-stand", stand)

    def wait_for_share(self, least: int) -> None:
        """Wait until so many percent of the first clip are sent."""
        for _ in range(150):
            if int(self.lines.first.locator("progress").get_attribute("value") or 0) >= least:
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"{least} % were not sent: {self.lines.first.inner_text()}")

    def patches(self) -> list[int]:
        """Return where the pieces began that were sent, in order."""
        return [int(one.headers["upload-offset"]) for one in self.asked if one.method == "PATCH"]

    def api(self, path: str) -> Any:
        """Read something by the API."""
        return self.context.request.get(f"{self.url}/api/v1{path}").json()

    def videos(self) -> list[dict[str, Any]]:
        """Return what is there, oldest first."""
        return sorted(self.api("/videos")["results"], key=lambda row: row["created_at"])

    def write(self, path: str, body: dict[str, Any]) -> None:
        """Store something by the API."""
        assert self.context.request.put(f"{self.url}/api/v1{path}", data=body, headers=self.secret()).ok

    def delete(self, path: str) -> None:
        """Delete something by the API."""
        assert self.context.request.delete(f"{self.url}/api/v1{path}", headers=self.secret()).ok

    def secret(self) -> dict[str, str]:
        """Return what requests that write must have."""
        told = self.context.request.get(f"{self.url}/outbox/token").json()
        return {"X-CSRFToken": told["csrf"], "Referer": self.url}


@dataclass
class Clips:
    """Clips of any size that can be watched: what is added is a box that players skip."""

    source: Path
    folder: Path
    made: list[Path] = field(default_factory=list)

    def of(self, megabytes: float) -> Path:
        """Make one of so many megabytes."""
        more = int(megabytes * MB)
        path = self.folder / f"IMG_{len(self.made):04}.MP4"
        path.write_bytes(self.source.read_bytes() + struct.pack(">I4s", more + 8, b"free") + os.urandom(more))
        self.made.append(path)
        return path


def sha256(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def clips(clip, tmp_path) -> Clips:
    """Make clips."""
    return Clips(clip, tmp_path)


@pytest.fixture
def sender(browser, site, ada) -> Iterator[Sender]:
    """Open Ada's phone; errors in the scripts of its pages fail the test."""
    context = browser.new_context(base_url=site.url, has_touch=True, is_mobile=True, **SCREEN)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    phone = Sender(site.url, context)
    phone.become(ada)
    yield phone
    phone.stop()
    assert complaints == []


@pytest.fixture
def logged(sender) -> tuple[str, str]:
    """Return the ids of a session and of a done set of it."""
    session, row = str(uuid.uuid4()), str(uuid.uuid4())
    sender.write(f"/sessions/{session}", {"title": "Lower A", "started_at": "2026-11-20T17:30:00Z"})
    body = {"session": session, "exercise": "deadlift", "load_kg": 100, "reps": 5, "done": True}
    sender.write(f"/sets/{row}", body | {"performed_at": "2026-11-20T17:40:00Z"})
    return session, row
