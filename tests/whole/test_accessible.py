"""Every page passes axe's WCAG 2 A and AA rules, on a phone and a laptop, light and dark."""

import re
import uuid

import pytest

from tests.whole.conftest import ROOT, sign_up

pytestmark = pytest.mark.browser
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text() if (ROOT / "node_modules").is_dir() else ""
RUN = """async (runOnly) => (await axe.run({ runOnly }))
    .violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" | ")}`)"""
LOOKED_FOR = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "dark": ["color-contrast", "link-in-text-block"],  # the rules that look at colours: the rest is the same page
}


def faults_of(page) -> dict[str, list[str]]:
    """Return what axe finds in the page as it stands, in light and in dark."""
    page.evaluate(AXE)  # runs beside the page, past its Content-Security-Policy
    found = {}
    for scheme, rules in LOOKED_FOR.items():
        page.emulate_media(color_scheme=scheme)
        found[scheme] = page.evaluate(RUN, rules)
    return {scheme: faults for scheme, faults in found.items() if faults}


def test_every_page_can_be_used_by_everybody(screen):
    screen.goto("/accounts/login/")
    found = {"login": faults_of(screen)}
    sign_up(screen, f"{uuid.uuid4().hex[:12]}@example.org")
    found["empty today"] = faults_of(screen)
    screen.get_by_role("button", name="Start a session").click()
    screen.get_by_role("heading", name="Add exercise").wait_for()
    found["add exercise"] = faults_of(screen)
    screen.get_by_role("button", name=re.compile("^Deadlift hinge", re.I)).click()
    screen.get_by_label("kg, set 1").fill("60")
    screen.get_by_label("Reps, set 1").fill("5")
    screen.locator("[data-gate-word]").wait_for()
    found["before a set"] = faults_of(screen)
    screen.get_by_role("button", name="Set 1 of Deadlift done").click()
    screen.locator(".set-row[data-done]").wait_for()
    found["session"] = faults_of(screen)
    screen.locator(".set-label").click()
    found["set"] = faults_of(screen)
    for path in (
        "/", "/sessions", "/sessions/start", "/exercises", "/exercises/deadlift", "/exercises/new", "/videos",
        "/videos/new", "/videos/storage", "/videos/viewings",
        "/progress", "/progress/muscles", "/progress/posterior-chain", "/progress/body-weight",
        "/drills", "/progress/drills", "/gates", "/gates/dowel-20", "/gates/technique-held", "/gates/good-morning",
        "/drills/library", "/drills/new", "/drills/dowel-hinge", "/drills/hip-thrust", "/drills/dowel-hinge/log",
        "/drills/hamstring-stretch/log", "/drills/logs", "/drills/plan", "/drills/plan?drill=wall-touch-hinge",
        "/drills/warm-up",
        "/programme", "/programmes", "/programmes/hip-hinge", "/programmes/new",
        "/prerequisites", "/prerequisites/hamstring-mobility", "/prerequisites/erector-strength",
        "/baseline/goal", "/baseline/equipment", "/baseline/self-tests", "/baseline/hinges", "/baseline/load",
        "/baseline/start", "/reminder",
        "/cues", "/cues/new", "/cues/attach", "/cues/push-butt-back", "/cues/bar-close/copy", "/faults",
        "/faults/squatting", "/faults/bar-drift",
        "/learn", "/learn/hinge", "/learn/steps", "/learn/checkpoints", "/learn/patterns", "/learn/mistakes",
        "/learn/lifts", "/learn/prerequisites", "/learn/questions", "/learn/filming",
        "/profile", "/profile/tokens", "/accounts/2fa/", "/accounts/2fa/webauthn/",
        "/accounts/password/change/", "/accounts/email/", "/waiting", "/offline", "/help/https",
    ):  # fmt: skip
        screen.goto(path)
        screen.wait_for_load_state("networkidle")
        found[path] = faults_of(screen)
    found |= pages_of_sign_in(screen)
    assert {name: faults for name, faults in found.items() if faults} == {}


def pages_of_sign_in(page) -> dict[str, dict[str, list[str]]]:
    """Look at the pages that only open after a form: a token just made, the password once more, an app and a key."""
    found = {}
    page.goto("/profile/tokens")
    page.get_by_label("Name").fill("Backup script")
    page.get_by_role("button", name="Make the token").click()
    page.locator("#token").wait_for()
    found["token made"] = faults_of(page)
    page.reload()
    found["tokens"] = faults_of(page)
    page.get_by_role("link", name="Revoke Backup script").click()
    page.get_by_role("button", name="Revoke it").wait_for()
    found["revoke"] = faults_of(page)
    page.goto("/accounts/2fa/totp/activate/")
    found["password again"] = faults_of(page)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Turn it on").wait_for()
    found["set up an app"] = faults_of(page)
    page.goto("/accounts/2fa/webauthn/add/")
    found["add a passkey"] = faults_of(page)
    return found
