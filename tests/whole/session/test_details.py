"""Everything about a set in the sheet over the session, and the strip that says how the form was."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(gym):
    """The sheet of the first of two deadlifts."""
    gym.train(lift(done=True), lift())
    gym.row().locator("[data-label]").tap()
    sheet = gym.page.get_by_role("dialog", name="Deadlift, set 1")
    expect(sheet).to_be_visible()
    return sheet


def test_each_detail_is_stored_at_once_and_stands_under_the_row(gym, sheet):
    sheet.get_by_text("AMRAP").tap()
    sheet.get_by_label("RIR").fill("1")
    sheet.get_by_label("Rest after, s").fill("150")
    sheet.get_by_text("Left", exact=True).tap()
    sheet.get_by_text("3 · mixed").tap()
    sheet.locator("label:has([name=faults])").first.tap()
    sheet.get_by_text("Glutes").tap()
    sheet.get_by_label("Where", exact=True).select_option("lower-back")
    sheet.get_by_label("How strong, 0 to 10").select_option("4")
    sheet.get_by_label("Note").fill("belt on")
    sheet.get_by_label("Note").blur()
    (row, _) = gym.rows()  # before Done is pressed
    assert (row["kind"], row["rir"], row["rest_s"], row["side"], row["form_rating"]) == ("amrap", 1, 150, "left", 3)
    assert (row["felt"], row["pain"], row["pain_place"], row["note"]) == (["glutes"], 4, "lower-back", "belt on")
    assert len(row["faults"]) == 1
    sheet.get_by_role("button", name="Done").first.tap()
    expect(sheet).to_be_hidden()
    about = gym.row().locator("[data-about]")
    expect(about).to_contain_text("AMRAP · left · 1 in reserve · form mixed")
    expect(about).to_contain_text("felt glutes · pain 4/10, lower back · belt on")
    gym.reload()
    expect(about).to_contain_text("pain 4/10, lower back")
    gym.row().locator("[data-label]").tap()
    expect(sheet.get_by_label("RIR")).to_have_value("1")
    expect(sheet.get_by_label("Note")).to_have_value("belt on")
    expect(sheet.get_by_role("radio", name="AMRAP")).to_be_checked()


def test_what_is_wrong_in_a_detail_is_said_and_not_stored(gym, sheet):
    sheet.get_by_label("RIR").fill("12")
    sheet.get_by_label("RIR").blur()
    alert = sheet.get_by_role("alert")
    expect(alert).to_have_text("RIR lies between 0 and 10.")
    sheet.get_by_label("RIR").fill("2")
    sheet.get_by_label("RIR").blur()
    expect(alert).to_be_hidden()
    sheet.get_by_label("How strong, 0 to 10").select_option("4")
    expect(alert).to_have_text("Say where it hurt.")
    row = gym.rows()[0]
    assert (row["rir"], row["pain"]) == (2, None)
    sheet.get_by_label("Where", exact=True).select_option("knee")
    expect(alert).to_be_hidden()
    assert gym.rows()[0]["pain"] == 4


def test_a_set_deleted_in_the_sheet_comes_back_with_one_tap(gym, sheet):
    sheet.get_by_role("button", name="Delete set").tap()
    expect(gym.page.locator("#blocks .set-row")).to_have_count(1)
    expect(gym.page.locator("[data-count]").first).to_have_text("0 / 1")
    assert len(gym.rows()) == 1
    gym.page.get_by_role("button", name="Undo").tap()
    expect(gym.page.locator("#blocks .set-row")).to_have_count(2)
    expect(gym.row()).to_have_attribute("data-done", "")
    gym.reload()
    assert [row["done"] for row in gym.rows()] == [True, False]


def test_the_strip_under_the_rows_says_how_the_last_set_went(gym):
    gym.train(lift(done=True), lift())
    strip = gym.page.locator("[data-form-strip]").first
    expect(strip).to_contain_text("Form, set 1")
    strip.locator("[data-fault]").first.tap()
    expect(strip.locator("[data-fault]").first).to_have_attribute("aria-pressed", "true")
    row = gym.rows()[0]
    assert (row["form_rating"], len(row["faults"])) == (3, 1)
    strip.get_by_role("button", name="Clean").tap()
    row = gym.rows()[0]
    assert (row["form_rating"], row["faults"]) == (5, [])
    gym.tick(1).tap()
    expect(strip).to_contain_text("Form, set 2")
    expect(strip.get_by_role("button", name="Clean")).to_have_attribute("aria-pressed", "false")


def test_a_note_is_kept_when_the_sheet_is_left_with_escape(gym, sheet):
    sheet.get_by_label("Note").fill("belt on")
    gym.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(gym.row().locator("[data-about]")).to_have_text("belt on")
    assert gym.rows()[0]["note"] == "belt on"
