"""A phone can put the app on its home screen, and the app says what it needs to."""

import json

import pytest

from tests.whole.phones import SCREEN, Phone, until

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(whole_browser, site, ada):
    phone = Phone(site.url, whole_browser.new_context(base_url=site.url, **SCREEN))
    phone.become(ada)
    until(phone.page, "!!navigator.serviceWorker.controller")
    yield phone
    phone.stop()


def test_chromium_finds_nothing_that_stands_in_the_way_of_installing(phone):
    chromium = phone.context.new_cdp_session(phone.page)
    manifest = chromium.send("Page.getAppManifest")
    assert manifest["errors"] == []
    said = json.loads(manifest["data"])
    assert (said["id"], said["display"]) == ("/", "standalone")
    errors = [error["errorId"] for error in chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error != "in-incognito"] == []  # every context of a test is incognito


def test_the_worker_holds_each_file_that_the_pages_named(phone):
    for path in ("/", "/waiting", "/progress"):
        phone.page.goto(path)
        code = """const names = (await caches.keys()).filter((name) => name.startsWith("static-"));
            const kept = await (await caches.open(names.at(-1))).keys();
            const known = new Set(kept.map((request) => request.url));
            return performance.getEntriesByType("resource").map((entry) => entry.name.split("#")[0])
                .filter((name) => new URL(name).pathname.startsWith("/static/") && !known.has(name));"""
        assert phone.run(code) == [], path


def test_a_rest_that_is_over_is_notified_unless_it_was_cancelled(phone):
    phone.context.grant_permissions(["notifications"])
    code = """const { tellWorker } = await import("/static/js/lib/worker.js");
        const rest = (id) => tellWorker({ kind: "rest", id, at: Date.now() + 400, title: id, body: "Set 2", url: "/" });
        const cancelled = rest("Cancelled");
        await tellWorker({ kind: "rest-cancel", id: "Cancelled" });
        const shown = await Promise.all([rest("Rest over"), cancelled]);
        const registration = await navigator.serviceWorker.ready;
        return [shown, (await registration.getNotifications()).map((one) => [one.title, one.tag])];"""
    assert phone.run(code) == [[True, False], [["Rest over", "rest"]]]
