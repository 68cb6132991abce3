"""Pages without a connection: their own account's copies, new versions, and plain http, which has none."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.phones import OwnPhone, new_session, new_set, until

pytestmark = pytest.mark.browser


def test_pages_and_their_files_are_there_without_a_connection(phone, line):
    phone.keep("/", "/waiting")
    phone.page.goto("/exercises")
    line.mode = "gone"
    phone.page.goto("/exercises")
    expect(phone.page.get_by_role("link", name=re.compile("^Deadlift", re.I)).first).to_be_visible()
    assert phone.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "14px"
    phone.page.goto("/progress?exercise=good-morning")
    phone.page.get_by_role("heading", name="No connection").wait_for()
    phone.page.get_by_role("link", name="What waits to be sent").click()
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_a_page_that_is_on_its_way_while_the_worker_takes_over_is_kept_by_it_too(browser, line):
    context = browser.new_context(base_url=line.url)
    slow, first, held = context.new_page(), context.new_page(), []
    slow.route("**/accounts/login/", lambda route: held.append(route))  # Playwright counts the parameters
    slow.evaluate("(address) => { location.href = address; }", f"{line.url}/accounts/login/")
    first.goto("/accounts/signup/")
    until(first, "!!navigator.serviceWorker.controller")
    held[0].continue_()
    slow.get_by_role("heading", name="Sign in").wait_for()
    until(slow, "!!navigator.serviceWorker.controller")
    context.close()


def test_a_new_version_takes_over_and_leaves_copies_and_the_files_they_name(phone, line):
    phone.keep("/", "/waiting")
    names = "return (await caches.keys()).filter((name) => !name.startsWith('who'));"
    first = phone.run(names)
    update = "const worker = await navigator.serviceWorker.ready; await worker.update();"
    for line.worker in ("second", "third"):
        phone.run(update)
        until(phone.page, f"caches.has('static-{line.worker}')")
        until(phone.page, "navigator.serviceWorker.ready.then((one) => !one.installing && !one.waiting)")
    pages = [name for name in first if name.startswith("pages-")]
    until(phone.page, "caches.keys().then((names) => names.filter((name) => name.startsWith('static-')).length === 2)")
    assert sorted(phone.run(names)) == sorted([*pages, "static-second", "static-third"])
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_signing_out_leaves_copies_and_outbox_for_who_comes_back(phone, line, ada):
    phone.keep("/", "/waiting")
    line.mode = "gone"
    session = new_session()
    phone.log(session)
    line.mode = "pass"
    phone.context.clear_cookies(name="csrftoken")
    kept = phone.run("return caches.keys();")
    phone.sign_out()  # answers with Clear-Site-Data: "cache"
    assert phone.run("return caches.keys();") == kept
    phone.sign_in(ada)
    phone.until_sent()
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_over_plain_http_the_outbox_works_and_the_page_says_what_needs_https(driver, line, ada, tmp_path):
    url = line.url.replace("127.0.0.1", "gym.test")
    phone = OwnPhone(url, driver, tmp_path / "profile", "--host-resolver-rules=MAP gym.test 127.0.0.1")
    try:
        phone.become(ada)
        expect(phone.page.locator("fr-toast")).to_contain_text("notifications need https")
        assert phone.page.evaluate("[isSecureContext, !!crypto.randomUUID, !!navigator.locks]") == [False, False, False]
        other = phone.context.new_page()
        other.goto("/")
        line.mode = "gone"
        session = new_session()
        ops = [session, *[new_set(session, number) for number in range(1, 5)]]
        for place, op in enumerate(ops):
            phone.log(op, page=(phone.page, other)[place % 2])
        line.mode = "pass"
        for page in (phone.page, other):
            page.evaluate("dispatchEvent(new Event('online'))")
        phone.until_sent()
        assert [path for _, path, _ in line.writes] == [op["url"] for op in ops]
        phone.page.goto("/waiting")
        phone.page.get_by_role("link", name="How to get it").click()
        phone.page.get_by_role("heading", name="Using FitnessRec over https").wait_for()
    finally:
        phone.stop()
