"""At gym speed: a 5x5 session takes a dozen taps, a tick answers in a tenth of a second, the end says what is new."""

import re
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser
MOST_TAPS = 12
LONGEST_MS = 100
FIVES = [lift("squat", load_kg=100 - 20 * place, block=place) for place in (0, 0, 0, 0, 0)]

# From the click to the end of the frame that shows the tick: a message is answered after that frame is painted.
WATCH = """() => {
    window.took = [];
    document.addEventListener("click", (event) => {
        const row = event.target.closest(".tick")?.closest(".set-row");
        if (!row) return;
        const start = performance.now();
        const done = row.hasAttribute("data-done");
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.took.push(performance.now() - start);
        const look = () => requestAnimationFrame(
            () => row.hasAttribute("data-done") === done ? look() : painted.port2.postMessage(null));
        look();
    }, { capture: true });
}"""


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


def test_a_tick_is_seen_within_a_tenth_of_a_second_on_a_slow_phone(gym):
    gym.last_week(*[lift() for _ in range(8)])
    gym.train(*[lift(block=place // 8, exercise=slug) for place, slug in enumerate(["deadlift"] * 8 + ["squat"] * 8)])
    gym.page.evaluate(WATCH)
    slow = gym.context.new_cdp_session(gym.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    tries = []
    for first in (0, 5, 10):  # a machine that is busy with something else gets another try
        for number in range(first, first + 5):
            gym.tick(number).tap()
            expect(gym.row(number)).to_have_attribute("data-done", "")
        tries.append(gym.page.evaluate("window.took.splice(0)"))
        if median(tries[-1]) < LONGEST_MS:
            break
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert min(map(median, tries)) < LONGEST_MS, tries


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
