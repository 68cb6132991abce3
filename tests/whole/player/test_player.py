"""The player in real Chromium: the frame that is asked for is the one that is shown, read back from its picture."""

import random
import re

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.numbered import READ, UPRIGHT
from tests.whole.test_accessible import faults_of
from tests.whole.watching import FRAMES, PLAYER

pytestmark = pytest.mark.browser
BREAK = """() => { const video = document.querySelector("video");
    window.loads ??= 0;
    video.onemptied = () => { delete video.error; loads += 1; };
    Object.defineProperty(video, "error", { configurable: true, value: { code: MediaError.MEDIA_ERR_NETWORK } });
    video.dispatchEvent(new Event("error")); }"""  # as when an address that was signed for minutes has ended


def test_every_frame_that_is_asked_for_is_the_one_in_the_picture(clip):
    asked = [0, FRAMES - 1, *random.Random(6).sample(range(FRAMES), 40)]
    assert {frame: clip.go_to(frame) for frame in asked} == {frame: frame for frame in asked}
    assert all(re.fullmatch(r"bytes=\d+-\d*", asked) for asked in clip.ranges)
    assert clip.ranges


def test_a_step_is_one_frame_by_button_and_by_key(clip):
    page, at = clip.page, 61
    assert clip.go_to(at) == at
    for name, way in (("One frame forward", 1), ("One frame forward", 1), ("One frame back", -1)):
        page.get_by_role("button", name=name).click()
        at += way
        assert clip.settled() == at
    page.locator("h1").click()  # away from the buttons
    assert clip.press("ArrowLeft") == at - 1
    assert clip.press(".", ".", ".", ",") == at + 1
    assert clip.press("Shift+ArrowRight") == at + 31
    assert clip.press("j") == at + 1
    assert clip.press("End") == FRAMES - 1
    assert clip.press("ArrowRight") == FRAMES - 1
    assert clip.press("Home") == 0
    assert clip.press("5") == 75
    expect(page.locator("[data-now]")).to_have_text("0:02.5 · frame 75")
    expect(page.locator("[data-say]")).to_have_text("0:02.5, frame 75")


def test_a_clip_filmed_upright_stands_upright_in_an_upright_box(clip):
    seen = clip.page.evaluate(READ)
    assert (seen["width"], seen["height"], seen["corners"]) == (192, 320, UPRIGHT)
    box = clip.page.locator("video").bounding_box()
    assert box["height"] / box["width"] == pytest.approx(320 / 192, rel=0.02)
    assert clip.page.evaluate("document.documentElement.scrollWidth") == 390
    go = clip.page.get_by_role("button", name="Play", exact=True).bounding_box()
    assert go["y"] + go["height"] < 844 - 58  # above the bar at the bottom, without scrolling


def test_the_marks_are_set_at_the_playhead_kept_and_shown(clip):
    page = clip.page
    clip.go_to(30)
    page.get_by_role("button", name="Set starts here").click()
    expect(page.locator(".toast")).to_contain_text("The set starts at 0:01.0.")
    clip.go_to(89)
    page.locator("h1").click()
    clip.press("]")
    expect(page.locator(".toast")).to_contain_text("The set is 0:01.0 to 0:03.0.")
    assert clip.stored() == (1.001, 3.003)
    assert clip.press("End") == FRAMES - 1  # what was in sight stays so
    clip.load()
    assert clip.shown() == 30
    assert clip.press("End") == 89
    assert clip.press("ArrowRight", "ArrowRight") == 89
    page.get_by_role("button", name="Whole clip").click()
    assert clip.press("Home") == 0
    handle = page.get_by_role("slider", name="Start of the set")
    expect(handle).to_have_attribute("aria-valuetext", "0:01.0, frame 30")
    handle.press("ArrowRight")
    assert clip.settled() == 31
    expect(page.locator(".toast")).to_contain_text("The set is 0:01.0 to 0:03.0.")
    until(page, "document.querySelectorAll('.toast').length === 1")
    expect(page.get_by_label("Starts at, seconds")).to_have_value("1.034")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Starts at, seconds")).to_have_value("1.001")
    page.get_by_role("button", name="Clear marks").click()
    expect(page.locator(".toast")).to_contain_text("The whole clip is shown.")
    assert clip.stored() == (None, None)


def test_marks_that_are_typed_wrong_are_explained_at_the_field(clip):
    page = clip.page
    page.get_by_text("Type the times").click()
    page.get_by_label("Starts at, seconds").fill("3")
    page.get_by_label("Ends at, seconds").fill("1")
    page.get_by_role("button", name="Save marks").click()
    expect(page.get_by_role("alert").filter(has_text="The end comes after the start.")).to_be_visible()
    expect(page.get_by_label("Ends at, seconds")).to_be_focused()
    page.keyboard.press("Home")  # a key of the field, not of the player
    page.keyboard.type("5")
    expect(page.get_by_label("Ends at, seconds")).to_have_value("51")
    assert (clip.settled(), clip.stored()) == (0, (None, None))


def test_playing_stops_at_the_end_of_the_set_and_a_part_goes_round(clip):
    page = clip.page
    clip.mark("1.001", "1.502")  # frames 30 to 44
    clip.load()
    page.get_by_role("button", name="2×").click()
    page.keyboard.press("k")
    until(page, f"{PLAYER}.screen.playing")
    until(page, f"!{PLAYER}.screen.playing")
    assert clip.settled() == 44
    clip.go_to(33)
    page.get_by_role("button", name="Part").click()
    clip.go_to(39)
    page.get_by_role("button", name="Part").click()
    assert clip.settled() == 33
    page.evaluate(f"window.seen = []; {PLAYER}.addEventListener('fr-frame', ({{ detail }}) => seen.push(detail.frame))")
    page.locator("h1").click()
    page.keyboard.press("Space")
    until(page, "seen.filter((frame, place) => place && frame < seen[place - 1]).length >= 3")
    page.keyboard.press("Space")
    seen = page.evaluate("[...seen]")
    assert set(seen) <= set(range(33, 40))
    assert max(seen) == 39
    assert clip.settled() == page.evaluate(f"{PLAYER}.frame")


def test_speed_and_loop_are_remembered_on_the_device(clip):
    page = clip.page
    page.locator("h1").click()
    clip.press("<", "<", "r")
    clip.load()
    assert page.evaluate("document.querySelector('video').playbackRate") == 0.25
    expect(page.get_by_role("button", name="0.25×")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Loop")).to_have_attribute("aria-pressed", "true")


def test_a_finger_plays_steps_and_goes_frame_by_frame(clip):
    page = clip.page
    clip.go_to(50)
    box = page.locator("[data-screen]").bounding_box()
    middle = box["y"] + box["height"] / 2
    left, center = box["x"] + 20, box["x"] + box["width"] / 2
    for _ in range(2):
        page.touchscreen.tap(left, middle)
    page.wait_for_timeout(350)  # a single tap would play now
    assert (clip.settled(), page.evaluate(f"{PLAYER}.screen.playing")) == (49, False)
    finger = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", 0), ("touchMove", 12), ("touchMove", 50), ("touchMove", 84), ("touchEnd", None)):
        points = [] if x is None else [{"x": center + x, "y": middle}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert clip.settled() == 49 + (84 - 12) // 7
    page.touchscreen.tap(center, middle)
    until(page, f"{PLAYER}.screen.playing")
    page.touchscreen.tap(center, middle)
    until(page, f"!{PLAYER}.screen.playing")


def test_the_strip_shows_what_is_under_the_pointer_and_goes_there(clip):
    page = clip.page
    track = page.locator(".track").bounding_box()
    x, y = track["x"] + track["width"] / 2, track["y"] + track["height"] / 2
    page.mouse.move(x, y)
    expect(page.locator("[data-preview]")).to_be_visible()
    expect(page.locator("[data-at]")).to_have_text("0:02.5")
    page.mouse.down()
    assert clip.settled() == 75
    page.mouse.move(x + 200, y)
    page.mouse.up()
    assert clip.settled() == FRAMES - 1


def test_a_connection_that_is_lost_is_said_and_the_place_is_kept(clip):
    page = clip.page
    clip.go_to(70)
    page.route("**/rendition", lambda route: route.abort())
    page.evaluate("document.querySelector('video').load()")
    expect(page.get_by_role("alert").filter(has_text="The connection was lost.")).to_be_visible()
    page.unroute("**/rendition")
    page.get_by_role("button", name="Try again").click()
    until(page, "document.querySelector('video').readyState >= 2")
    assert clip.settled() == 70
    expect(page.locator("[data-lost]")).to_be_hidden()


def test_a_clip_that_breaks_off_is_asked_for_anew_by_itself_once_and_goes_on(clip):
    page = clip.page
    page.get_by_role("button", name="0.1×").click()
    clip.go_to(70)
    page.keyboard.press("k")
    page.evaluate(BREAK)
    until(page, f"loads === 1 && document.querySelector('video').readyState > 2 && {PLAYER}.screen.playing")
    page.keyboard.press("k")
    assert clip.settled() in range(70, 100)
    expect(page.locator("[data-lost]")).to_be_hidden()
    page.evaluate(BREAK)
    expect(page.get_by_role("alert").filter(has_text="The connection was lost.")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    until(page, "loads === 2 && document.querySelector('video').readyState > 2")
    assert not page.evaluate(f"{PLAYER}.screen.playing")  # the press was no tap on the picture


def test_a_frame_that_does_not_come_is_not_waited_for_in_silence(clip):
    clip.page.evaluate(
        """() => { const wait = setTimeout;
        window.setTimeout = (work, ms, ...more) => wait(work, ms / 100, ...more);
        const video = document.querySelector("video");
        Object.defineProperty(video, "seeking", { value: true });
        video.dispatchEvent(new Event("seeking")); }"""
    )
    expect(clip.page.get_by_role("alert").filter(has_text="The connection was lost.")).to_be_visible()


def test_the_place_answers_to_keys_though_the_players_own_are_off(clip):
    page = clip.page
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_label("Use these keys on this device").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    assert clip.press("ArrowRight") == 0
    page.get_by_role("slider", name="Place in the clip").press("ArrowRight")
    assert clip.settled() == 1


def test_everybody_can_use_the_player_with_and_without_marks_and_its_list_of_keys(clip):
    page = clip.page
    found = {"no marks": faults_of(page)}
    clip.mark("1", "3")
    clip.load()
    page.get_by_role("button", name="Whole clip").click()
    page.get_by_text("Type the times").click()
    found["marked"] = faults_of(page)
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys of the player").wait_for()
    found["keys"] = faults_of(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_without_scripts_the_browsers_own_player_shows_the_set_and_a_form_marks_it(clip, browser, site):
    plain = browser.new_context(base_url=site.url, java_script_enabled=False)
    plain.add_cookies(clip.context.cookies())
    page = plain.new_page()
    page.goto(clip.path)
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.get_by_role("button", name="Set starts here")).to_be_hidden()
    page.get_by_label("Starts at, seconds").fill("1")
    page.get_by_role("button", name="Save marks").click()
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"/rendition#t=1\.0$"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"/rendition$"))
    plain.close()
