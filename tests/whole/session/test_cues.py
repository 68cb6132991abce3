"""Before a set: its cues to tick off, what a gate says about the load, and the warm-up of a lower-body session."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


def strip(gym, name="Deadlift"):
    """Return the cues before the next set of an exercise."""
    return gym.block(name).locator(".cue-strip")


def cue(gym, text):
    """Return a cue of the deadlift, to tick off."""
    return strip(gym).get_by_label(re.compile(text, re.I))


def tick_off(gym, text):
    strip(gym).locator("label", has_text=re.compile(text, re.I)).tap()
    expect(cue(gym, text)).to_be_checked()


def cues_of(gym, row):
    """Return what the server has been told of a set."""
    gym.until_sent()
    return gym.context.request.get(f"{gym.url}/api/v1/sets/{row['id']}/cues").json()["cues"]


def test_cues_ticked_off_before_a_set_are_stored_with_it_and_the_next_set_begins_anew(gym):
    gym.train(lift(), lift())
    expect(strip(gym)).to_contain_text("Before set 1")
    tick_off(gym, "squeeze glutes")
    tick_off(gym, "hips back")
    gym.tick(0).tap()
    expect(strip(gym)).to_contain_text("Before set 2")
    expect(strip(gym).locator(":checked")).to_have_count(0)
    first, second = gym.rows()
    assert cues_of(gym, first) == ["squeeze-glutes", "push-hips-back"]  # in the order they were ticked off
    assert cues_of(gym, second) == []

    with gym.page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        gym.tick(0).tap()  # it was not done after all
    expect(strip(gym)).to_contain_text("Before set 1")
    expect(strip(gym).locator(":checked")).to_have_count(2)
    gym.reload()
    expect(strip(gym).locator(":checked")).to_have_count(2)
    gym.tick(0).tap()
    gym.tick(1).tap()
    expect(strip(gym)).to_have_count(0)


def test_a_tick_keeps_the_focus_and_can_be_taken_back(gym):
    gym.train(lift())
    tick_off(gym, "hips back")
    gym.until_sent()
    expect(cue(gym, "hips back")).to_be_focused()
    gym.page.keyboard.press("Space")
    expect(cue(gym, "hips back")).not_to_be_checked()
    (row,) = gym.rows()
    assert cues_of(gym, row) == []


def test_an_exercise_added_in_the_browser_has_its_cues_and_they_arrive_after_its_set(gym):
    gym.train(lift("pull-up", load_kg=None))
    expect(gym.page.locator("#warm-up")).to_be_hidden()
    expect(gym.page.locator(".cue-strip")).to_have_count(0)
    gym.page.get_by_role("link", name="Add exercise").tap()
    gym.page.get_by_placeholder("Find an exercise").fill("deadlift")
    gym.context.route("**/api/v1/**", lambda route: route.fulfill(status=401, json={"code": "signed_out"}))
    gym.page.get_by_role("button", name=re.compile("^Deadlift hinge", re.I)).tap()
    expect(gym.page.locator("#warm-up")).to_contain_text("Dowel hip hinge")
    expect(gym.page.locator("#warm-up").get_by_role("link", name="Adjust")).to_be_visible()
    tick_off(gym, "hips back")
    tick_off(gym, "neutral spine")
    gym.reload()
    expect(strip(gym).locator(":checked")).to_have_count(2)
    gym.context.unroute("**/api/v1/**")
    gym.page.evaluate("dispatchEvent(new Event('online'))")
    row = next(row for row in gym.rows() if row["exercise"] == "deadlift")
    assert cues_of(gym, row) == ["push-hips-back", "neutral-spine"]


def test_cues_wait_behind_a_set_that_was_refused_and_go_with_its_correction(gym):
    gym.train(lift("pull-up", load_kg=None))
    made, session = str(uuid.uuid4()), gym.session
    body = {"session": session, "exercise": "deadlift", "load_kg": 100, "reps": 0, "done": False, "block": 1}
    ops = [
        {"method": "PUT", "url": f"/api/v1/sets/{made}", "body": body, "row": made, "session": session, "words": "Set"},
        {"method": "PUT", "url": f"/api/v1/sets/{made}/cues", "body": {"cues": ["push-hips-back"]}, "after": made,
         "row": f"{made}/cues", "session": session, "words": "Cues", "merge": True},
    ]  # fmt: skip
    states = "(async () => { const { outbox } = await import('/static/js/lib/outbox.js'); " \
        "return (await outbox.list()).map((op) => op.state); })()"  # fmt: skip
    gym.page.evaluate("async (ops) => { const { outbox } = await import('/static/js/lib/outbox.js');"
                      "for (const op of ops) await outbox.add([op]); await outbox.flush(); }", ops)  # fmt: skip
    assert gym.page.evaluate(states) == ["refused", "waiting"]
    gym.reload()
    expect(strip(gym).locator(":checked")).to_have_count(1)
    row = gym.page.locator(f"#set-{made}")
    row.locator('[data-cell="reps"]').fill("5")
    row.locator('[data-cell="reps"]').press("Tab")
    assert cues_of(gym, {"id": made}) == ["push-hips-back"]


def test_a_gate_has_a_word_to_say_while_the_load_is_above_what_it_leaves_open(gym):
    gym.train(lift(load_kg=100))
    word = gym.block("Deadlift").locator("[data-gate-word]")
    expect(word).to_contain_text("First: 20 clean dowel hinges.")
    expect(word.get_by_role("link")).to_have_attribute("href", "/gates/dowel-20")
    gym.cell("load_kg").fill("20")
    gym.cell("load_kg").press("Tab")
    expect(word).to_have_count(0)
    gym.cell("load_kg").fill("60")
    gym.cell("load_kg").press("Tab")
    expect(word).to_be_visible()
    gym.tick(0).tap()  # it advises, and stops nobody
    expect(gym.row()).to_have_attribute("data-done", "")
    expect(word).to_have_count(0)


def test_the_warm_up_is_logged_with_a_tap_and_stays_as_it_was_left(gym):
    gym.train(lift(), lift())
    warm_up = gym.page.locator("#warm-up")
    warm_up.locator(".tick").first.tap()
    expect(warm_up.locator("[data-drills-count]")).to_have_text(re.compile(r"^1 of \d done$"))
    warm_up.locator("summary").tap()
    gym.tick(0).tap()
    gym.until_sent()
    gym.page.wait_for_timeout(1500)  # the page reads itself anew
    expect(warm_up.locator("details")).not_to_have_attribute("open", "")
    gym.page.get_by_role("button", name="Finish").tap()
    gym.page.get_by_role("heading", name="Done").wait_for()
    expect(warm_up).to_have_count(0)


def test_without_scripts_cues_are_ticked_off_by_a_form(open_gym):
    gym = open_gym(java_script_enabled=False)
    gym.session = gym.store([lift(), lift()])
    gym.page.goto(f"/sessions/{gym.session}")
    expect(gym.page.locator("#warm-up")).to_contain_text("Dowel hip hinge")
    expect(gym.page.locator("[data-gate-word]")).to_contain_text("20 clean dowel hinges")
    strip(gym).locator("label", has_text=re.compile("hips back", re.I)).tap()
    strip(gym).get_by_role("button", name="Keep").tap()
    gym.page.wait_for_url(f"**/sessions/{gym.session}*")
    expect(strip(gym).locator(":checked")).to_have_count(1)


def test_a_word_that_goes_does_not_move_the_tick_away_from_under_the_finger(gym):
    gym.train(lift(load_kg=100))
    word = gym.block("Deadlift").locator("[data-gate-word]")
    expect(word).to_be_visible()
    gym.cell("load_kg").fill("20")
    gym.tick(0).click()
    expect(gym.row()).to_have_attribute("data-done", "")
    expect(word).to_have_count(0)
    assert [(row["load_kg"], row["done"]) for row in gym.rows()] == [(20, True)]
