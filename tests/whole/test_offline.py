"""Nothing that is logged is lost or doubled: no connection, killed browsers, lost answers, two tabs, other people."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.faults import bad_line
from tests.whole.phones import PASSWORD, SCREEN, OwnPhone, Phone, change, make_people, new_session, new_set

pytestmark = pytest.mark.browser


@pytest.fixture
def line(site):
    """A connection to the program that fails as the test says."""
    with bad_line(site.url) as line:
        yield line


@pytest.fixture(scope="module")
def people(site):
    """Enough people for each test to begin with somebody who has nothing yet."""
    return iter(make_people(site, 20))


@pytest.fixture
def ada(people):
    """Ada, whose log it is."""
    return next(people)


@pytest.fixture
def phone(browser, line, ada):
    """Ada's phone, signed in over that connection."""
    phone = Phone(line.url, browser.new_context(base_url=line.url, **SCREEN))
    phone.become(ada)
    yield phone
    phone.stop()


def sign_in(phone, email):
    phone.page.goto("/accounts/login/")
    phone.page.get_by_label("Email").fill(email)
    phone.page.get_by_label("Password").fill(PASSWORD)
    phone.page.get_by_role("button", name="Sign in").click()
    phone.page.get_by_role("heading", name="Today").wait_for()


def sign_out(phone):
    phone.page.goto("/profile")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.get_by_role("heading", name="Sign in").wait_for()


def keep_pages(phone):
    """Have the service worker take over and store what must be there without a connection."""
    until(phone.page, "!!navigator.serviceWorker.controller")
    code = "const worker = await import('/static/js/lib/worker.js');"
    phone.run(f"{code} for (const url of given) await worker.tellWorker({{ kind: 'refresh', url }});", "/", "/waiting")


def numbers(phone, session):
    return [row["position"] for row in phone.sets(session["row"])]


@pytest.fixture
def own_phone(driver, line, ada, tmp_path):
    """Ada's phone with a profile that outlives its browser."""
    phone = OwnPhone(line.url, driver, tmp_path / "profile")
    phone.become(ada)
    yield phone
    phone.stop()


def test_five_sets_logged_offline_outlive_a_killed_browser(own_phone, line):
    phone = own_phone
    keep_pages(phone)
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
    phone.page.get_by_role("heading", name="Today").wait_for()
    phone.says("Offline · 6 waiting")
    assert phone.held() == [(op["words"], "waiting") for op in (session, *sets)]
    assert not line.writes

    line.mode = "pass"
    phone.until_sent()
    assert line.writes == [("PUT", op["url"], 201) for op in (session, *sets)]
    assert numbers(phone, session) == [1, 2, 3, 4, 5]


def test_a_server_that_is_too_busy_gets_everything_later_in_order(phone, line):
    line.mode = "busy"
    session = new_session()
    sets = [new_set(session, number) for number in range(1, 6)]
    phone.log(session, *sets)
    phone.says("6 waiting")
    phone.page.reload()
    phone.page.set_content("<p>the server's page</p>")
    line.mode = "pass"
    phone.page.goto("/")
    phone.until_sent()
    assert [path for _, path, _ in line.writes] == [op["url"] for op in (session, *sets)]
    assert numbers(phone, session) == [1, 2, 3, 4, 5]


def test_an_answer_lost_after_it_was_stored_doubles_nothing(phone, line):
    session = new_session()
    sets = [new_set(session, number) for number in range(1, 6)]
    line.lose = 2
    phone.log(session, *sets)
    phone.until_sent()
    stored = [status for _, path, status in line.writes if path == session["url"]]
    assert stored == [201, 200, 200]  # twice more than needed, and one row
    assert [path for _, path, _ in line.writes[3:]] == [op["url"] for op in sets]
    assert numbers(phone, session) == [1, 2, 3, 4, 5]


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
    sign_in(phone, ada.email)
    phone.until_sent()
    assert numbers(phone, session) == [1]


def test_what_one_person_logged_is_neither_shown_nor_sent_under_another_login(phone, line, ada, people):
    ada_page = phone.page
    keep_pages(phone)
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
    assert line.writes == []

    line.mode = "gone"  # Sam sees no page of Ada's without a connection
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Nothing is waiting").wait_for()
    line.mode = "pass"
    phone.page.goto("/")
    sign_out(phone)
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_text("Nobody is signed in on this device").wait_for()
    line.mode = "pass"
    phone.page.goto("/accounts/login/")
    sign_in(phone, ada.email)
    phone.until_sent()
    assert numbers(phone, session) == [1]
    assert line.writes[0][1] == session["url"]


def test_the_server_refuses_what_another_account_sends(phone):
    token = phone.context.request.get("/outbox/token").json()
    answer = phone.context.request.put(
        f"/api/v1/sessions/{uuid.uuid4()}",
        data={"title": "x"},
        headers={"X-Account": str(int(token["account"]) + 1), "X-CSRFToken": token["csrf"]},
    )
    assert (answer.status, answer.json()["code"]) == (401, "other_account")


def test_a_refused_set_says_why_and_is_sent_once_it_is_edited(phone, line):
    session = new_session()
    wrong, right = new_set(session, 1, reps=0), new_set(session, 2)
    later = change(wrong, body={"note": "felt light"}, words="Note")
    phone.log(session, wrong, later, right)
    phone.says("1 not taken")
    assert numbers(phone, session) == [2]  # the others went on
    phone.page.get_by_role("link", name="1 not taken").click()
    expect(phone.page.locator("fr-waiting")).to_contain_text("0 reps means a missed lift")
    expect(phone.page.locator("fr-waiting")).to_contain_text("1 later change to it waits for this one.")
    phone.page.get_by_role("button", name="Edit").click()
    phone.page.get_by_label("Reps").fill("4")
    phone.page.get_by_role("button", name="Send").click()
    phone.page.get_by_role("heading", name="Nothing is waiting").wait_for()
    first = phone.sets(session["row"])[0]
    assert (first["reps"], first["note"]) == (4, "felt light")


def test_correcting_the_row_itself_sends_what_was_refused(phone):
    session = new_session()
    wrong = new_set(session, 1, reps=0)
    phone.log(session, wrong)
    phone.says("1 not taken")
    phone.log(change(wrong, body={"reps": 3}))
    phone.until_sent()
    assert [row["reps"] for row in phone.sets(session["row"])] == [3]


def test_a_row_deleted_elsewhere_is_discarded_or_brought_back(phone):
    session = new_session()
    first, second = new_set(session, 1), new_set(session, 2)
    phone.log(session, first, second)
    phone.until_sent()
    for op in (first, second):
        token = phone.context.request.get("/outbox/token").json()
        phone.context.request.delete(op["url"], headers={"X-CSRFToken": token["csrf"]})
    phone.log(change(first, body={"reps": 6}, words="First"), change(second, body={"reps": 7}, words="Second"))
    phone.page.goto("/waiting")
    lines = phone.page.locator(".refused")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("This was deleted.")
    lines.first.get_by_role("button", name="Discard").click()
    lines.first.get_by_role("button", name="Discard for good").click()
    expect(lines).to_have_count(1)
    lines.first.get_by_role("button", name="Edit").click()
    phone.page.get_by_role("button", name="Send").click()
    phone.page.get_by_role("heading", name="Nothing is waiting").wait_for()
    assert [(row["position"], row["reps"]) for row in phone.sets(session["row"])] == [(2, 7)]


def test_a_deletion_can_be_taken_back_offline_and_sent_ones_stay_until_a_page_shows_them(phone):
    session = new_session()
    row = new_set(session, 1)
    phone.log(session, row, change(row, "DELETE", words="Delete"))
    phone.until_sent()
    assert numbers(phone, session) == []
    phone.log({**row, "method": "POST", "url": f"{row['url']}/restore", "body": None, "words": "Bring back"})
    phone.until_sent()
    assert numbers(phone, session) == [1]
    assert [words for words, _ in phone.held()] == ["Lower A", "Set 1", "Delete", "Bring back"]
    versions = phone.run("return (await outbox.list()).map((op) => op.v);")
    assert versions == sorted(versions)
    phone.run("await outbox.seen(given[0], given[1]);", session["row"], versions[2])
    assert [words for words, _ in phone.held()] == ["Bring back"]


def test_pages_and_their_files_are_there_without_a_connection(phone, line):
    keep_pages(phone)
    phone.page.goto("/exercises")
    line.mode = "gone"
    phone.page.goto("/exercises")
    expect(phone.page.get_by_role("link", name=re.compile("^Deadlift", re.I)).first).to_be_visible()
    assert phone.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "14px"
    phone.page.goto("/progress?exercise=good-morning")
    phone.page.get_by_role("heading", name="No connection").wait_for()
    phone.page.get_by_role("link", name="What waits to be sent").click()
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_a_new_version_takes_over_and_leaves_copies_and_the_files_they_name(phone, line):
    keep_pages(phone)
    names = "return (await caches.keys()).filter((name) => !name.startsWith('who'));"
    first = phone.run(names)
    update = "const worker = await navigator.serviceWorker.ready; await worker.update();"
    for line.worker in ("second", "third"):
        phone.run(update)
        until(phone.page, f"caches.has('static-{line.worker}')")
        until(phone.page, "navigator.serviceWorker.ready.then((one) => !one.installing && !one.waiting)")
    pages = [name for name in first if name.startswith("pages-")]
    until(phone.page, "caches.keys().then((names) => names.filter((name) => name.startsWith('static-')).length === 2)")
    assert sorted(phone.run(names)) == sorted([*pages, "static-second", "static-third"])
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_signing_out_leaves_copies_and_outbox_for_who_comes_back(phone, line, ada):
    keep_pages(phone)
    line.mode = "gone"
    session = new_session()
    phone.log(session)
    line.mode = "pass"
    phone.context.clear_cookies(name="csrftoken")
    kept = phone.run("return caches.keys();")
    sign_out(phone)  # answers with Clear-Site-Data: "cache"
    assert phone.run("return caches.keys();") == kept
    sign_in(phone, ada.email)
    phone.until_sent()
    line.mode = "gone"
    phone.page.goto("/waiting")
    phone.page.get_by_role("heading", name="Waiting to be sent").wait_for()


def test_over_plain_http_the_outbox_works_and_the_page_says_what_needs_https(driver, line, ada, tmp_path):
    url = line.url.replace("127.0.0.1", "gym.test")
    phone = OwnPhone(url, driver, tmp_path / "profile", "--host-resolver-rules=MAP gym.test 127.0.0.1")
    try:
        phone.become(ada)
        expect(phone.page.locator("fr-toast")).to_contain_text("notifications need https")
        assert phone.page.evaluate("[isSecureContext, !!crypto.randomUUID, !!navigator.locks]") == [False, False, False]
        other = phone.context.new_page()
        other.goto("/")
        line.mode = "gone"
        session = new_session()
        ops = [session, *[new_set(session, number) for number in range(1, 5)]]
        for place, op in enumerate(ops):
            phone.log(op, page=(phone.page, other)[place % 2])
        line.mode = "pass"
        for page in (phone.page, other):
            page.evaluate("dispatchEvent(new Event('online'))")
        phone.until_sent()
        assert [path for _, path, _ in line.writes] == [op["url"] for op in ops]
        phone.page.goto("/waiting")
        phone.page.get_by_role("link", name="How to get it").click()
        phone.page.get_by_role("heading", name="Using FitnessRec over https").wait_for()
    finally:
        phone.stop()


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
    assert numbers(phone, session) == [1]
