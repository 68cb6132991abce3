"""Habits that every page has, in real Chromium: a lost sign-in, clips from a page in use, messages, the admin pages."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.whole.conftest import sign_up, until
from tests.whole.phones import OUTBOX

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"


def log_a_set(page: Page) -> str:
    """Make an account with one done set, and return its e-mail address."""
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    sign_up(page, email)
    page.get_by_role("button", name="Start a session").click()
    page.get_by_role("button", name=re.compile("^Deadlift hinge", re.I)).click()
    page.get_by_label("kg, set 1").fill("60")
    page.get_by_label("Reps, set 1").fill("5")
    page.get_by_role("button", name="Set 1 of Deadlift done").click()
    expect(page.locator(".set-row[data-done]")).to_have_count(1)
    return email


def test_a_lost_sign_in_is_said_and_the_log_stays(screen, clip):
    email = log_a_set(screen)
    there = screen.url
    until(screen, f"(async () => {{ {OUTBOX} return (await outbox.list()).every((op) => op.state === 'sent'); }})()")
    screen.context.clear_cookies(name="sessionid")
    load = screen.get_by_label("kg, set 1")
    load.fill("65")
    load.press("Tab")
    waits = screen.locator("fr-connection").get_by_role("link", name="Sign in to send 1")
    expect(waits).to_be_visible()
    expect(load).to_have_value("65")

    screen.get_by_label("Add clip of set 1").set_input_files(clip)
    expect(screen.locator(".queued")).to_contain_text("Clip waits for your sign-in")
    screen.locator("fr-uploads summary").click()
    screen.locator("fr-uploads").get_by_role("link", name="Sign in").click()
    screen.get_by_label("Email").fill(email)
    screen.get_by_label("Password").fill(PASSWORD)
    screen.get_by_role("button", name="Sign in").click()
    screen.wait_for_url(there.partition("#")[0])
    expect(screen.locator(".clip img")).to_be_visible()
    expect(waits).to_have_count(0)
    expect(load).to_have_value("65")


def test_a_clip_added_on_the_sets_page_leaves_what_is_typed(screen, clip):
    log_a_set(screen)
    screen.get_by_role("link", name="Set 1 of Deadlift: all fields").click()
    screen.get_by_role("link", name="Clips").click()
    screen.get_by_label("Note").fill("bar drifted")
    screen.get_by_label("Choose clips").set_input_files(clip)
    expect(screen.locator(".chosen")).to_have_count(1)
    screen.get_by_role("button", name="Add clip").click()
    expect(screen.locator("#clips .clip img")).to_be_visible()
    expect(screen.get_by_label("Note")).to_have_value("bar drifted")


def test_a_clip_that_is_too_large_is_refused_before_it_is_sent(screen, clip):
    log_a_set(screen)
    screen.goto("/videos/new")
    screen.evaluate("document.querySelector('[data-max-bytes]').dataset.maxBytes = 1048576 / 1024")
    sent = []
    screen.on("request", lambda request: sent.append(request.method))
    screen.get_by_label("Choose clips").set_input_files(clip)
    expect(screen.get_by_role("alert")).to_contain_text("This file is larger than")
    screen.get_by_role("button", name="Add clip").click()
    expect(screen.get_by_role("alert")).to_contain_text("Choose a clip first.")
    assert "POST" not in sent


def test_an_offer_to_undo_waits_until_it_is_closed(screen):
    log_a_set(screen)
    screen.clock.install()
    screen.get_by_role("link", name="Set 1 of Deadlift: all fields").click()
    screen.get_by_role("button", name="Delete set").click()
    expect(screen.get_by_role("button", name="Undo")).to_be_visible()
    until(screen, f"(async () => {{ {OUTBOX} return (await outbox.list()).every((op) => op.state === 'sent'); }})()")
    screen.clock.run_for(60_000)
    expect(screen.get_by_role("button", name="Undo")).to_be_visible()
    screen.get_by_role("button", name="Close this message").click()
    expect(screen.locator("fr-toast")).to_have_count(0)


def test_the_admin_pages_keep_to_the_policy(screen, site):
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    make = f"from accounts.models import User; User.objects.create_superuser('{email}', '{PASSWORD}')"
    site.manage("shell", "-v0", "-c", make)
    screen.goto("/admin/")
    screen.get_by_label("Email").fill(email)
    screen.get_by_label("Password").fill(PASSWORD)
    screen.get_by_role("button", name="Sign in").click()
    expect(screen.get_by_role("heading", name="Site administration")).to_be_visible()
    for path in ("/admin/accounts/user/", "/admin/accounts/user/add/"):
        screen.goto(path)
        screen.wait_for_load_state("networkidle")


def test_going_back_after_a_sign_out_shows_nothing_private(screen):
    log_a_set(screen)
    private = screen.url
    screen.goto("/accounts/logout/")
    screen.get_by_role("button", name="Sign out").click()
    expect(screen.get_by_role("heading", name="Sign in")).to_be_visible()
    screen.evaluate("history.go(-2)")
    screen.wait_for_url(re.compile("/accounts/login/"))
    expect(screen.get_by_text("Deadlift")).to_have_count(0)
    screen.goto(private)
    expect(screen.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_clip_deleted_elsewhere_leaves_the_page_quietly(screen, clip):
    log_a_set(screen)
    asked: list[int] = []
    screen.on("response", lambda answer: asked.append(answer.status) if "/state" in answer.url else None)
    screen.route(re.compile("/state"), lambda route: route.fulfill(status=286, body="\n", content_type="text/html"))
    screen.get_by_label("Add clip of set 1").set_input_files(clip)
    expect(screen.locator("[id^=clips-] .clip")).to_have_count(1)
    expect(screen.locator(".clip")).to_have_count(0)
    screen.wait_for_timeout(2500)
    assert asked == [286]
    expect(screen.locator("fr-toast").filter(has_text="Not")).to_have_count(0)
