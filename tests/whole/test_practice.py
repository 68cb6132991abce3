"""Practice end to end: today's drills with a tap each, the warm-up of a session, cues before a set; offline too."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.whole.phones import new_session, new_set

pytestmark = pytest.mark.browser
DOWEL, WALL, STRETCH = "dowel-hinge", "wall-touch-hinge", "hamstring-stretch"


def line_of(phone, drill=DOWEL):
    """Return the line of a drill on the page."""
    return phone.page.locator(f'[data-drill="{drill}"]')


def tick(phone, drill=DOWEL):
    """Return what logs a drill with one tap."""
    return line_of(phone, drill).locator(".tick")


def ready(phone, path="/"):
    """Open a page with drills on it, and wait until it listens."""
    phone.page.goto(path)
    phone.page.locator("fr-drills[data-ready]").first.wait_for()


def write(phone, method, path, body=None):
    """Write something by the API, as another device would."""
    headers = {"X-CSRFToken": phone.context.request.get("/outbox/token").json()["csrf"], "Referer": phone.url}
    answer = phone.context.request.fetch(f"/api/v1{path}", method=method, data=body, headers=headers)
    assert answer.ok, answer.text()


def enrol(phone):
    """Begin the programme as a person does, and fail a self-test: three drills a day."""
    write(phone, "PUT", f"/self-tests/{uuid.uuid4()}", {"test": "toe-touch", "passed": False})
    phone.page.goto("/programmes/hip-hinge")
    phone.page.get_by_role("button", name="Begin this programme").click()
    phone.page.wait_for_url("**/programme")
    ready(phone)


def logged(phone):
    """Return what the server has of Ada's practice."""
    rows = phone.context.request.get("/api/v1/drill-logs").json()["results"]
    return sorted((row["drill"], row["reps"], row["clean_reps"], row["duration_s"]) for row in rows)


def test_three_drills_three_taps_then_the_session_opens_with_a_warm_up_and_a_cue(phone):
    enrol(phone)
    drills = phone.page.locator("[data-drill]")
    expect(drills).to_have_count(3)
    expect(phone.page.locator("[data-drills-count]")).to_have_text("0 of 3 done")
    gate = phone.page.locator("#gate-card")
    expect(gate).to_contain_text("0 of 20 clean dowel hinges")
    for place in range(3):
        drills.nth(place).locator(".tick").tap()
    expect(phone.page.locator("[data-drills-count]")).to_have_text("3 of 3 done")
    expect(gate).to_contain_text("open since")  # by itself: the page was not loaded anew
    expect(phone.page.locator("#streak")).to_contain_text("1 day")
    expect(drills.nth(2).locator(".tick")).to_be_focused()
    phone.until_sent()
    assert [(drill, reps, clean) for drill, reps, clean, _ in logged(phone)][:1] == [(DOWEL, 45, 45)]
    assert len(logged(phone)) == 3

    session = new_session()
    write(
        phone,
        "PUT",
        f"/sessions/{session['row']}",
        session["body"] | {"started_at": phone.run("return new Date().toISOString();")},
    )
    write(phone, "PUT", f"/sets/{uuid.uuid4()}", new_set(session, 1, done=False)["body"])
    ready(phone, f"/sessions/{session['row']}")
    warm_up = phone.page.locator("#warm-up")
    expect(warm_up).to_contain_text("Dowel hip hinge")
    expect(warm_up.locator(f'[data-drill="{DOWEL}"]')).to_have_attribute("data-done", "")
    expect(phone.page.locator(".cue-strip")).to_contain_text(re.compile("Before set 1.*hips back", re.I | re.S))


def test_a_tap_shows_in_the_very_task_of_the_tap_whatever_storage_and_server_do(phone, line):
    enrol(phone)
    line.mode = "gone"
    shown = phone.page.evaluate("""() => {
        const line = document.querySelector('[data-drill]');
        line.querySelector(".tick").click();
        return [line.hasAttribute("data-done"), line.querySelector("[data-said]").textContent];
    }""")
    assert shown == [True, "45 reps"]


def test_taps_without_a_connection_outlive_a_reload_and_arrive_once(phone, line):
    enrol(phone)
    phone.keep("/")
    line.mode = "gone"
    line.writes.clear()
    tick(phone).tap()
    tick(phone, WALL).tap()
    for _ in range(3):
        line_of(phone).get_by_role("button", name="One clean rep fewer").tap()
    phone.says("Offline · 2 waiting")  # the steps are part of the log that waits
    ready(phone)  # a copy from before the taps
    expect(phone.page.locator("[data-drills-count]")).to_have_text("2 of 3 done")
    expect(line_of(phone)).to_contain_text("42 of 45 clean")
    line.lose = 1
    line.mode = "pass"
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    assert logged(phone) == [(DOWEL, 45, 42, None), (WALL, 30, 30, None)]
    assert len(line.writes) == 3  # one of two answers was lost, and that log told twice
    line.mode = "gone"
    ready(phone)  # whichever copy this is, nothing is to be done twice
    expect(phone.page.locator("[data-drills-count]")).to_have_text("2 of 3 done")


def test_the_page_of_drills_is_kept_and_works_without_a_connection_too(phone, line):
    enrol(phone)
    phone.keep("/drills")
    line.mode = "gone"
    ready(phone, "/drills")
    tick(phone).tap()
    expect(line_of(phone)).to_have_attribute("data-done", "")
    line.mode = "pass"
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    assert logged(phone) == [(DOWEL, 45, 45, None)]


def test_a_tap_is_taken_back_and_brought_back(phone):
    enrol(phone)
    tick(phone).tap()
    phone.until_sent()
    tick(phone).tap()
    expect(line_of(phone)).not_to_have_attribute("data-done", "")
    phone.until_sent()
    assert logged(phone) == []
    expect(phone.page.locator("#gate-card")).to_contain_text("0 of 20")
    phone.page.get_by_role("button", name="Undo").click()
    expect(line_of(phone)).to_have_attribute("data-done", "")
    phone.until_sent()
    assert logged(phone) == [(DOWEL, 45, 45, None)]


def test_a_tap_on_what_still_shows_yesterday_does_not_log_it_again(phone):
    enrol(phone)
    tick(phone).tap()
    phone.until_sent()
    expect(phone.page.locator("#gate-card")).to_contain_text("open since")
    # As after midnight: the page is of another day, and has seen all that was sent.
    phone.page.evaluate("""() => {
        const old = { day: "2026-01-01", v: "999999" };
        for (const list of document.querySelectorAll("fr-drills")) Object.assign(list.dataset, old);
    }""")
    expect(line_of(phone)).to_have_attribute("data-done", "")
    tick(phone).tap()
    expect(line_of(phone)).not_to_have_attribute("data-done", "")
    phone.until_sent()
    assert logged(phone) == [(DOWEL, 45, 45, None)]


def test_a_tap_logs_what_is_left_and_the_stepper_corrects_the_clean_reps(phone):
    enrol(phone)
    body = {"drill": DOWEL, "performed_at": phone.run("return new Date().toISOString();"), "reps": 20, "clean_reps": 18}
    write(phone, "PUT", f"/drill-logs/{uuid.uuid4()}", body)
    ready(phone)
    expect(line_of(phone).locator("[data-said]")).to_have_text("20 / 45 reps")
    tick(phone).tap()
    expect(line_of(phone)).to_contain_text("43 of 45 clean")
    fewer = line_of(phone).get_by_role("button", name="One clean rep fewer")
    fewer.tap()
    fewer.tap()
    line_of(phone).get_by_role("button", name="One clean rep more").tap()
    expect(line_of(phone)).to_contain_text("42 of 45 clean")
    phone.until_sent()
    assert logged(phone) == [(DOWEL, 20, 18, None), (DOWEL, 25, 24, None)]


def test_what_the_server_refuses_says_so_at_the_drill(phone):
    enrol(phone)
    phone.page.evaluate("document.querySelector('[data-drill]').dataset.drill = 'no-such-drill'")
    line = line_of(phone, "no-such-drill")
    line.locator(".tick").tap()
    expect(line.get_by_role("alert")).to_contain_text("Not taken:")
    expect(line).not_to_have_attribute("data-done", "")
    assert logged(phone) == []


def test_without_scripts_a_drill_is_logged_and_taken_back_by_its_form(browser, phone):
    enrol(phone)
    who = phone.context.storage_state()
    plain = browser.new_context(base_url=phone.url, java_script_enabled=False, storage_state=who)
    page = plain.new_page()
    page.goto("/")
    line = page.locator(f'[data-drill="{DOWEL}"]')
    line.locator(".tick").click()
    expect(line).to_have_attribute("data-done", "")
    assert page.url == f"{phone.url}/"
    assert logged(phone) == [(DOWEL, 45, 45, None)]
    line.locator(".tick").click()
    expect(line).not_to_have_attribute("data-done", "")
    assert logged(phone) == []
    plain.close()


def test_the_next_session_of_the_programme_is_begun_with_and_without_a_connection(phone, line):
    enrol(phone)
    week = {"start_week": 3, "training_days": [0, 2, 4]}
    (enrolment,) = phone.context.request.get("/api/v1/enrolments").json()["results"]
    write(phone, "PATCH", f"/enrolments/{enrolment['id']}", week)
    ready(phone)
    phone.keep("/", "/sessions/log", "/kit.json")
    line.mode = "gone"
    ready(phone)
    phone.page.locator('form[data-kind="programme"] button').tap()
    phone.page.wait_for_url(re.compile("/sessions/log#"))
    expect(phone.page.locator("#blocks .block").first).to_be_visible()
    expect(phone.page.locator("#warm-up")).to_contain_text("Dowel hip hinge")
    line.mode = "pass"
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    session = {"row": phone.page.url.partition("#")[2] or phone.page.url.rpartition("/")[2]}
    assert {row["exercise"] for row in phone.sets(session["row"])} >= {"kettlebell-deadlift"}
