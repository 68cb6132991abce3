"""At gym speed: a 5x5 session takes a dozen taps, a tick answers at once, the end says what is new."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser
MOST_TAPS = 12
FIVES = [lift("squat", load_kg=100 - 20 * place, block=place) for place in (0, 0, 0, 0, 0)]


def test_a_five_by_five_session_takes_at_most_a_dozen_taps_from_today(gym):
    gym.last_week(*[row | {"rpe": 8, "form_rating": 5} for row in FIVES], title="5x5")
    gym.page.goto("/")
    taps = []

    def tap(target):
        target.tap()
        taps.append(target)

    tap(gym.page.get_by_role("button", name=re.compile("^(Start|Repeat) ")).first)
    gym.ready()
    expect(gym.page.locator("#blocks .set-row")).to_have_count(5)
    tap(gym.page.get_by_role("button", name="Take 102.5 kg"))
    for number in range(5):
        tap(gym.tick(number))
    tap(gym.page.get_by_role("button", name="Finish"))
    summary = gym.page.get_by_role("region", name=re.compile("new record"))
    expect(summary).to_be_visible()
    expect(summary).to_contain_text("2562.5")  # five times five at 102.5 kg
    assert len(taps) <= MOST_TAPS
    gym.session = gym.page.url.rpartition("/")[2]
    assert [(row["load_kg"], row["reps"], row["done"]) for row in gym.rows()] == [(102.5, 5, True)] * 5


def test_a_tick_shows_in_the_very_task_of_the_tap_whatever_storage_and_server_do(gym):
    """How long that takes on a slow phone is measured by benchmarks/tick.py, not here: machines are busy."""
    gym.train(lift(), lift())
    gym.page.route("**/api/v1/**", lambda route: None)  # no answer ever
    shown = gym.page.evaluate("""() => {
        const row = document.querySelector("#blocks .set-row");
        row.querySelector(".tick").click();
        return [row.hasAttribute("data-done"), row.querySelector(".tick").getAttribute("aria-pressed")];
    }""")
    assert shown == [True, "true"]
    expect(gym.page.locator("fr-rest-timer")).to_be_visible()


def test_the_end_of_a_session_says_what_was_done_and_what_is_a_record(gym):
    gym.last_week(lift(), lift())
    gym.train(lift(load_kg=110), lift(load_kg=110, reps=6), lift())
    gym.tick(0).tap()
    gym.tick(1).tap()
    gym.page.get_by_role("button", name="Finish").tap()
    summary = gym.page.get_by_role("region", name=re.compile("new record"))
    expect(summary).to_contain_text("Deadlift")
    expect(summary).to_contain_text("before 100")
    expect(summary.locator(".stat", has_text="Sets")).to_contain_text("2")
    expect(summary.locator(".stat", has_text="Volume")).to_contain_text("1210 kg")
    expect(gym.page.locator("fr-rest-timer")).to_be_hidden()
    gym.page.get_by_role("button", name="Go on with this session").tap()
    expect(gym.page.get_by_role("button", name="Finish")).to_be_visible()
    gym.ready()
    gym.tick(2).tap()
    assert [row["done"] for row in gym.rows()] == [True] * 3
