"""Rows of the session screen: one tap, shorthand, the keypad of a touch screen, arrow keys."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


def test_one_tap_completes_a_prefilled_row_and_it_stays_after_a_reload(gym):
    gym.train(lift(), lift())
    gym.tick().tap()
    expect(gym.row()).to_have_attribute("data-done", "")
    expect(gym.tick()).to_have_attribute("aria-pressed", "true")
    expect(gym.page.locator("[data-count]").first).to_have_text("1 / 2")
    gym.reload()
    expect(gym.row()).to_have_attribute("data-done", "")
    expect(gym.row(1)).not_to_have_attribute("data-done", "")
    assert [(row["done"], row["load_kg"], row["reps"]) for row in gym.rows()] == [(True, 100, 5), (False, 100, 5)]


def test_a_second_tap_takes_the_tick_back(gym):
    gym.train(lift())
    gym.tick().tap()
    gym.tick().tap()
    expect(gym.row()).not_to_have_attribute("data-done", "")
    assert [row["done"] for row in gym.rows()] == [False]


def test_a_whole_set_typed_into_one_field_fills_the_row(gym):
    gym.train(lift())
    gym.cell("load_kg").fill("102,5x8@9")
    gym.cell("load_kg").press("Enter")
    expect(gym.cell("load_kg")).to_have_value("102.5")
    expect(gym.cell("reps")).to_have_value("8")
    expect(gym.cell("rpe")).to_have_value("9")
    (row,) = gym.rows()
    assert (row["load_kg"], row["reps"], row["rpe"], row["done"]) == (102.5, 8, 9, True)


def test_shorthand_is_read_when_the_field_is_left_and_the_set_is_still_to_do(gym):
    gym.train(lift())
    gym.cell("load_kg").fill("225lb x 3")
    gym.cell("load_kg").press("Tab")
    expect(gym.cell("load_kg")).to_have_value("102.06")
    expect(gym.cell("reps")).to_be_focused()
    (row,) = gym.rows()
    assert (row["load_kg"], row["reps"], row["done"]) == (102.058, 3, False)


def test_what_is_no_number_stays_typed_with_the_reason_and_nothing_is_stored(gym):
    gym.train(lift())
    gym.cell("load_kg").fill("heavy")
    gym.tick().tap()
    expect(gym.row().get_by_role("alert")).to_contain_text("Enter a number, or a set such as 100x8@9.")
    expect(gym.cell("load_kg")).to_have_value("heavy")
    expect(gym.cell("load_kg")).to_have_attribute("aria-invalid", "true")
    gym.cell("load_kg").fill("105")
    gym.tick().tap()
    expect(gym.row().get_by_role("alert")).to_be_hidden()
    assert [(row["load_kg"], row["done"]) for row in gym.rows()] == [(105, True)]


def test_the_arrow_keys_step_a_number(open_gym):
    gym = open_gym(has_touch=False)
    gym.train(lift())
    gym.cell("load_kg").press("ArrowUp")
    gym.cell("load_kg").press("ArrowUp")
    gym.cell("reps").press("ArrowDown")
    gym.cell("rpe").press("ArrowUp")
    (row,) = gym.rows()
    assert (row["load_kg"], row["reps"], row["rpe"]) == (105, 4, 8)
    expect(gym.page.locator("fr-keypad")).to_be_hidden()


def test_pounds_are_stepped_in_pounds_and_shown_again_as_entered(open_gym):
    gym = open_gym(has_touch=False)
    gym.page.goto("/profile")
    gym.page.get_by_label("Pounds").or_(gym.page.locator("[name=unit][value=lb]")).first.check()
    gym.page.get_by_role("button", name="Save").first.click()
    gym.train(lift(load_kg=102.058))
    expect(gym.cell("load_kg")).to_have_value("225")
    gym.cell("load_kg").press("ArrowUp")
    gym.tick().click()
    gym.reload()
    expect(gym.cell("load_kg")).to_have_value("230")
    assert [row["load_kg"] for row in gym.rows()] == [104.326]


# --- the keypad ----------------------------------------------------------------------------------------------


def keys(gym, *names):
    for name in names:
        gym.page.locator(f'fr-keypad [data-key="{name}"]').tap()


def test_big_keys_type_a_number_over_the_one_that_stood_there(gym):
    gym.train(lift())
    gym.cell("load_kg").tap()
    expect(gym.page.locator("fr-keypad [data-value]")).to_have_text("kg: 100")
    keys(gym, "1", "0", "2", ".", "5")
    expect(gym.page.locator("fr-keypad [data-value]")).to_have_text("kg: 102.5")
    assert gym.page.evaluate("document.activeElement.inputMode") == "none"
    gym.page.locator("fr-keypad [data-next]").tap()
    expect(gym.page.locator("fr-keypad [data-value]")).to_have_text("Reps: 5")
    keys(gym, "1", "2", "back")
    gym.page.locator("fr-keypad [data-done]").tap()
    expect(gym.page.locator("fr-keypad")).to_be_hidden()
    expect(gym.row()).to_have_attribute("data-done", "")
    assert [(row["load_kg"], row["reps"]) for row in gym.rows()] == [(102.5, 1)]


def test_the_steps_of_the_keypad_are_stored_at_once(gym):
    gym.train(lift())
    gym.cell("load_kg").tap()
    for _ in range(3):
        gym.page.get_by_role("button", name="More", exact=True).tap()
    gym.page.get_by_role("button", name="Less", exact=True).tap()
    gym.page.locator("fr-keypad [data-close]").tap()
    expect(gym.page.locator("fr-keypad")).to_be_hidden()
    gym.reload()
    expect(gym.cell("load_kg")).to_have_value("105")
    assert [(row["load_kg"], row["done"]) for row in gym.rows()] == [(105, False)]


def test_a_set_is_keyed_in_as_shorthand_and_help_as_a_minus(gym):
    gym.train(lift("pull-up", load_kg=None), lift("pull-up", load_kg=None))
    gym.cell("load_kg").tap()
    keys(gym, "2", "0", "-", "×", "8", "@", "9")
    gym.page.locator("fr-keypad [data-done]").tap()
    row = gym.rows()[0]
    assert (row["load_kg"], row["reps"], row["rpe"], row["done"]) == (-20, 8, 9, True)


def test_signs_of_shorthand_are_off_where_only_a_number_fits(gym):
    gym.train(lift())
    gym.cell("reps").tap()
    expect(gym.page.locator('fr-keypad [data-key="×"]')).to_be_disabled()
    expect(gym.page.locator('fr-keypad [data-key="@"]')).to_be_disabled()
    gym.page.locator("h1").tap()
    expect(gym.page.locator("fr-keypad")).to_be_hidden()


def test_a_field_that_the_keys_would_cover_is_scrolled_into_sight(gym):
    gym.train(*[lift() for _ in range(9)])
    gym.cell("reps", 8).scroll_into_view_if_needed()
    gym.cell("reps", 8).tap()
    expect(gym.page.locator("fr-keypad")).to_be_visible()
    row, pad = gym.row(8).bounding_box(), gym.page.locator("fr-keypad").bounding_box()
    assert row["y"] + row["height"] <= pad["y"] + 1


def test_what_is_keyed_in_is_stored_when_the_keys_are_closed_or_another_field_is_tapped(gym):
    gym.train(lift(), lift())
    gym.cell("load_kg").tap()
    keys(gym, "1", "1", "0")
    gym.page.locator("fr-keypad [data-close]").tap()
    gym.cell("load_kg", 1).tap()
    keys(gym, "1", "2", "0")
    gym.cell("reps", 1).tap()
    keys(gym, "3")
    gym.page.locator("fr-keypad [data-next]").tap()
    keys(gym, "9")
    gym.tick(0).tap()
    expect(gym.row(0)).to_have_attribute("data-done", "")
    expect(gym.cell("load_kg", 1)).to_have_value("120")
    gym.reload()
    assert [(row["load_kg"], row["reps"], row["rpe"]) for row in gym.rows()] == [(110, 5, None), (120, 3, 9)]
