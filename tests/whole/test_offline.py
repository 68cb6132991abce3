"""Nothing that is logged is lost or doubled: no connection, killed browsers, lost answers, two tabs, other people."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.whole.phones import new_session, new_set, until

pytestmark = pytest.mark.browser


def test_five_sets_logged_offline_outlive_a_killed_browser(own_phone, line):
    phone = own_phone
    phone.keep("/", "/waiting")
    phone.stop()  # what a browser knows is on the disk after a while; here it is now
    phone.start()
    phone.page.goto("/")
    line.mode = "gone"
    session = new_session()
    sets = [new_set(session, number) for number in range(1, 6)]
    for op in (session, *sets):
        phone.log(op)
    phone.says("Offline · 6 waiting")
    phone.kill()

    phone.start()
    phone.page.goto("/")  # from the service worker's copy
    phone.page.get_by_role("heading", name="Today", exact=True).wait_for()
    phone.says("Offline · 6 waiting")
    assert phone.held() == [(op["words"], "waiting") for op in (session, *sets)]
    assert not line.writes

    line.mode = "pass"
    phone.until_sent()
    assert line.writes == [("PUT", op["url"], 201) for op in (session, *sets)]
    assert phone.numbers(session) == [1, 2, 3, 4, 5]


def test_a_server_that_is_too_busy_gets_everything_later_in_order(phone, line):
    line.mode = "busy"
    session = new_session()
    sets = [new_set(session, number) for number in range(1, 6)]
    phone.log(session, *sets)
    phone.says("6 waiting")
    phone.page.reload()
    line.mode = "pass"
    phone.page.goto("/")
    phone.until_sent()
    assert [path for _, path, _ in line.writes] == [op["url"] for op in (session, *sets)]
    assert phone.numbers(session) == [1, 2, 3, 4, 5]


def test_a_gyms_sign_in_page_is_not_taken_for_an_answer(phone, line):
    line.mode = "portal"
    session = new_session()
    phone.log(session)
    phone.says("1 waiting")
    assert phone.held() == [("Lower A", "waiting")]
    line.mode = "pass"
    phone.run("await outbox.flush();")
    assert line.taken() == [session["url"]]


def test_an_answer_lost_after_it_was_stored_doubles_nothing(phone, line):
    session = new_session()
    sets = [new_set(session, number) for number in range(1, 6)]
    line.lose = 2
    phone.log(session, *sets)
    phone.until_sent()
    stored = [status for _, path, status in line.writes if path == session["url"]]
    assert stored == [201, 200, 200]  # twice more than needed, and one row
    assert [path for _, path, _ in line.writes[3:]] == [op["url"] for op in sets]
    assert phone.numbers(session) == [1, 2, 3, 4, 5]


def test_two_tabs_send_each_operation_once(phone, line):
    other = phone.context.new_page()
    other.goto("/")
    session = new_session()
    phone.log(session)
    phone.until_sent()
    line.mode = "gone"
    ops = [new_set(session, number) for number in range(1, 9)]
    for place, op in enumerate(ops):
        phone.log(op, page=(phone.page, other)[place % 2])
    until(other, "document.querySelector('fr-connection').textContent.includes('8 waiting')")
    line.mode = "pass"
    for page in (phone.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    phone.until_sent(page=other)
    assert [path for _, path, _ in line.writes[1:]] == [op["url"] for op in ops]
    until(other, "document.querySelector('fr-connection').textContent === ''")


def test_a_sign_in_that_ended_keeps_all_until_it_is_renewed(phone, line, ada):
    phone.context.clear_cookies(name="sessionid")
    session = new_session()
    phone.log(session, new_set(session, 1))
    phone.says("Sign in to send 2")
    assert line.writes == []
    phone.page.get_by_role("link", name="Sign in to send 2").click()
    expect(phone.page.locator("fr-connection")).to_have_count(0)
    phone.sign_in(ada)
    phone.until_sent()
    assert phone.numbers(session) == [1]


def test_what_one_person_logged_is_neither_shown_nor_sent_under_another_login(phone, line, ada, people):
    ada_page = phone.page
    phone.keep("/", "/waiting")
    line.mode = "gone"
    session = new_session("Ada's session")
    phone.log(session, new_set(session, 1))
    phone.context.clear_cookies()
    line.mode = "pass"
    phone.page = phone.context.new_page()
    phone.become(next(people))
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Nothing is waiting").wait_for()
    assert phone.held() == []
    phone.run("await outbox.flush();", page=ada_page)  # Ada's page is still open beside Sam's
    until(ada_page, "document.querySelector('fr-connection').textContent === 'Sign in to send 2'")
    assert line.taken() == []

    line.mode = "gone"  # Sam sees no page of Ada's without a connection
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Nothing is waiting").wait_for()
    line.mode = "pass"
    phone.page.goto("/")
    phone.sign_out()
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_text("Nobody is signed in on this device").wait_for()
    line.mode = "pass"
    phone.page.goto("/accounts/login/")
    phone.sign_in(ada)
    phone.until_sent()
    assert phone.numbers(session) == [1]
    assert line.taken()[0] == session["url"]


def test_the_server_refuses_what_another_account_sends(phone):
    token = phone.context.request.get("/outbox/token").json()
    answer = phone.context.request.put(
        f"/api/v1/sessions/{uuid.uuid4()}",
        data={"title": "x"},
        headers={"X-Account": str(int(token["account"]) + 1), "X-CSRFToken": token["csrf"]},
    )
    assert (answer.status, answer.json()["code"]) == (401, "other_account")


def test_ids_made_on_the_device_are_version_7_and_rise(phone):
    code = "const { newId } = await import('/static/js/lib/ids.js'); return Array.from({ length: 3000 }, newId);"
    made = phone.run(code)
    assert made == sorted(set(made))
    assert {uuid.UUID(text).version for text in made} == {7}
    assert {uuid.UUID(text).variant for text in made} == {uuid.RFC_4122}


def test_without_a_database_the_page_keeps_what_is_logged_and_says_so(phone, line):
    phone.page.add_init_script("delete window.indexedDB; Object.defineProperty(window, 'indexedDB', { value: null })")
    phone.page.reload()
    line.mode = "gone"
    session = new_session()
    phone.log(session, new_set(session, 1))
    phone.says("2 waiting, not stored")
    line.mode = "pass"
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.until_sent()
    assert phone.numbers(session) == [1]
