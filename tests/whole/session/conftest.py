"""An athlete in the gym: a browser on the session screen, with a history and a session that a test says."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.whole.conftest import until
from tests.whole.phones import OUTBOX

expect.set_options(timeout=15_000)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PEOPLE = 70


@dataclass
class Gym:
    """The browser of one athlete, and what the server has of theirs."""

    context: BrowserContext
    page: Page
    url: str
    session: str = ""

    def put(self, path: str, body: dict[str, Any]) -> None:
        """Store something by the API, as another device of theirs would."""
        token = self.context.request.get(f"{self.url}/outbox/token").json()["csrf"]
        headers = {"X-CSRFToken": token, "Referer": self.url}
        answer = self.context.request.put(f"{self.url}/api/v1{path}", data=body, headers=headers)
        assert answer.ok, answer.text()

    def store(self, rows: list[dict[str, Any]], *, days_ago: float = 0, **about: Any) -> str:
        """Store a session with its sets, of an hour, finished unless it is today's; return its id."""
        start = datetime.now(UTC) - timedelta(days=days_ago, minutes=5)
        end = {"finished_at": (start + timedelta(hours=1)).isoformat()} if days_ago else {}
        pk = str(uuid.uuid4())
        self.put(f"/sessions/{pk}", {"title": "Lower A", "started_at": start.isoformat()} | end | about)
        for number, row in enumerate(rows):
            at = (start + timedelta(minutes=number)).isoformat()
            self.put(f"/sets/{uuid.uuid4()}", {"session": pk, "performed_at": at} | row)
        return pk

    def last_week(self, *rows: dict[str, Any], **about: Any) -> str:
        """Store a finished session of a week ago."""
        return self.store([row | {"done": True} for row in rows], days_ago=8, **about)

    def train(self, *rows: dict[str, Any]) -> None:
        """Begin a session with these rows, and open its screen."""
        self.session = self.store(list(rows))
        self.open()

    def open(self, path: str = "") -> None:
        """Open the session's screen and wait until it listens."""
        self.page.goto(path or f"/sessions/{self.session}")
        self.ready()

    def ready(self) -> None:
        """Wait until the screen listens."""
        self.page.locator("fr-session[data-ready]").wait_for()

    def reload(self) -> None:
        """Reload the page as soon as everything is stored on the device."""
        self.page.reload()
        self.ready()

    def row(self, number: int = 0) -> Locator:
        """Return a row of the screen, counted from 0."""
        return self.page.locator("#blocks .set-row").nth(number)

    def cell(self, name: str, number: int = 0) -> Locator:
        """Return a field of a row."""
        return self.row(number).locator(f'[data-cell="{name}"]')

    def tick(self, number: int = 0) -> Locator:
        """Return the tick of a row."""
        return self.row(number).locator(".tick")

    def block(self, name: str) -> Locator:
        """Return the run of an exercise."""
        return self.page.locator(".block", has=self.page.get_by_role("heading", name=re.compile(f"{name}$")))

    def more(self, name: str, action: str) -> None:
        """Choose something from the menu of a run."""
        self.page.get_by_label(f"More for {name}").click()
        self.block(name).get_by_role("link", name=action, exact=True).or_(
            self.block(name).get_by_role("button", name=action, exact=True)
        ).click()

    def order(self) -> list[str]:
        """Return the names of the exercises from top to bottom."""
        return self.page.locator("#blocks .block [data-name]").all_text_contents()

    def until_sent(self) -> None:
        """Wait until the server has everything."""
        code = "(await outbox.list()).every((op) => op.state === 'sent')"
        until(self.page, f"(async () => {{ {OUTBOX} return {code}; }})()")

    def rows(self) -> list[dict[str, Any]]:
        """Return the session's sets as the server has them, in their order, once everything is sent."""
        self.until_sent()
        url = f"{self.url}/api/v1/sets?session={self.session}&limit=500"
        # A connection that was kept may be closed by the server in the same moment: then it is asked again.
        rows = self.context.request.get(url, max_retries=2).json()["results"]
        return sorted(rows, key=lambda row: (row["block"], row["position"]))


def lift(exercise: str = "deadlift", **values: Any) -> dict[str, Any]:
    """Return a planned set: 100 kg × 5 deadlifts unless told otherwise."""
    return {"exercise": exercise, "load_kg": 100, "reps": 5, "planned_reps": 5, "done": False} | values


@pytest.fixture(scope="session")
def people(site) -> Iterator[str]:
    """Enough people for each test to begin with somebody who has nothing yet; without a password it is quick."""
    code = f"""
from django.test import Client
from accounts.models import User
for _ in range({PEOPLE}):
    person, browser = User.objects.create_user("{{}}@example.org".format(uuid.uuid4().hex)), Client()
    browser.force_login(person)
    print(browser.cookies["sessionid"].value)
"""
    return iter(site.manage("shell", "-v0", "-c", f"import uuid\n{code}").split())


@pytest.fixture
def open_gym(browser, site, people) -> Iterator[Callable[..., Gym]]:
    """Return a function that signs somebody new in, in a browser as the test says; errors in its console fail it."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**more: Any) -> Gym:
        context = browser.new_context(
            **{"base_url": site.url, "locale": "en-GB", "timezone_id": "Europe/Lisbon", "service_workers": "block"}
            | PHONE
            | more
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": next(people), "url": site.url}])
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Gym(context, page, site.url)

    yield make
    for context in opened:
        context.close()
    assert [said for said in complaints if not re.search("status of 40[01]", said)] == []


@pytest.fixture
def gym(open_gym) -> Gym:
    """Somebody new with a phone."""
    return open_gym()
