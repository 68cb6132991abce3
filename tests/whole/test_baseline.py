"""Somebody new finds where to start: five steps, the browser closed in between, and one tap."""

import pytest

from tests.whole.conftest import sign_up

pytestmark = pytest.mark.browser


def test_the_baseline_is_answered_in_two_goes_and_begins_the_programme(screen, site):
    width = screen.viewport_size["width"]
    sign_up(screen, f"new-{width}@example.org")
    screen.get_by_role("link", name="Begin").click()
    screen.get_by_text("Strength", exact=True).click()
    screen.get_by_text("Mon", exact=True).click()
    screen.get_by_role("button", name="Next").click()
    for thing in ("Barbell", "Kettlebell"):
        screen.get_by_text(thing, exact=True).click()
    screen.get_by_role("button", name="Next").click()
    screen.get_by_role("heading", name="Four self-tests").wait_for()

    screen.goto("/profile")  # away, and back another day
    screen.get_by_role("link", name="Baseline").click()
    screen.get_by_text("3 of 5").wait_for()
    screen.get_by_label("Seconds held").first.fill("20")
    screen.get_by_role("button", name="Back").click()
    assert screen.get_by_role("checkbox", name="Kettlebell").is_checked()
    screen.get_by_role("button", name="Next").click()
    assert screen.get_by_label("Seconds held").first.input_value() == "20"
    screen.get_by_role("button", name="Next").click()
    screen.get_by_text("5", exact=True).click()
    screen.get_by_role("button", name="Next").click()
    screen.get_by_role("button", name="See my start").click()

    screen.get_by_role("heading", name="Week 3 · Light loading").wait_for()
    assert "Within the 4.5 to 9 kg that stay open while you learn." in screen.locator("main").inner_text()
    screen.get_by_role("button", name="Start here").click()
    screen.get_by_role("heading", name="Today", exact=True).wait_for()
    screen.get_by_text("Week 3 · Light loading").first.wait_for()
    assert screen.get_by_text("Find where to start").count() == 0
