"""The session screen fits small screens and large letters, suits a thumb, and passes axe with all its parts."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift
from tests.whole.test_accessible import faults_of

pytestmark = pytest.mark.browser
LEAST = 48
PARTS = {
    "rows": None,
    "menu": ("[aria-label='More for Deadlift']", ".menu-list"),
    "keypad": (".set-row [data-cell=load_kg]", "fr-keypad"),
    "sheet": (".set-row [data-label]", "#set-sheet"),
    "picker": ("[data-action=add-exercise]", "#exercise-picker"),
    "plates": ("[data-action=plates]", "#plates"),
}
# Links that are words in a sentence or a heading may be smaller (WCAG 2.5.8): their place is given by the text.
IN_TEXT = ["[data-name]", "[data-gate-word] a", "#plates small a", "#exercise-picker .muted a", ".skip"]
CONTROLS = "button, a[href], input:not([type=hidden]), select, textarea, summary, label:has(input)"
SMALL = f"""() => [...document.querySelectorAll("main.page, nav, header.top")].flatMap((part) =>
    [...part.querySelectorAll({CONTROLS!r})]).filter((one) => {{
        if (!one.checkVisibility({{ visibilityProperty: true, opacityProperty: true }})) return false;
        if (one.matches({", ".join(IN_TEXT)!r}) || one.matches("label input, .hidden-label")) return false;
        const box = one.getBoundingClientRect();
        return box.width && (box.height < {LEAST} - 0.5 || box.width < {LEAST} - 0.5);
    }}).map((one) => `${{one.outerHTML.slice(0, 110)}} ${{JSON.stringify(one.getBoundingClientRect())}}`)"""
WIDE = """() => [document.documentElement.scrollWidth, innerWidth, [...document.querySelectorAll("main *")]
    .filter((one) => !one.closest(".picks, .scroll, .hidden-label"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 100)).slice(0, 5)]"""


def begin(gym):
    """Begin a session that shows everything: warm-up, superset, suggestion, rest, a refused row, a long name."""
    gym.last_week(lift(rpe=8, form_rating=5), lift())
    gym.train(
        lift(kind="warmup", load_kg=62.5, done=True), lift(load_kg=102.5), lift(note="grip gave first", done=True),
        lift("romanian-deadlift", block=1, superset=1, load_kg=87.5, reps=12),
        lift("single-leg-romanian-deadlift", block=2, superset=1, load_kg=24, side="left"),
        lift("plank", block=3, load_kg=None, reps=None, planned_reps=None, duration_s=45),
        lift("farmers-carry", block=4, load_kg=32, reps=None, planned_reps=None, distance_m=40),
    )  # fmt: skip
    gym.cell("reps", 2).fill("many")
    gym.cell("reps", 2).press("Tab")
    gym.tick(1).tap()
    expect(gym.page.locator("fr-rest-timer")).to_be_visible()


def open_part(gym, part):
    """Open one part of the screen, and return what closes it."""
    if part is None:
        return
    opener, opened = part
    gym.page.locator(opener).first.tap()
    expect(gym.page.locator(opened).first).to_be_visible()


def close_part(gym, part):
    if part is None:
        return
    if part[1] == "fr-keypad":
        gym.page.locator("fr-keypad [data-close]").tap()
    else:
        gym.page.keyboard.press("Escape")
    expect(gym.page.locator(part[1]).first).to_be_hidden()


SCREENS = {
    "phone": {},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "200 percent": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "laptop": {"viewport": {"width": 1280, "height": 900}},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_part_fits_the_screen_and_is_large_enough_for_a_thumb(open_gym, screen):
    gym = open_gym(**SCREENS[screen])
    begin(gym)
    small, wide = {}, {}
    for name, part in PARTS.items():
        open_part(gym, part)
        if found := gym.page.evaluate(SMALL):
            small[name] = found
        scroll, inner, culprits = gym.page.evaluate(WIDE)
        if scroll > inner or culprits:
            wide[name] = (scroll, inner, culprits)
        close_part(gym, part)
    assert (small, wide) == ({}, {})


def test_rows_that_the_keys_leave_no_room_for_can_be_scrolled_to_at_200_percent(open_gym):
    gym = open_gym(**SCREENS["200 percent"])
    gym.train(lift(), lift())
    gym.cell("load_kg", 1).tap()
    pad, row = gym.page.locator("fr-keypad").bounding_box(), gym.row(1).bounding_box()
    assert row["y"] >= 0 and row["y"] + row["height"] <= pad["y"] + 1
    assert pad["height"] < 450


def test_every_part_can_be_used_by_everybody(open_gym):
    gym = open_gym()
    begin(gym)
    found = {}
    for name, part in PARTS.items():
        open_part(gym, part)
        found[name] = faults_of(gym.page)
        close_part(gym, part)
    gym.page.get_by_role("button", name="Finish").tap()
    gym.page.locator("#summary-name").wait_for()
    found["summary"] = faults_of(gym.page)
    assert {name: faults for name, faults in found.items() if faults} == {}
