"""The rest between sets: right after a reload and a clock that jumps; supersets."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


def seconds(text):
    minutes, _, rest = text.lstrip("+").partition(":")
    return int(minutes) * 60 + int(rest)


@pytest.fixture
def timer(gym):
    gym.train(lift(rest_s=150), lift())
    gym.page.clock.install()
    gym.reload()
    expect(gym.page.locator("fr-rest-timer")).to_be_hidden()
    gym.tick().tap()
    return gym.page.locator("fr-rest-timer")


def left(timer):
    expect(timer).to_be_visible()
    return seconds(timer.locator("[data-clock]").text_content())


def test_the_rest_is_right_after_a_reload_and_after_the_clock_jumped(gym, timer):
    expect(timer.locator("[data-of]")).to_contain_text("100 kg × 5")
    assert 145 <= left(timer) <= 150
    gym.page.clock.fast_forward(60_000)
    assert 80 <= left(timer) <= 90
    gym.reload()
    assert 75 <= left(timer) <= 90
    gym.page.clock.fast_forward(100_000)  # the phone was locked for longer than the rest
    expect(timer).to_have_attribute("data-over", "")
    expect(timer.locator("[data-clock]")).to_have_text(re.compile(r"^\+0:[0-2]\d$"))
    expect(timer.locator("[data-of]")).to_contain_text("Go: ")
    expect(gym.page.locator("[data-says]")).to_have_text("Rest is over.")


def test_a_rest_is_made_longer_and_skipped(gym, timer):
    assert left(timer) <= 150
    timer.get_by_role("button", name="30 seconds more").tap()
    assert 170 <= left(timer) <= 180
    timer.get_by_role("button", name="Skip").tap()
    expect(timer).to_be_hidden()
    gym.reload()
    expect(timer).to_be_hidden()


def test_another_session_shows_no_rest_of_this_one(gym, timer):
    expect(timer).to_be_visible()
    gym.train(lift())
    expect(timer).to_be_hidden()


def test_the_rest_of_an_exercise_is_changed_for_good(gym):
    gym.train(lift(), lift())
    shown = gym.page.locator("[data-rest]").first
    before = seconds(shown.text_content())
    gym.page.get_by_label("More for Deadlift").tap()
    for _ in range(2):
        gym.page.get_by_role("button", name="15 seconds more rest").tap()
        gym.page.get_by_label("More for Deadlift").tap() if not shown.is_visible() else None
    expect(shown).to_have_text(f"{(before + 30) // 60}:{(before + 30) % 60:02}")
    gym.until_sent()
    gym.train(lift())
    assert seconds(shown.text_content()) == before + 30


# --- supersets -----------------------------------------------------------------------------------------------


def test_a_superset_goes_on_to_the_next_exercise_and_rests_after_the_round(gym):
    pull = {"exercise": "pull-up", "load_kg": None, "superset": 1, "block": 1}
    gym.train(*[lift(superset=1, block=0, position=place) for place in (0, 1)],
              *[lift(**pull, position=place) for place in (0, 1)])  # fmt: skip
    expect(gym.page.locator("[data-letter]:visible")).to_have_text(["A1", "A2"])
    timer = gym.page.locator("fr-rest-timer")
    gym.tick(0).tap()
    expect(gym.tick(2)).to_be_focused()
    expect(gym.row(2)).to_have_attribute("data-next", "")
    expect(timer).to_be_hidden()
    gym.page.keyboard.press("Enter")
    expect(gym.row(2)).to_have_attribute("data-done", "")
    expect(gym.tick(1)).to_be_focused()
    expect(timer).to_be_visible()
    expect(timer.locator("[data-of]")).to_contain_text("Deadlift")
    gym.page.keyboard.press("Enter")
    expect(gym.tick(3)).to_be_focused()
    expect(timer).to_be_hidden()
    gym.page.keyboard.press("Enter")
    assert [row["done"] for row in gym.rows()] == [True] * 4
