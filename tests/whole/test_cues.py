"""Own cues in the browser: made with a picture, put on a lift, put in order, and taken off again."""

import re

import pytest
from playwright.sync_api import expect

from tests.cues.conftest import picture

pytestmark = pytest.mark.browser


def order(screen, *, of: int):
    expect(screen.locator("#cues .cue-order a")).to_have_count(of)  # the page has come
    return [text.strip() for text in screen.locator("#cues .cue-order a").all_inner_texts()]


def test_an_own_cue_with_a_picture_goes_on_a_lift_and_to_the_top(screen, known):
    screen.goto("/cues")
    screen.get_by_role("link", name="Own cue").click()
    screen.get_by_label("Cue", exact=True).fill("zip up the jacket")
    screen.get_by_text("Set-up", exact=True).click()
    screen.get_by_label("Picture").set_input_files(
        {"name": "jacket.png", "mimeType": "image/png", "buffer": picture((1600, 1200))}
    )
    screen.get_by_role("button", name="Add cue").click()
    shown = screen.get_by_alt_text("Your picture")
    expect(shown).to_be_visible()
    assert shown.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") == 1280
    screen.get_by_label("Exercise").select_option(label="Deadlift")
    screen.get_by_role("button", name="Put it on").click()
    screen.locator("#exercises").get_by_role("link", name="Deadlift").click()
    assert order(screen, of=4) == [
        "Push hips back", "Maintain neutral spine", "Squeeze glutes at top", "Zip up the jacket",
    ]  # fmt: skip
    for place in (3, 2, 1):
        screen.get_by_role("button", name="Move “zip up the jacket” up").click()
        expect(screen.locator("#cues .cue-order a").nth(place - 1)).to_have_text(
            re.compile("zip", re.I), timeout=20_000
        )
    screen.get_by_role("button", name="Take “maintain neutral spine” off").click()
    assert order(screen, of=3) == ["Zip up the jacket", "Push hips back", "Squeeze glutes at top"]
    screen.get_by_role("button", name="Undo").click()
    assert order(screen, of=4)[2] == "Maintain neutral spine"


def test_typing_narrows_the_library_and_every_fix_of_a_fault_leads_on(screen, known):
    screen.goto("/cues")
    screen.get_by_placeholder("Find a cue").fill("car door")
    lines = screen.locator("#found a.line")
    expect(lines).to_have_count(1)
    lines.first.click()
    screen.get_by_role("link", name="Squatting instead of hinging").click()
    fixes = screen.get_by_role("heading", name="What to do").locator("..").locator("a.line")
    expect(fixes).to_have_count(4)
    addresses = [fixes.nth(number).get_attribute("href") for number in range(fixes.count())]
    for address in addresses:
        assert screen.goto(address).status == 200
        expect(screen.get_by_role("heading", level=1)).to_be_visible()
