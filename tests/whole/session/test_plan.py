"""What the screen offers: warm-up sets, plates, a suggestion with its reason, last time and records in sight."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


def test_warm_up_sets_lead_to_the_working_load_with_the_plates_of_each(gym):
    gym.train(lift(), lift())
    gym.more("Deadlift", "Warm-up sets")
    expect(gym.page.locator("#blocks [data-warmup]")).to_have_count(4)
    expect(gym.page.locator("#blocks [data-warmup] [data-cell=load_kg]").nth(0)).to_have_value("20")
    expect(gym.page.locator("#blocks [data-label]").nth(4)).to_have_text("1")
    gym.page.locator('[data-action="plates"]').first.tap()
    plates = gym.page.get_by_role("dialog", name="Plates")
    steps = plates.get_by_role("listitem")
    expect(steps).to_have_count(6)
    expect(steps.nth(0)).to_contain_text("Warm-up: 20 kg")
    expect(steps.nth(4)).to_contain_text("Set 1: 100 kg")
    expect(steps.nth(4)).to_contain_text("20 kg bar, each side: ")
    expect(steps.nth(5)).to_contain_text("nothing to change")
    side = steps.nth(4).get_by_role("img").get_attribute("aria-label").removeprefix("Each side: ")
    assert sum(float(plate) for plate in side.split(", ")) == 40
    plates.get_by_role("button", name="Close").tap()
    rows = gym.rows()
    assert [(row["kind"], row["load_kg"], row["reps"]) for row in rows[:4]] == [
        ("warmup", 20, 5), ("warmup", 40, 5), ("warmup", 60, 3), ("warmup", 80, 2),
    ]  # fmt: skip


def test_without_a_load_the_screen_says_why_there_is_no_warm_up(gym):
    gym.train(lift(load_kg=None))
    gym.more("Deadlift", "Warm-up sets")
    expect(gym.page.locator("fr-toast")).to_contain_text("Enter the load of the first working set")
    expect(gym.page.locator("#blocks .set-row")).to_have_count(1)


def test_a_load_that_my_plates_do_not_make_is_said_with_the_nearest_ones(gym):
    gym.train(lift(load_kg=101.5))
    expect(gym.page.locator("[data-plates]").first).to_contain_text("≈")
    gym.page.locator('[data-action="plates"]').first.tap()
    step = gym.page.get_by_role("dialog", name="Plates").get_by_role("listitem")
    expect(step).to_contain_text("Your plates make 101 kg or 102.5 kg. Shown: 101 kg")


@pytest.mark.parametrize("answer", ["taken", "ignored"])
def test_a_suggestion_is_taken_or_ignored_with_one_tap_and_remembered(gym, answer):
    gym.last_week(lift(rpe=8, form_rating=5), lift(rpe=8))
    gym.train(lift(), lift(), lift(kind="drop", load_kg=80))
    card = gym.page.locator("[data-suggestion]").first
    expect(card).to_contain_text("Both sets of 5 at 100 kg done, hardest RPE 8, form held: go up 2.5 kg.")
    card.get_by_role("button", name="Take 102.5 kg" if answer == "taken" else "Ignore").tap()
    expect(card).to_be_hidden()
    loads = [102.5, 102.5, 80] if answer == "taken" else [100, 100, 80]
    assert [row["load_kg"] for row in gym.rows()] == loads
    gym.reload()
    expect(card).to_be_hidden()
    expect(gym.cell("load_kg")).to_have_value(str(loads[0]))
    told = gym.context.request.get(f"{gym.url}/api/v1/sessions/{gym.session}").json()["suggestions"]
    assert told == {"deadlift": answer}


def test_pain_pauses_the_suggestion_at_once(gym):
    gym.last_week(lift(form_rating=5))
    gym.train(lift(done=True), lift())
    expect(gym.page.locator("[data-suggestion]").first).to_be_visible()
    gym.row().locator("[data-label]").tap()
    gym.page.get_by_label("Where", exact=True).select_option("lower-back")
    gym.page.get_by_label("How strong, 0 to 10").select_option("3")
    gym.page.get_by_role("dialog").get_by_role("button", name="Done").first.tap()
    expect(gym.page.locator("[data-suggestion]").first).to_be_hidden()


def test_last_time_and_records_are_in_sight_and_a_new_record_is_said_at_once(gym):
    gym.last_week(lift(kind="warmup", load_kg=60), lift(), lift(reps=4))
    gym.train(lift(kind="warmup", load_kg=60), lift(load_kg=105), lift(load_kg=105))
    about = gym.page.locator(".insight").first
    expect(about).to_contain_text("100 × 5, 4")
    expect(about).to_contain_text("Best: e1RM 116.7 kg")
    expect(gym.page.locator("#blocks [data-last-time]")).to_have_text(["60×5", "100×5", "100×4"])
    gym.tick(1).tap()
    expect(gym.row(1).locator("[data-about]")).to_contain_text("Record for 5 reps")
    gym.tick(2).tap()
    expect(gym.row(2)).to_have_attribute("data-done", "")
    expect(gym.row(2).locator("[data-about]")).to_be_hidden()  # the same again is none
