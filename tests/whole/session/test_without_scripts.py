"""Without JavaScript the same forms post and work."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(open_gym):
    """Somebody whose browser runs no scripts, for whom the deadlift has a last time."""
    gym = open_gym(java_script_enabled=False)
    gym.last_week(lift("deadlift"), lift("deadlift"))
    return gym


def menu(gym, name, action):
    """Choose something from the menu of a run, which opens without a script."""
    gym.page.get_by_label(f"More for {name}").tap()
    gym.block(name).get_by_role("button", name=action, exact=True).tap()


def shows(gym, *loads):
    """Wait until these loads stand in the rows, from top to bottom."""
    fields = gym.page.locator("#blocks [data-cell=load_kg]")
    expect(fields).to_have_count(len(loads))
    for place, load in enumerate(loads):
        expect(fields.nth(place)).to_have_value(load)


def stand(gym, *names):
    """Wait until these exercises stand there, from top to bottom."""
    expect(gym.page.locator("#blocks .block [data-name]")).to_have_text(names)


def test_a_session_is_trained_from_start_to_end(plain):
    page = plain.page
    page.goto("/sessions/start")
    page.get_by_role("button", name="Start empty").tap()
    page.get_by_label("Find an exercise").fill("deadlift")
    page.get_by_label("Find an exercise").press("Enter")
    page.get_by_role("button", name=re.compile("^Deadlift hinge", re.I)).tap()
    shows(plain, "100", "100")

    plain.cell("reps").fill("6")
    plain.tick(0).tap()
    expect(plain.row(0)).to_have_attribute("data-done", "")
    assert page.url.rpartition("#")[2] == plain.row(0).get_attribute("id")

    plain.cell("load_kg", 1).fill("heavy")
    plain.tick(1).tap()
    expect(plain.row(1).get_by_role("alert")).to_contain_text("Enter a number.")
    expect(plain.cell("load_kg", 1)).to_have_value("heavy")
    expect(plain.row(0)).to_have_attribute("data-done", "")
    plain.cell("load_kg", 1).fill("105")
    plain.cell("load_kg", 1).press("Enter")
    expect(plain.row(1)).to_have_attribute("data-done", "")

    plain.cell("reps", 0).fill("7")  # a done row: Enter stores it and leaves the tick
    plain.cell("reps", 0).press("Enter")
    expect(plain.cell("reps", 0)).to_have_value("7")
    expect(plain.row(0)).to_have_attribute("data-done", "")

    page.get_by_role("button", name="Add a set of Deadlift").tap()
    shows(plain, "100", "105", "105")
    menu(plain, "Deadlift", "Warm-up sets")
    shows(plain, "20", "40", "60", "80", "100", "105", "105")
    plain.tick(6).tap()
    plain.tick(6).tap()
    expect(plain.row(6)).not_to_have_attribute("data-done", "")

    page.get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("region", name=re.compile("new record"))).to_be_visible()


def test_exercises_are_moved_bound_swapped_and_removed(plain):
    page = plain.page
    plain.session = plain.store([lift(), lift("squat", block=1), lift("plank", block=2, load_kg=None, duration_s=45)])
    page.goto(f"/sessions/{plain.session}")
    menu(plain, "Back squat", "Move up")
    stand(plain, "Back squat", "Deadlift", "Plank")
    menu(plain, "Deadlift", "Superset with the next")
    expect(page.locator("[data-letter]:visible")).to_have_text(["A1", "A2"])
    menu(plain, "Deadlift", "Leave the superset")
    expect(page.locator("[data-letter]:visible")).to_have_count(0)
    page.get_by_label("More for Back squat").tap()
    plain.block("Back squat").get_by_role("link", name="Swap exercise").tap()
    page.get_by_label("Find an exercise").fill("hip thrust")
    page.get_by_label("Find an exercise").press("Enter")
    page.get_by_role("button", name=re.compile("^Hip thrust", re.I)).first.tap()
    stand(plain, "Hip thrust", "Deadlift", "Plank")
    menu(plain, "Hip thrust", "Remove Hip thrust from this session")
    stand(plain, "Deadlift", "Plank")
    page.get_by_role("button", name="Undo").tap()
    stand(plain, "Hip thrust", "Deadlift", "Plank")


def test_details_suggestions_and_what_needs_a_script(plain):
    page = plain.page
    plain.session = plain.store([lift(), lift()])
    page.goto(f"/sessions/{plain.session}")
    page.get_by_role("button", name="Take 102.5 kg").tap()
    shows(plain, "102.5", "102.5")
    expect(page.get_by_role("button", name="Take 102.5 kg")).to_be_hidden()
    plain.row(0).locator("[data-label]").tap()
    page.get_by_label("RIR").fill("2")
    page.get_by_label("Pain, 0 to 10").select_option("3")
    page.get_by_label("Where it hurt").select_option("knee")
    page.get_by_role("button", name="Save set").tap()
    expect(page.get_by_text("Set saved.")).to_be_visible()
    for part in ("fr-rest-timer", "fr-keypad", "dialog", ".needs-js", "[data-form-strip]", "[data-refused]"):
        assert not [one for one in page.locator(part).all() if one.is_visible()], part
