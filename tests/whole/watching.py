"""A page with a numbered clip, and what is read off its picture."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from tests.whole.conftest import until
from tests.whole.numbered import READ

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
