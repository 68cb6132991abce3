"""A clip that was filmed may be nowhere else: whatever is done in whichever moment, it is kept, or it is said."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.phones import SCREEN
from tests.whole.sending.conftest import Sender, sha256
from tests.whole.sending.test_what_stops import NO_DATABASE

pytestmark = pytest.mark.browser
SLOW_TO_KEEP = """(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
        await new Promise((done) => setTimeout(done, 700));
        return read.call(this);
    };
})()"""
ASKS = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def test_what_is_still_being_kept_goes_along_with_what_is_added(sender, clips, logged):
    session, row = logged
    chosen = [clips.of(0.01) for _ in range(3)]
    sender.context.add_init_script(SLOW_TO_KEEP)
    sender.choose(*chosen, where=f"/sets/{row}/videos")
    expect(sender.page.get_by_text("Keeping 3 clips on this device…")).to_be_visible()
    expect(sender.page.locator(".chosen")).to_have_count(1)
    sender.page.get_by_role("button", name="Add clip").click()
    sender.page.wait_for_url(f"**/sessions/{session}*")
    expect(sender.page.locator("fr-uploads summary").first).to_have_text(re.compile("Sent"))
    assert sorted(video["sha256"] for video in sender.videos()) == sorted(map(sha256, chosen))


def test_a_page_that_is_left_while_it_keeps_a_clip_asks_first(sender, clip, logged):
    session, _ = logged
    sender.context.add_init_script(SLOW_TO_KEEP)
    sender.choose(clip)
    assert sender.page.evaluate(ASKS) is True
    expect(sender.page.locator(".chosen")).to_have_count(1)
    until(sender.page, f"!({ASKS})()")
    sender.page.goto(f"/sessions/{session}")
    sender.page.get_by_label("Film set 1").set_input_files(clip)
    assert sender.page.evaluate(ASKS) is True
    expect(sender.page.get_by_text("Keeping the clip on this device…")).to_be_visible()
    until(sender.page, f"!({ASKS})()")


def test_what_sends_clips_is_loaded_again_when_it_did_not_load(browser, site, ada, clip):
    context = browser.new_context(base_url=site.url, service_workers="block", **SCREEN)  # a worker would have it
    sender = Sender(site.url, context)
    sender.become(ada)
    sender.page.route("**/vendor/tus*", lambda route: route.abort())
    sender.add(clip)
    sender.wait_for("server-down")
    sender.page.unroute("**/vendor/tus*")
    sender.wait_for("done")
    sender.stop()


def test_a_file_that_changed_since_it_was_chosen_is_said_to_be_gone(sender, clip, tmp_path):
    chosen = tmp_path / "chosen.mp4"
    shutil.copy(clip, chosen)
    sender.context.add_init_script(NO_DATABASE)
    sender.choose(chosen)
    expect(sender.page.locator(".chosen")).to_have_count(1)
    chosen.write_bytes(b"another file by now")
    sender.page.get_by_role("button", name="Add clip").click()
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text("This clip can no longer be read on this device. Choose it again.")


def test_a_clip_that_was_chosen_for_a_set_that_is_gone_can_be_sent_alone(sender, clip, logged):
    _, row = logged
    sender.choose(clip, where=f"/sets/{row}/videos")
    expect(sender.page.locator(".chosen")).to_have_count(1)
    sender.delete(f"/sets/{row}")
    sender.page.goto("/videos")
    sender.page.locator("fr-uploads summary").click()
    sender.page.get_by_role("button", name="Send it alone").click()
    expect(sender.page.locator(".tray .clip-line")).to_have_attribute("data-stand", "done")
    [video] = sender.videos()
    assert (video["sha256"], video["set"]) == (sha256(clip), None)
    assert sender.page.evaluate("(at) => new Date(at).getTime() / 1000", video["recorded_at"]) == pytest.approx(
        clip.stat().st_mtime, abs=1
    )


def test_a_refusal_that_was_lost_on_the_way_is_asked_for_and_nothing_is_sent_twice(sender, clip, tmp_path):
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[:2000])
    sender.page.goto("/videos/new")

    def lose(route):
        if route.request.method != "PATCH":
            route.continue_()
            return
        route.fetch()
        route.abort()

    sender.page.route("**/api/v1/uploads/*", lose)
    sender.add(cut, where="")
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text(re.compile("Not sent: This video is cut off"))
    assert sender.patches() == [0]


def test_a_question_stays_until_it_is_answered(sender, clips):
    sender.page.goto("/videos/new")
    sender.slow(100)
    sender.add(clips.of(1), where="")
    sender.wait_for_share(5)
    sender.lines.get_by_role("button", name="Cancel").click()
    sender.context.set_offline(True)
    sender.wait_for("offline")
    expect(sender.lines.get_by_role("button", name="Take it off this device")).to_be_focused()
    sender.lines.get_by_role("button", name="Keep").click()
    expect(sender.lines.get_by_role("button", name="Pause")).to_be_focused()
