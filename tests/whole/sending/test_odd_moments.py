"""What happens seldom on the way: a slow database, a turn that is taken away, an id that is used up."""

import pytest
from playwright.sync_api import expect

from tests.whole.sending.conftest import sha256

pytestmark = pytest.mark.browser
SLOW_DATABASE = """(() => {
    const wait = setTimeout;
    setTimeout = (work, ms, ...more) => wait(work, ms === 4000 ? 200 : ms, ...more);
    if (sessionStorage.opened) return;
    indexedDB.deleteDatabase("fitnessrec-clips");
    const asked = indexedDB.open("fitnessrec-clips", 1);
    asked.onupgradeneeded = () => {
        asked.result.createObjectStore("clips", { keyPath: "id" }).createIndex("account", "account");
        asked.result.createObjectStore("files");
        const store = asked.result.createObjectStore("values");
        const hold = () => { if (!sessionStorage.opened) store.get(0).onsuccess = hold; };
        hold();
    };
    asked.onsuccess = () => asked.result.close();
})()"""
TAKE_TURN = """() => new Promise((taken) => navigator.locks.request("fitnessrec-clips", { steal: true }, () => {
    taken();
    return new Promise((done) => setTimeout(done, 300));
}))"""
GONE = {
    "status": 410,
    "content_type": "application/problem+json",
    "body": '{"status": 410, "code": "deleted", "detail": "Send the clip under another id."}',
}
SAID = """(stands) => {
    const says = document.querySelector("fr-uploads:not([data-inline]) [role=status]");
    const said = [];
    const watch = new MutationObserver((found) => found.forEach(() => said.push(says.textContent)));
    watch.observe(says, { childList: true });
    const problem = { detail: "No." };
    const clip = { id: "c1", name: "A", about: "", size: 9, sent: 0, fields: {}, problem, place: "/" };
    for (const [state, stand] of stands) {
        document.dispatchEvent(new CustomEvent("clips", { detail: { clips: [{ ...clip, state, stand }] } }));
        watch.takeRecords().forEach(() => said.push(says.textContent));
    }
    return said;
}"""


def test_a_database_that_opens_late_takes_over_what_was_in_memory(sender, clip):
    sender.context.add_init_script(SLOW_DATABASE)
    sender.choose(clip)
    expect(sender.page.locator(".chosen")).to_contain_text("This browser does not keep it")
    sender.page.evaluate("sessionStorage.opened = 1")
    closing = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    for _ in range(100):
        if not sender.page.evaluate(closing):
            break
        sender.page.wait_for_timeout(100)
    sender.page.reload()
    expect(sender.page.locator(".chosen")).to_have_count(1)
    sender.page.get_by_role("button", name="Add clip").click()
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_a_tab_whose_turn_was_taken_goes_on_when_it_is_free_again(sender, clips):
    clip = clips.of(1)
    sender.page.goto("/videos/new")
    sender.slow(400)
    sender.add(clip, where="")
    sender.wait_for_share(15)
    sender.page.evaluate(TAKE_TURN)
    sender.slow(0)
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_a_clip_of_which_the_video_was_deleted_can_be_added_anew(sender, clip):
    sender.page.goto("/videos/new")
    sender.page.route("**/api/v1/uploads", lambda route: route.fulfill(**GONE))
    sender.add(clip, where="")
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text("Not sent: its video was deleted.")
    used = sender.lines.get_attribute("data-clip")
    sender.page.unroute("**/api/v1/uploads")
    sender.lines.get_by_role("button", name="Try again").click()
    sender.wait_for("done")
    [video] = sender.videos()
    assert (video["sha256"], video["id"] == used) == (sha256(clip), False)


def test_a_connection_that_is_refused_while_there_is_one_is_the_servers(sender, clip):
    sender.page.goto("/videos/new")
    sender.page.route("**/outbox/token", lambda route: route.abort("connectionrefused"))
    sender.add(clip, where="")
    sender.wait_for("server-down")
    sender.page.unroute("**/outbox/token")
    sender.wait_for("done")


def test_what_each_try_runs_into_is_read_out_once(sender):
    sender.page.goto("/videos/new")
    down = [("waiting", "queued"), *[("waiting", stand) for stand in ("sending", "server-down")] * 3]
    refused = [("refused", "refused"), ("waiting", "sending"), ("refused", "refused")]
    said = sender.page.evaluate(SAID, [*down, *refused, ("done", "done")])
    assert said == [
        "A: The server does not answer. It is asked again by itself.",
        "A: Not sent: No.",
        "A: Not sent: No.",
        "A: It is in.",
    ]
