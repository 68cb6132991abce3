"""Take the pictures of README.md, or of every page: `python -m tools.screenshots [--all FOLDER]`.

Starts the program with demo data in a folder of its own, drives the system's Chromium, and stops it again.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {"phone": (390, 844), "laptop": (1280, 900)}
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
README = (
    ("today", "phone", "light"),
    ("session", "phone", "dark"),
    ("progress", "laptop", "light"),
    ("video", "laptop", "dark"),
)
PAGES = {
    "today": "/",
    "history": "/sessions",
    "start": "/sessions/start",
    "templates": "/templates",
    "waiting": "/waiting",
    "exercises": "/exercises",
    "exercise": "/exercises/romanian-deadlift",
    "own-exercise": "/exercises/new",
    "videos": "/videos",
    "add-clip": "/videos/new",
    "progress": "/progress?exercise=romanian-deadlift",
    "muscles": "/progress/muscles",
    "posterior-chain": "/progress/posterior-chain",
    "body-weight": "/progress/body-weight",
    "drills": "/drills",
    "drill-library": "/drills/library",
    "drill": "/drills/dowel-hinge",
    "log-drill": "/drills/dowel-hinge/log",
    "own-drill": "/drills/new",
    "plan-drill": "/drills/plan",
    "warm-up": "/drills/warm-up",
    "practice": "/drills/logs",
    "drill-progress": "/progress/drills",
    "programme": "/programme",
    "programmes": "/programmes",
    "programme-page": "/programmes/hip-hinge",
    "gates": "/gates",
    "gate": "/gates/technique-held",
    "self-tests": "/prerequisites",
    "self-test": "/prerequisites/erector-strength",
    "baseline-goal": "/baseline/goal",
    "baseline-self-tests": "/baseline/self-tests",
    "baseline-start": "/baseline/start",
    "reminder": "/reminder",
    "cues": "/cues",
    "cue": "/cues/neutral-spine",
    "own-cue": "/cues/belt-buckle-back",
    "faults": "/faults",
    "fault": "/faults/rounded-back",
    "learn": "/learn",
    "learn-filming": "/learn/filming",
    "profile": "/profile",
    "tokens": "/profile/tokens",
    "second-factors": "/accounts/2fa/",
    "password-again": "/accounts/reauthenticate/?next=/profile",
    "password": "/accounts/password/change/",
    "e-mail": "/accounts/email/",
    "nothing-here": "/nothing-here",
}


@contextmanager
def running_site() -> Iterator[str]:
    """Start the program with demo data, yield its address, and stop it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        env = os.environ | {"FITNESSREC_VAR": folder, "PORT": port, "HOST": "127.0.0.1", "DEMO": "1"}
        process = subprocess.Popen([sys.executable, "manage.py", "run"], cwd=ROOT, env=env, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _wait(address: str) -> None:
    for _ in range(900):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310 -- our own loopback address
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The program did not start.")


def open_page(browser: Browser, address: str, size: str, scheme: str) -> Page:
    """Sign in as the demo athlete on a screen of this size."""
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=address,
        timezone_id="Europe/Berlin",
        locale="en-GB",
    )
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("athlete@example.com")
    page.get_by_label("Password").fill("hinge-demo-2026")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    return page


def go_to(page: Page, name: str) -> None:
    """Open a page by its name, and wait until its pictures are there."""
    if name in PAGES:
        page.goto(PAGES[name])
    elif name == "video":
        page.goto("/videos")
        page.locator(".tile").first.click()
        _until(page, "!!document.querySelector('fr-player[data-ready]')")
    elif name == "template":
        page.goto("/templates")
        page.get_by_role("link", name="Lower A").first.click()
        page.get_by_role("button", name="Save").first.wait_for()
    elif name == "finished":
        page.goto("/sessions")
        page.locator("a.line", has_text="Lower A").last.click()
        page.locator(".block").first.wait_for()
    else:
        _train(page)
        if name == "set":
            page.goto(page.locator(".set-label").nth(2).get_attribute("href") or "/")
            page.get_by_role("button", name="Save set").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def _train(page: Page) -> None:
    """Go on with the running session, or start one and do the first sets."""
    page.goto("/")
    running = page.get_by_role("link", name="Go on")
    if running.count():
        running.first.click()
    else:
        page.goto("/sessions/start")
        page.locator("form[data-start][data-kind=template]", has_text="Lower A").get_by_role("button").click()
        page.wait_for_url("**/sessions/*-*")
    page.locator("fr-session[data-ready]").wait_for()
    for place in range(4):
        tick = page.locator(".tick").nth(place)
        if tick.get_attribute("aria-pressed") == "false":
            tick.click()
    page.evaluate("scrollTo(0, 0)")


def _until(page: Page, expression: str) -> None:
    """Wait until the page says so; Playwright's own waiting would need what the page's policy forbids."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    sys.exit(f"Waited in vain for: {expression}")


def wait_for_posters(page: Page) -> None:
    """Wait until every demo clip has its picture."""
    page.goto("/videos")
    _until(page, "document.querySelectorAll('.tile .at').length >= 4")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, both sizes, light and dark")
    folder = parser.parse_args().all
    chromium = next(
        (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None
    )
    if chromium is None:
        sys.exit("Chromium is needed: as root on Debian, `apt-get install chromium`.")
    names = [*PAGES, "template", "session", "set", "finished", "video"]
    wanted = (
        [(name, size, scheme) for size in SIZES for scheme in ("light", "dark") for name in names] if folder else README
    )
    target = folder or IMAGES
    target.mkdir(parents=True, exist_ok=True)
    with running_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        pages: dict[tuple[str, str], Page] = {}
        for name, size, scheme in wanted:
            if (size, scheme) not in pages:
                pages[size, scheme] = open_page(browser, address, size, scheme)
                wait_for_posters(pages[size, scheme])
            page = pages[size, scheme]
            go_to(page, name)
            page.screenshot(path=target / f"{name}-{size}-{scheme}.png", full_page=folder is not None)
        browser.close()


if __name__ == "__main__":
    main()
