"""The whole program as `manage.py run` starts it, and a browser in front of it."""

import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.needs import chromium, quick_chromium
from tests.whole.faults import BadLine, bad_line
from tests.whole.phones import QUIET, SCREEN, OwnPhone, Person, Phone, make_people
from tests.whole.phones import until as until

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Site:
    """A running program: its address, its folder, and the environment to call its commands with."""

    url: str
    var: Path
    env: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run one of its commands and return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start the program on a free port with an empty database, and stop it with Ctrl-C."""
    var = tmp_path_factory.mktemp("var")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"FITNESSREC_VAR": str(var), "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "0"}
    env["ALLOWED_HOSTS"] = "gym.test"  # the name by which another device would ask, over plain http
    env.pop("DJANGO_SETTINGS_MODULE", None)
    log = (var / "supervisor.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run"], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
    )
    site = Site(f"http://127.0.0.1:{port}", var, env)
    try:
        _wait_until_healthy(site, process)
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()


def _wait_until_healthy(site: Site, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, (site.var / "supervisor.log").read_text()
        try:
            urllib.request.urlopen(f"{site.url}/healthz", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail((site.var / "supervisor.log").read_text())


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Start what drives browsers; there can be one of it."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver) -> Iterator[Browser]:
    """Start the system's Chromium with an empty profile."""
    opened = driver.chromium.launch(executable_path=str(quick_chromium()), args=QUIET)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def whole_browser(driver) -> Iterator[Browser]:
    """Start a Chromium that can notify and be asked about installing."""
    opened = driver.chromium.launch(executable_path=str(chromium()), args=QUIET)
    yield opened
    opened.close()


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "laptop"])
def screen(request, browser, site) -> Iterator[Page]:
    """Open a page of the site on a phone's and on a laptop's screen; errors in its console fail the test.

    The browser reports refused input (400) and a lost sign-in (401) there too; the tests look at what the page says.
    """
    width, height = request.param
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, base_url=site.url, timezone_id="Europe/Lisbon", locale="en-GB"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [said for said in complaints if not re.search(r"(status of|Status Error Code) 40[01]", said)] == []


def sign_up(page: Page, email: str) -> None:
    """Make an account by hand."""
    page.goto("/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("heading", name="Today", exact=True).wait_for()


class Client:
    """A script's view of the API: a token and the standard library."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def send(self, method: str, path: str, body: bytes | dict | None = None, content_type: str = "application/json"):
        """Return the decoded JSON answer, or the bytes of another type."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.url + path, data, method=method)
        request.add_header("Authorization", f"Token {self.token}")
        request.add_header("Content-Type", content_type)
        with urllib.request.urlopen(request, timeout=30) as answer:
            raw = answer.read()
        return json.loads(raw) if (answer.headers["Content-Type"] or "").startswith("application/json") else raw

    def upload(self, path, **fields):
        """Send a file as multipart."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), path.read_bytes(), f"\r\n--{edge}--\r\n".encode()])
        return self.send("POST", "/api/v1/videos", body, f"multipart/form-data; boundary={edge}")


@pytest.fixture(scope="session")
def script(site, people) -> Client:
    """Return a client with a token from the command line."""
    return Client(site.url, site.manage("create_token", next(people).email, "--name", "other"))


@pytest.fixture
def line(site) -> Iterator[BadLine]:
    """Put a connection in front of the program that fails as the test says."""
    with bad_line(site.url) as line:
        yield line


@pytest.fixture(scope="session")
def people(site) -> Iterator[Person]:
    """Give each test somebody who has nothing yet; they are made thirty at a time."""
    return (person for _ in itertools.count() for person in make_people(site, 30))


@pytest.fixture
def ada(people) -> Person:
    """Return Ada, whose log it is."""
    return next(people)


@pytest.fixture
def known(screen, site, ada) -> Person:
    """Have Ada signed in on that screen."""
    screen.context.add_cookies([{"name": "sessionid", "value": ada.cookie, "url": site.url}])
    return ada


@pytest.fixture
def phone(browser, line, ada) -> Iterator[Phone]:
    """Open Ada's phone, signed in over that connection."""
    phone = Phone(line.url, browser.new_context(base_url=line.url, has_touch=True, **SCREEN))
    phone.become(ada)
    yield phone
    phone.stop()


@pytest.fixture
def own_phone(driver, line, ada, tmp_path) -> Iterator[OwnPhone]:
    """Open Ada's phone with a profile that outlives its browser."""
    phone = OwnPhone(line.url, driver, tmp_path / "profile")
    phone.become(ada)
    yield phone
    phone.stop()
