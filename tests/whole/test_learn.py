"""Learn in a browser: drawings that move when asked, and pages that fit a small screen."""

import pytest

from tests.whole.phones import until

pytestmark = pytest.mark.browser

# Where the hip of the drawing is on the screen, in whole pixels.
HIP = """Math.round(document.querySelector('fr-figure .fig-body [data-joint="spine-0"]').getBoundingClientRect().x)"""
GOING = "document.querySelector('fr-figure').hasAttribute('data-going')"


def open_steps(phone):
    phone.page.goto("/learn/hinge")
    button = phone.page.get_by_role("button", name="Show the movement")
    button.wait_for()
    return button


def test_a_drawing_stays_still_until_it_is_asked_and_is_still_again_at_the_end(phone):
    button = open_steps(phone)
    still = phone.page.evaluate(HIP)
    phone.page.wait_for_timeout(600)
    assert phone.page.evaluate(HIP) == still
    button.click()
    until(phone.page, f"{HIP} !== {still}")
    phone.page.get_by_role("button", name="Stop").wait_for()
    phone.page.evaluate("document.querySelector('fr-figure svg').setCurrentTime(60)")
    until(phone.page, f"!{GOING}")
    assert phone.page.evaluate(HIP) == still


def test_a_tap_on_the_drawing_starts_it_and_another_one_stops_it(phone):
    open_steps(phone)
    still = phone.page.evaluate(HIP)
    phone.page.locator("fr-figure svg").tap()
    until(phone.page, f"{GOING} && {HIP} !== {still}")
    phone.page.locator("fr-figure svg").tap()
    until(phone.page, f"!{GOING} && {HIP} === {still}")


def test_who_asks_for_less_motion_sees_the_two_positions_and_nothing_between(phone):
    phone.page.emulate_media(reduced_motion="reduce")
    button = open_steps(phone)
    bottom = phone.page.evaluate(HIP)
    button.click()
    until(phone.page, f"{GOING} && {HIP} !== {bottom}")
    standing = phone.page.evaluate(HIP)
    phone.page.wait_for_timeout(700)
    assert phone.page.evaluate(HIP) == standing
    phone.page.get_by_role("button", name="Stop").click()
    until(phone.page, f"{HIP} === {bottom}")


def test_without_scripts_the_drawing_shows_the_end_with_the_start_as_a_ghost(browser, phone):
    plain = browser.new_context(
        base_url=phone.url, java_script_enabled=False, storage_state=phone.context.storage_state()
    )
    page = plain.new_page()
    page.goto("/learn/hinge")
    assert page.locator("fr-figure .fig-ghost").first.is_visible()
    assert page.locator("fr-figure .fig-body").first.is_visible()
    assert not page.get_by_role("button", name="Show the movement").first.is_visible()
    plain.close()


@pytest.mark.parametrize(
    "slug", ["", "/hinge", "/steps", "/checkpoints", "/patterns", "/mistakes", "/lifts", "/filming"]
)
def test_no_page_of_learn_scrolls_sideways_at_320_px(phone, slug):
    phone.page.set_viewport_size({"width": 320, "height": 700})
    phone.page.goto(f"/learn{slug}")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
    small = phone.page.locator("main a.btn, main button:visible, main .line").evaluate_all(
        "(found) => found.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)"
    )
    assert small == []
