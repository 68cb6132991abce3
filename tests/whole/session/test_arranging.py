"""Exercises of a session: put in, reordered, bound, swapped, removed and brought back."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser
FOUR = [lift(), lift("romanian-deadlift", block=1), lift("plank", block=2, load_kg=None, reps=None, duration_s=45),
        lift("pull-up", block=3, load_kg=None)]  # fmt: skip
D, R, P, U = "Deadlift", "Romanian deadlift", "Plank", "Pull-up"


def kept(gym):
    """Return the exercises as the server has them, in their order."""
    return list(dict.fromkeys((row["block"], row["exercise"]) for row in gym.rows()))


def test_exercises_are_moved_and_a_superset_is_passed_as_a_whole(gym):
    gym.train(*FOUR)
    gym.more(R, "Move up")
    assert gym.order() == [R, D, P, U]
    gym.more(D, "Superset with the next")
    expect(gym.page.locator("[data-letter]:visible")).to_have_text(["A1", "A2"])
    gym.more(U, "Move up")
    assert gym.order() == [R, U, D, P]
    gym.reload()
    assert gym.order() == [R, U, D, P]
    assert kept(gym) == [(0, "romanian-deadlift"), (1, "pull-up"), (2, "deadlift"), (3, "plank")]
    gym.more(D, "Leave the superset")
    expect(gym.page.locator("[data-letter]:visible")).to_have_count(0)
    assert {row["superset"] for row in gym.rows()} == {None}


def test_the_first_exercise_moves_no_further_up_and_the_last_no_further_down(gym):
    gym.train(*FOUR[:2])
    gym.page.get_by_label("More for Deadlift").tap()
    expect(gym.block(D).get_by_role("button", name="Move up", exact=True)).to_be_hidden()
    expect(gym.block(D).get_by_role("button", name="Move down", exact=True)).to_be_visible()
    gym.page.keyboard.press("Escape")
    gym.page.get_by_label(f"More for {R}").tap()
    expect(gym.block(R).get_by_role("button", name="Move down", exact=True)).to_be_hidden()
    expect(gym.block(R).get_by_role("button", name="Superset with the next", exact=True)).to_be_hidden()


def test_a_swapped_exercise_leaves_what_is_done_and_brings_its_own_last_time(gym):
    gym.last_week(lift("hip-thrust", load_kg=120, reps=8))
    gym.train(lift(done=True), lift(), FOUR[1])
    gym.more(D, "Swap exercise")
    picker = gym.page.get_by_role("dialog", name="Instead of Deadlift")
    picker.get_by_role("button", name="Hip thrust").first.tap()
    expect(picker).to_be_hidden()
    assert gym.order() == [D, "Hip thrust", R]
    expect(gym.block(D).locator(".set-row")).to_have_count(1)
    expect(gym.block("Hip thrust").locator("[data-cell=load_kg]").first).to_have_value("120")
    assert kept(gym) == [(0, "deadlift"), (1, "hip-thrust"), (2, "romanian-deadlift")]


def test_a_removed_exercise_comes_back_with_one_tap(gym):
    gym.train(lift(done=True), lift(), FOUR[1])
    gym.more(D, "Remove Deadlift from this session")
    assert gym.order() == [R]
    assert kept(gym) == [(1, "romanian-deadlift")]
    gym.page.get_by_role("button", name="Undo").tap()
    expect(gym.page.locator("#blocks .set-row")).to_have_count(3)
    assert gym.order() == [D, R]
    gym.reload()
    assert gym.order() == [D, R]
    assert [row["done"] for row in gym.rows()] == [True, False, False]


def test_one_more_set_stands_ready_with_the_numbers_before_it(gym):
    gym.train(lift(load_kg=97.5, reps=6, planned_reps=6, done=True))
    gym.page.get_by_role("button", name="Add a set of Deadlift").tap()
    expect(gym.cell("load_kg", 1)).to_have_value("97.5")
    expect(gym.cell("load_kg", 1)).to_be_focused()
    expect(gym.row(1).locator("[data-label]")).to_have_text("2")
    assert [(row["load_kg"], row["reps"], row["done"]) for row in gym.rows()] == [(97.5, 6, True), (97.5, 6, False)]


def test_a_session_is_put_together_and_logged_by_keyboard_alone(open_gym):
    gym = open_gym(has_touch=False)
    gym.last_week(lift("romanian-deadlift", load_kg=80, reps=8, planned_reps=8))
    gym.train()
    keys = gym.page.keyboard
    gym.page.locator("h1").click()
    for _ in range(40):
        if gym.page.evaluate("document.activeElement.dataset.action") == "add-exercise":
            break
        keys.press("Tab")
    keys.press("Enter")
    expect(gym.page.get_by_label("Find an exercise")).to_be_focused()
    keys.type("rdl")
    expect(gym.page.locator("[data-found] [data-slug]").first).to_contain_text(R)
    keys.press("Enter")
    expect(gym.tick()).to_be_focused()
    keys.press("Shift+Tab")
    expect(gym.cell("rpe")).to_be_focused()
    keys.type("8")
    keys.press("Tab")
    keys.press("Enter")
    expect(gym.row()).to_have_attribute("data-done", "")
    (row,) = gym.rows()
    assert (row["exercise"], row["load_kg"], row["reps"], row["rpe"], row["done"]) == (
        "romanian-deadlift", 80, 8, 8, True,
    )  # fmt: skip
    for _ in range(2):
        keys.press("Shift+Tab")
    gym.row().locator("[data-label]").press("Enter")
    expect(gym.page.get_by_role("dialog", name=f"{R}, set 1")).to_be_visible()
    keys.press("Escape")
    expect(gym.row().locator("[data-label]")).to_be_focused()


def test_a_picker_that_is_closed_adds_nothing(gym):
    gym.train()
    gym.page.get_by_role("link", name="Add exercise").tap()
    picker = gym.page.get_by_role("dialog", name="Add exercise")
    picker.get_by_label("Find an exercise").fill("no such lift")
    expect(picker).to_contain_text("No exercise of that name.")
    picker.get_by_role("button", name="Close").tap()
    expect(picker).to_be_hidden()
    expect(gym.page.get_by_text("What do you do first?")).to_be_visible()
    assert gym.rows() == []
