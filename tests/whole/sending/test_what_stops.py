"""What a clip waits for, and what is refused: said where the clip is, with what can be done about it."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.sending.conftest import sha256

pytestmark = pytest.mark.browser
CELLULAR = (
    "Object.defineProperty(navigator, 'connection', { value: Object.assign(new EventTarget(), { type: 'cellular' }) })"
)
IMPATIENT = (  # three minutes of silence are over soon
    "const wait = setTimeout; setTimeout = (work, ms, ...more) => wait(work, ms > 100_000 ? 500 : ms, ...more)"
)
BROKEN = """() => { const read = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = function (...key) {
        if (this.name === "files" && window.broken) throw new DOMException("Connection lost.", "UnknownError");
        return read.apply(this, key);
    };
    window.broken = true; }"""
FULL = {
    "status": 413,
    "content_type": "application/problem+json",
    "body": '{"status": 413, "code": "quota_exceeded", "detail": "There is no room."}',
}
NO_DATABASE = "indexedDB.open = () => { throw new DOMException('Private.', 'InvalidStateError'); }"


def test_what_is_no_video_is_refused_at_once_and_nothing_is_sent(sender, tmp_path, clip):
    (tmp_path / "clip.mp4").write_text("not a video at all")
    sender.choose(tmp_path / "clip.mp4", clip)
    expect(sender.page.get_by_role("alert")).to_contain_text("clip.mp4: This is not a video that FitnessRec can read")
    expect(sender.page.locator(".chosen")).to_have_count(1)
    assert sender.asked == []


def test_what_the_server_refuses_says_why_and_can_be_dropped(sender, tmp_path, clip):
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[:2000])
    sender.choose(cut)
    expect(sender.page.locator(".chosen")).to_contain_text("This browser cannot show it. It can be sent all the same.")
    sender.page.get_by_role("button", name="Add clip").click()
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text(re.compile("Not sent: This video is cut off"))
    expect(sender.page.locator("fr-uploads summary")).to_have_text(re.compile("1 not sent"))
    sender.lines.get_by_role("button", name="Try again").click()
    sender.wait_for("refused")
    sender.lines.get_by_role("button", name="Cancel").click()
    sender.lines.get_by_role("button", name="Take it off this device").click()
    expect(sender.page.locator("fr-uploads").first).to_be_hidden()
    assert sender.videos() == []


def test_a_field_that_is_refused_can_be_left_out(sender, clip):
    sender.page.goto("/videos/new")
    sender.page.get_by_label("Load, kg").fill("99999")
    sender.add(clip, where="")
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text(re.compile("Not sent: load: Ensure .*1000"))
    expect(sender.lines.locator("b")).to_have_text("99999 kg")
    sender.lines.get_by_role("button", name="Send without load").click()
    expect(sender.lines.locator("b")).to_have_text(clip.name)
    sender.wait_for("done")
    assert [row["load_kg"] for row in sender.videos()] == [None]


def test_who_is_signed_out_is_told_and_the_clip_goes_on_after_the_sign_in(sender, clips, ada):
    clip = clips.of(1)
    sender.page.goto("/videos/new")
    sender.slow(400)
    sender.add(clip, where="")
    sender.wait_for_share(15)
    sender.context.clear_cookies(name="sessionid")
    sender.page.evaluate("dispatchEvent(new Event('offline'))")
    sender.lines.get_by_role("button", name="Pause").click()
    sender.wait_for("paused")
    sender.lines.get_by_role("button", name="Go on").click()
    sender.wait_for("signed-out")
    expect(sender.lines).to_contain_text("You are signed out. Sign in, and it goes on.")
    sender.slow(0)
    sender.lines.get_by_role("link", name="Sign in").click()
    sender.page.get_by_label("Email").fill(ada.email)
    sender.page.get_by_label("Password").fill("a long enough password")
    sender.page.get_by_role("button", name="Sign in").click()
    sender.page.wait_for_url("**/videos/new")
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_another_account_neither_sees_nor_sends_it(sender, clip, ada, people):
    sender.page.goto("/videos/new")
    sender.context.set_offline(True)
    sender.add(clip, where="")
    sender.wait_for("offline")
    sender.lines.get_by_role("button", name="Pause").click()
    sender.wait_for("paused")
    sender.context.set_offline(False)
    sender.become(next(people))
    sender.page.goto("/videos/new")
    sender.page.wait_for_load_state("networkidle")
    expect(sender.page.locator("fr-uploads").first).to_be_hidden()
    assert sender.videos() == []
    sender.become(ada)
    sender.page.locator("fr-uploads summary").click()
    sender.page.get_by_role("button", name="Go on").click()
    expect(sender.page.locator("fr-uploads summary")).to_have_text(re.compile("Sent"))
    assert len(sender.videos()) == 1


def test_clips_wait_for_wifi_where_that_is_wanted(sender, clips):
    sender.context.add_init_script(CELLULAR)
    sender.page.goto("/videos/new")
    sender.slow(200)
    sender.add(clips.of(1), where="")
    sender.page.locator("fr-uploads summary").click()
    switch = sender.page.locator(".tray").get_by_label("only on Wi-Fi")
    switch.check()
    sender.wait_for("wifi")
    expect(sender.lines).to_contain_text("Waiting for Wi-Fi.")
    sender.slow(0)
    sender.page.reload()
    sender.page.locator("fr-uploads summary").click()
    expect(switch).to_be_checked()
    sender.wait_for("wifi")
    assert sender.videos() == []
    sender.page.locator(".tray").get_by_role("button", name="Send now all the same").click()
    sender.wait_for("done")
    assert len(sender.videos()) == 1


def test_wifi_can_be_wanted_before_the_first_clip(sender, clip, logged):
    page = sender.page
    page.goto("/videos/new")
    expect(page.locator("fr-upload").get_by_label("only on Wi-Fi")).to_be_hidden()  # a browser that cannot tell
    sender.context.add_init_script(CELLULAR)
    page.goto("/videos/storage")
    page.get_by_role("heading", name="Sending").wait_for()
    page.goto(f"/sessions/{logged[0]}")
    page.locator("[data-film-here]").get_by_label("only on Wi-Fi").check()
    page.goto("/videos/new")
    expect(page.locator("fr-upload").get_by_label("only on Wi-Fi")).to_be_checked()
    sender.add(clip, where="")
    sender.wait_for("wifi")
    assert sender.asked == []
    page.locator("fr-upload").get_by_label("only on Wi-Fi").uncheck()
    sender.wait_for("done")


def test_a_line_that_stands_still_is_said_to(sender, clips):
    sender.context.add_init_script(
        "const wait = setTimeout; setTimeout = (work, ms, ...more) => wait(work, ms === 8000 ? 300 : ms, ...more)"
    )
    sender.page.goto("/videos/new")
    sender.page.route("**/api/v1/uploads/*", lambda route: None)
    sender.add(clips.of(0.1), where="")
    expect(sender.lines.locator(".clip-says")).to_have_text(re.compile(r"\d+ % · nothing moves just now"))
    sender.page.unroute("**/api/v1/uploads/*")


def test_without_storage_a_clip_is_sent_from_memory_and_the_page_asks_before_it_closes(sender, clips):
    sender.context.add_init_script(NO_DATABASE)
    closing = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    sender.page.goto("/videos/new")
    assert sender.page.evaluate(closing) is False
    sender.slow(300)
    sender.add(clips.of(0.6), where="")
    expect(sender.lines).to_contain_text("leave this page open until it is sent")
    assert sender.page.evaluate(closing) is True
    sender.slow(0)
    sender.wait_for("done")
    assert len(sender.videos()) == 1
    assert sender.page.evaluate(closing) is False


def test_a_kept_clip_never_holds_the_page(sender, clip):
    sender.choose(clip)
    expect(sender.page.locator(".chosen")).to_have_count(1)
    assert sender.page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))") is False


def test_a_clip_of_which_all_is_there_is_in_only_once_it_is_a_video(sender, clips):
    page, clip = sender.page, clips.of(0.5)
    page.goto("/videos/new")
    sender.slow(300)
    sender.add(clip, where="")
    sender.wait_for_share(20)
    sender.lines.get_by_role("button", name="Pause").click()
    sender.wait_for("paused")
    sender.slow(0)
    size = str(clip.stat().st_size)
    whole = {"Tus-Resumable": "1.0.0", "Upload-Offset": size, "Upload-Length": size}  # and still being checked
    page.route(
        "**/api/v1/uploads/*",
        lambda route: route.fulfill(headers=whole) if route.request.method == "HEAD" else route.continue_(),
    )
    sender.lines.get_by_role("button", name="Go on").click()
    sender.wait_for("checking")
    expect(sender.lines).to_contain_text("The server is still checking it.")
    assert sender.videos() == []
    page.unroute("**/api/v1/uploads/*")
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_a_line_that_is_dead_without_a_word_is_given_up_and_tried_again(sender, clip):
    sender.context.add_init_script(IMPATIENT)
    sender.page.goto("/videos/new")
    sender.page.route("**/api/v1/uploads/*", lambda route: None)
    sender.add(clip, where="")
    sender.wait_for("server-down")
    sender.page.unroute("**/api/v1/uploads/*")
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_a_database_that_fails_for_a_moment_is_not_taken_for_a_clip_that_is_gone(sender, clip):
    sender.choose(clip)
    expect(sender.page.locator(".chosen")).to_have_count(1)
    sender.page.evaluate(BROKEN)
    sender.page.get_by_role("button", name="Add clip").click()
    sender.wait_for("server-down")
    sender.page.evaluate("window.broken = false")
    sender.wait_for("done")
    assert len(sender.videos()) == 1


def test_who_has_no_room_left_is_led_to_where_it_can_be_made(sender, clip):
    sender.page.goto("/videos/new")
    sender.page.route("**/api/v1/uploads", lambda route: route.fulfill(**FULL))
    sender.add(clip, where="")
    sender.wait_for("refused")
    expect(sender.lines).to_contain_text("Not sent: There is no room.")
    sender.lines.get_by_role("link", name="Make room").click()
    sender.page.wait_for_url("**/videos/storage")
