"""Adding clips and the tray: axe finds nothing, all of it fits a narrow phone, and keys are enough."""

import pytest
from playwright.sync_api import expect

from tests.whole.test_accessible import faults_of

pytestmark = pytest.mark.browser
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
BUTTONS = "main :is(button, label.btn), .tray :is(button, a.btn), fr-uploads summary"
SMALL = f"""() => [...document.querySelectorAll({BUTTONS!r})].filter((one) => !one.matches(".hidden-label"))
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
    .map((one) => one.outerHTML)"""


def looks(page) -> list[object]:
    """Return what is wrong with a page as it stands."""
    found: list[object] = list(faults_of(page).values())
    return found + page.evaluate(SMALL) + (["wider than the screen"] if page.evaluate(TOO_WIDE) else [])


def test_adding_clips_and_the_tray_can_be_used_by_everybody(sender, clips, tmp_path, logged):
    page = sender.page
    page.set_viewport_size({"width": 320, "height": 700})
    cut = tmp_path / "a-name-that-is-much-longer-than-a-narrow-phone-is-wide.mp4"
    cut.write_bytes(clips.source.read_bytes()[:2000])
    sender.choose(clips.of(1), cut)
    expect(page.locator(".chosen")).to_have_count(2)
    found = {"chosen": looks(page)}
    page.get_by_role("button", name="Remove a-name").click()
    found["asked whether to remove"] = looks(page)
    page.get_by_role("button", name="Keep").click()
    sender.slow(40)
    page.get_by_role("button", name="Add 2 clips").click()
    sender.wait_for_share(1)
    page.locator("fr-uploads summary").click()
    found["sending"] = looks(page)
    page.locator(".tray").get_by_role("button", name="Pause").first.click()
    sender.wait_for("paused", "refused")
    page.locator(".tray").get_by_role("button", name="Cancel").first.click()
    found["paused, refused, asked"] = looks(page)
    session, _ = logged
    page.goto(f"/sessions/{session}")
    page.locator("fr-session[data-ready]").wait_for()
    sender.context.set_offline(True)
    page.get_by_label("Film set 1").set_input_files(clips.made[0])
    expect(page.locator(".queued")).to_be_visible()
    found["session"] = looks(page)
    sender.context.set_offline(False)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_keys_are_enough(sender, clips):
    page = sender.page
    sender.choose(clips.of(0.3))
    page.get_by_role("button", name="Set ends here").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".marks-say")).to_have_text("Play to where the set ends, then mark it.")
    sender.slow(5)
    page.get_by_role("button", name="Add clip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("fr-uploads summary")).to_be_visible()
    page.locator("fr-uploads summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".tray").get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tray").get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("fr-uploads summary")).to_be_focused()
