"""A page with a numbered clip, and what is read off its picture."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.whole.conftest import Site, until
from tests.whole.numbered import READ, render_numbered
from tests.whole.phones import Person

FRAMES = 150  # of 30000/1001 a second
PLAYER = "document.querySelector('fr-player')"
GO_TO = f"""(frame) => new Promise((there) => {{
  const player = {PLAYER};
  const told = ({{ detail }}) => {{
    if (detail.frame !== frame) return;
    player.removeEventListener("fr-frame", told);
    there(detail.time_s);
  }};
  player.addEventListener("fr-frame", told);
  player.frame = frame;
}})"""


@dataclass
class Watching:
    """A page with a numbered clip, of which the file is stored turned by 90 degrees."""

    context: BrowserContext
    page: Page
    path: str
    ranges: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Open the clip's page, with no marks and as a device that remembers nothing."""
        self.page.goto(self.path)
        self.page.evaluate("localStorage.removeItem('fr-player')")
        self.mark("", "")
        self.load()

    def load(self) -> None:
        """Load the page anew, and wait until the player is."""
        self.page.goto(self.path)
        until(self.page, f"{PLAYER}?.hasAttribute('data-ready')")
        self.settled()

    def settled(self) -> int:
        """Wait until the frame that was asked for is there, and read it off the picture."""
        until(self.page, f"{PLAYER}.screen.wanted === null && !document.querySelector('video').seeking")
        return self.shown()

    def shown(self) -> int:
        """Return the number in the picture."""
        frame: int = self.page.evaluate(READ)["frame"]
        return frame

    def go_to(self, frame: int) -> int:
        """Have a frame shown; return the one in the picture."""
        self.page.evaluate(GO_TO, frame)
        return self.shown()

    def press(self, *keys: str) -> int:
        """Press keys one after the other; return what is shown then."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.settled()

    def mark(self, start: str, end: str) -> None:
        """Store marks as a form does, past the player."""
        secret = next(cookie["value"] for cookie in self.context.cookies() if cookie.get("name") == "csrftoken")
        form = {"trim_start_s": start, "trim_end_s": end, "csrfmiddlewaretoken": secret}
        headers = {"Accept": "application/json", "Referer": self.page.url}
        assert self.context.request.post(f"{self.path}/marks", form=form, headers=headers).ok

    def stored(self) -> tuple[float | None, float | None]:
        """Return the marks that the server has."""
        row = self.context.request.get(f"/api/v1{self.path}").json()
        return (row["trim_start_s"], row["trim_end_s"])


def watch(browser: Browser, site: Site, person: Person, folder: Path) -> Iterator[Watching]:
    """Send the clip as a phone would, and wait until its web version is made."""
    clip = folder / "numbered.mp4"
    render_numbered(clip, frames=FRAMES, rotation=90)
    context = browser.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB"
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sessionid", "value": person.cookie, "url": site.url}])
    page = context.new_page()
    page.goto("/videos/new")
    secret = next(cookie["value"] for cookie in context.cookies() if cookie.get("name") == "csrftoken")
    sent = context.request.post(
        "/api/v1/videos",
        multipart={"file": {"name": "numbered.mp4", "mimeType": "video/mp4", "buffer": clip.read_bytes()}},
        headers={"X-CSRFToken": secret, "Referer": site.url},
    )
    watching = Watching(context, page, f"/videos/{sent.json()['id']}")
    for _ in range(300):
        row = context.request.get(f"/api/v1{watching.path}").json()
        if row["status"] in ("ready", "failed"):
            break
        time.sleep(0.1)
    assert (row["status"], row["reason"]) == ("ready", "")

    def note(request: Request) -> None:
        if request.url.endswith("/rendition"):
            watching.ranges.append(request.all_headers().get("range", ""))

    page.on("request", note)
    yield watching
    context.close()
