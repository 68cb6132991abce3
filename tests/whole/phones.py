"""A browser with a profile of its own, which can be killed and started again, and what to do with its outbox."""

import os
import signal
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright
from playwright.sync_api import Error as BrowserGone

from tests.needs import quick_chromium

if TYPE_CHECKING:
    from tests.whole.conftest import Site

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "a long enough password"
SCREEN = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"}
FAR = 4_000_000_000  # when cookies end, so that a browser that is started again still has them
OUTBOX = "const { outbox } = await import('/static/js/lib/outbox.js');"


def until(page: Page, expression: str) -> None:
    """Wait until the page says so; Playwright's own waiting would need what the page's policy forbids."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"waited in vain for: {expression}")


class Phone:
    """A browser on a phone's screen. `page` is the tab that is in use."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        self.url = url
        self.use(context)

    def use(self, context: BrowserContext) -> None:
        """Work with this browser from now on."""
        context.set_default_timeout(15_000)
        self.context = context
        self.page = context.pages[0] if context.pages else context.new_page()

    def stop(self) -> None:
        """Close the browser as a person does."""
        with suppress(BrowserGone):  # it was killed before
            self.context.close()

    def become(self, person: "Person") -> None:
        """Have somebody signed in, and open Today."""
        self.context.clear_cookies()
        self.context.add_cookies([{"name": "sessionid", "value": person.cookie, "url": self.url, "expires": FAR}])
        self.page.goto("/")
        self.page.get_by_role("heading", name="Today", exact=True).wait_for()

    def sign_in(self, person: "Person") -> None:
        """Sign in by hand."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Email").fill(person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("heading", name="Today", exact=True).wait_for()

    def sign_out(self) -> None:
        """Sign out by hand."""
        self.page.goto("/profile")
        self.page.get_by_role("button", name="Sign out").click()
        self.page.get_by_role("heading", name="Sign in").wait_for()

    def keep(self, *addresses: str) -> None:
        """Have the service worker take over and store pages for times without a connection."""
        until(self.page, "!!navigator.serviceWorker.controller")
        code = "const worker = await import('/static/js/lib/worker.js');"
        self.run(f"{code} for (const url of given) await worker.tellWorker({{ kind: 'refresh', url }});", *addresses)

    def run(self, code: str, *given: object, page: Page | None = None) -> object:
        """Run code in the page, with `outbox` at hand and what is given as `given`."""
        return (page or self.page).evaluate(f"async (given) => {{ {OUTBOX} {code} }}", list(given))

    def log(self, *ops: dict, page: Page | None = None) -> list[int]:
        """Put operations into the outbox; return their keys."""
        return self.run("return (await outbox.add(given)).map((op) => op.key);", *ops, page=page)

    def held(self, page: Page | None = None) -> list[tuple[str, str]]:
        """Return what the outbox holds: words and state."""
        found = self.run("return (await outbox.list()).map((op) => [op.words, op.state]);", page=page)
        return [(words, state) for words, state in found]

    def until_sent(self, page: Page | None = None) -> None:
        """Wait until nothing waits, without asking for it."""
        code = "(await outbox.list()).every((op) => op.state === 'sent')"
        until(page or self.page, f"(async () => {{ {OUTBOX} return {code}; }})()")

    def sets(self, session: str) -> list[dict]:
        """Return what the server has of a session, in order."""
        url = f"{self.url}/api/v1/sets?session={session}&limit=500"
        # A connection that was kept may be closed by the server in the same moment: then it is asked again.
        rows = self.context.request.get(url, max_retries=2).json()["results"]
        return sorted(rows, key=lambda row: row["position"])

    def numbers(self, session: dict) -> list[int]:
        """Return the places of a session's sets as the server has them."""
        return [row["position"] for row in self.sets(session["row"])]

    def says(self, words: str) -> None:
        """Wait until the top bar says so."""
        text = "document.querySelector('fr-connection').textContent"
        until(self.page, f"{text} === {words!r}")


class OwnPhone(Phone):
    """A phone whose browser keeps its profile, and can be killed and started again."""

    def __init__(self, url: str, driver: Playwright, profile: Path, *more: str) -> None:
        self.driver, self.profile, self.more = driver, profile, more
        super().__init__(url, self._launch(url))

    def _launch(self, url: str) -> BrowserContext:
        return self.driver.chromium.launch_persistent_context(
            str(self.profile), executable_path=str(quick_chromium()), args=[*QUIET, *self.more], base_url=url, **SCREEN
        )

    def start(self) -> None:
        """Start the browser again, with the same profile."""
        self.use(self._launch(self.url))

    def kill(self) -> None:
        """Kill the browser as a phone does that needs the memory."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdecimal():
                continue
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if f"--user-data-dir={self.profile}" in words and not any(word.startswith("--type=") for word in words):
                os.kill(int(folder.name), signal.SIGKILL)
        self.stop()


@dataclass
class Person:
    """Somebody with an account, the cookie of a browser that is signed in, and a token for scripts."""

    email: str
    cookie: str
    token: str


def make_people(site: "Site", number: int) -> list[Person]:
    """Make accounts in the running program, all at once."""
    code = f"""
from django.contrib.auth.hashers import make_password
from django.test import Client
from accounts import newcomers
from accounts.domain.tokens import create_token
from accounts.models import User
password = make_password({PASSWORD!r})
for place in range({number}):
    person = User.objects.create(email=f"{uuid.uuid4().hex[:12]}-{{place}}@example.org", password=password)
    newcomers.welcome(person)
    browser = Client()
    browser.force_login(person)
    token = create_token(user=person, name="script", scope="write")[1]
    print(person.email, browser.cookies["sessionid"].value, token)
"""
    return [Person(*said.split()) for said in site.manage("shell", "-v0", "-c", code).splitlines()]


def new_session(title: str = "Lower A") -> dict:
    """Return the operation that starts a session."""
    pk = str(uuid.uuid4())
    body = {"title": title, "started_at": "2026-11-20T17:30:00Z"}
    return {"method": "PUT", "url": f"/api/v1/sessions/{pk}", "body": body, "row": pk, "session": pk, "words": title}


def new_set(session: dict, number: int, **more: object) -> dict:
    """Return the operation that logs a set of a session."""
    pk, body = str(uuid.uuid4()), {"exercise": "deadlift", "load_kg": 100, "reps": 5, "block": 0, "position": number}
    return {
        "method": "PUT", "url": f"/api/v1/sets/{pk}", "row": pk, "session": session["row"], "words": f"Set {number}",
        "body": body | {"session": session["row"]} | more,
    }  # fmt: skip


def change(op: dict, method: str = "PATCH", body: dict | None = None, words: str = "Change") -> dict:
    """Return an operation on the row of another one."""
    return {**op, "method": method, "body": body, "words": words}
