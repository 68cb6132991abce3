"""Five sets of five, tapped on the session screen while things go wrong: each is stored once, and in order."""

import re
import uuid
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.phones import change, new_session, new_set

pytestmark = pytest.mark.browser
DONE = ".set-row[data-done]"


def open_planned(phone, **more):
    """Plan five sets of five on the server, and open their session; return the session's operation."""
    session = new_session("5x5")
    plans = [new_set(session, number, done=False, planned_reps=5, **more) for number in range(1, 6)]
    phone.log(session, *plans)
    phone.until_sent()
    until(phone.page, "!!navigator.serviceWorker.controller")  # so that it keeps a copy of the page
    phone.page.goto(f"/sessions/{session['row']}")
    phone.page.locator("fr-session[data-ready]").wait_for()
    return session


def tick(page, *numbers):
    """Complete sets by one tap each."""
    for number in numbers:
        page.get_by_role("button", name=f"Set {number} of Deadlift done").click()
    until(page, f"document.querySelectorAll('{DONE}').length >= {len(numbers)}")


def stored(phone, session):
    """Return what the server has: positions of done sets in the order of their times, and how many sets in all."""
    rows = phone.sets(session["row"])
    done = sorted((row for row in rows if row["done"]), key=lambda row: datetime.fromisoformat(row["performed_at"]))
    return [row["position"] for row in done], len(rows)


def ticks_of(line):
    return [path for method, path, status in line.writes if method == "PATCH" and status == 200]


def test_five_sets_ticked_offline_outlive_a_killed_browser(own_phone, line):
    phone = own_phone
    session = open_planned(phone)
    address = f"/sessions/{session['row']}"
    phone.keep("/", address)
    phone.stop()  # what a browser knows is on the disk after a while; here it is now
    phone.start()
    phone.page.goto(address)
    line.mode = "gone"
    line.writes.clear()
    tick(phone.page, 1, 2, 3, 4, 5)
    phone.says("Offline · 5 waiting")
    phone.kill()

    phone.start()
    phone.page.goto(address)  # from the service worker's copy, with what waits laid over it
    expect(phone.page.locator(DONE)).to_have_count(5)
    phone.says("Offline · 5 waiting")
    line.mode = "pass"
    phone.until_sent()
    assert stored(phone, session) == ([1, 2, 3, 4, 5], 5)
    assert len(ticks_of(line)) == len(set(ticks_of(line))) == 5


def test_a_session_begun_and_logged_without_a_connection_is_stored_whole(own_phone, line):
    phone = own_phone
    earlier = open_planned(phone)
    tick(phone.page, 1, 2, 3, 4, 5)
    phone.page.get_by_role("button", name="Finish").click()
    phone.page.get_by_role("heading", name="Done").wait_for()
    phone.page.goto("/sessions/start")
    phone.keep("/", "/sessions/start", "/sessions/log", "/kit.json")
    phone.stop()
    phone.start()
    phone.page.goto("/sessions/start")
    line.mode = "gone"
    phone.page.locator("form[data-start][data-kind=session] button").first.click()
    phone.page.wait_for_url(re.compile("/sessions/log#"))
    tick(phone.page, 1, 2, 3)
    phone.says("Offline · 9 waiting")  # the session, its five sets, three ticks: on the disk
    phone.kill()

    phone.start()
    phone.page.goto("/")
    phone.page.locator("fr-kept-session").get_by_role("link", name="Go on").click()
    expect(phone.page.locator(DONE)).to_have_count(3)
    tick(phone.page, 4, 5)
    expect(phone.page.locator(DONE)).to_have_count(5)
    session = {"row": phone.page.url.partition("#")[2]}
    line.mode = "pass"
    phone.until_sent()
    assert stored(phone, session) == ([0, 1, 2, 3, 4], 5) or stored(phone, session) == ([1, 2, 3, 4, 5], 5)
    assert session["row"] != earlier["row"]
    phone.page.wait_for_url(f"**/sessions/{session['row']}")  # the page becomes the server's own by itself
    assert phone.context.request.get(f"/api/v1/sessions/{session['row']}").json()["title"] == "5x5"


def test_five_sets_ticked_while_the_server_answers_503_arrive_later(phone, line):
    session = open_planned(phone)
    line.mode = "busy"
    line.writes.clear()
    tick(phone.page, 1, 2, 3, 4, 5)
    phone.says("5 waiting")
    expect(phone.page.locator(".set-row[data-waiting]")).to_have_count(5)
    phone.page.reload()
    expect(phone.page.locator(DONE)).to_have_count(5)
    line.mode = "pass"
    phone.until_sent()
    assert stored(phone, session) == ([1, 2, 3, 4, 5], 5)
    expect(phone.page.locator(".set-row[data-waiting]")).to_have_count(0)


def test_answers_lost_after_the_server_stored_the_sets_double_nothing(phone, line):
    session = open_planned(phone)
    line.writes.clear()
    line.lose = 3
    tick(phone.page, 1, 2, 3, 4, 5)
    phone.page.get_by_role("button", name="Add a set of Deadlift").click()
    phone.until_sent()
    assert stored(phone, session) == ([1, 2, 3, 4, 5], 6)
    assert len(line.writes) == 9  # five ticks and a new set, three of them told twice


def test_two_tabs_on_one_session_store_each_set_once(phone, line):
    session = open_planned(phone)
    other = phone.context.new_page()
    other.goto(phone.page.url)
    other.locator("fr-session[data-ready]").wait_for()
    line.mode = "gone"
    line.writes.clear()
    tick(phone.page, 1, 2)
    tick(other, 3, 4)
    tick(phone.page, 5)
    until(other, "document.querySelector('fr-connection').textContent.includes('5 waiting')")
    line.mode = "pass"
    for page in (phone.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    phone.until_sent(page=other)
    assert stored(phone, session) == ([1, 2, 3, 4, 5], 5)
    assert len(ticks_of(line)) == len(set(ticks_of(line))) == 5
    other.reload()
    expect(other.locator(DONE)).to_have_count(5)


def test_another_person_in_between_sends_and_sees_nothing_of_it(phone, line, ada, people):
    session = open_planned(phone)
    address = f"/sessions/{session['row']}"
    phone.keep("/", address)
    line.mode = "gone"
    line.writes.clear()
    tick(phone.page, 1, 2, 3, 4, 5)
    phone.says("Offline · 5 waiting")
    phone.context.clear_cookies()
    line.mode = "pass"
    phone.page = phone.context.new_page()
    phone.become(next(people))
    assert phone.held() == []
    line.mode = "gone"
    phone.page.goto(address)
    expect(phone.page.locator(".set-row")).to_have_count(0)
    line.mode = "pass"
    assert phone.page.goto(address).status == 404
    assert ticks_of(line) == []

    phone.become(ada)
    phone.until_sent()
    assert stored(phone, session) == ([1, 2, 3, 4, 5], 5)
    phone.page.goto(address)
    expect(phone.page.locator(DONE)).to_have_count(5)


def test_a_sign_in_that_ended_in_mid_session_loses_nothing(phone, ada):
    session = open_planned(phone)
    phone.context.clear_cookies(name="sessionid")
    tick(phone.page, 1, 2, 3)
    phone.says("Sign in to send 3")
    expect(phone.page.locator(".set-row[data-waiting]")).to_have_count(3)
    phone.become(ada)
    phone.until_sent()
    assert stored(phone, session) == ([1, 2, 3], 5)


def test_a_set_deleted_elsewhere_says_so_on_its_row_and_can_be_brought_back_or_dropped(phone):
    session = open_planned(phone)
    rows = phone.sets(session["row"])
    token = phone.context.request.get("/outbox/token").json()
    for row in rows[:2]:
        phone.context.request.delete(f"/api/v1/sets/{row['id']}", headers={"X-CSRFToken": token["csrf"]})
    tick(phone.page, 1, 2)
    first, second = (phone.page.locator(f"#set-{row['id']}") for row in rows[:2])
    expect(first).to_contain_text("Not taken: This was deleted.")
    second.get_by_role("button", name="Discard").click()
    expect(second).to_have_count(0)
    first.get_by_role("button", name="Edit").click()
    phone.page.get_by_role("textbox", name="Note").fill("it was done")
    phone.page.get_by_role("dialog").get_by_role("button", name="Done").first.click()
    phone.until_sent()
    left = phone.sets(session["row"])
    assert (left[0]["position"], left[0]["done"], left[0]["note"]) == (1, True, "it was done")
    assert len(left) == 4


def test_a_value_that_the_server_refuses_stays_with_the_reason(phone):
    session = open_planned(phone)
    row = phone.sets(session["row"])[0]
    op = {"method": "PATCH", "url": f"/api/v1/sets/{row['id']}", "row": row["id"], "session": session["row"]}
    phone.log({**op, "body": {"rpe": 99}, "words": "Set 1"})
    line = phone.page.locator(f"#set-{row['id']}")
    expect(line).to_contain_text("Not taken:")
    line.get_by_role("button", name="Edit").click()
    phone.page.get_by_label("RPE", exact=True).last.fill("9")
    phone.page.get_by_role("dialog").get_by_role("button", name="Done").first.click()
    phone.until_sent()
    assert phone.sets(session["row"])[0]["rpe"] == 9
    expect(line.get_by_role("button", name="Edit")).to_have_count(0)


def test_a_change_of_the_same_row_is_shown_as_it_is_meant_even_from_an_old_copy(phone, line):
    session = open_planned(phone)
    address = f"/sessions/{session['row']}"
    phone.keep(address)
    tick(phone.page, 1)
    phone.until_sent()
    phone.log(change({"url": f"/api/v1/sessions/{session['row']}", "row": session["row"], "session": session["row"]},
                     body={"title": str(uuid.uuid4())}))  # fmt: skip
    line.mode = "gone"
    phone.page.goto(address)
    expect(phone.page.locator(DONE)).to_have_count(1)
