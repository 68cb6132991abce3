"""What the server does not take stays visible with its reason, to edit or discard."""

import pytest
from playwright.sync_api import expect

from tests.whole.phones import change, new_session, new_set

pytestmark = pytest.mark.browser


def test_a_refused_set_says_why_and_is_sent_once_it_is_edited(phone, line):
    session = new_session()
    wrong, right = new_set(session, 1, reps=0), new_set(session, 2)
    later = change(wrong, body={"note": "felt light"}, words="Note")
    phone.log(session, wrong, later, right)
    phone.run("await outbox.flush();")
    assert phone.numbers(session) == [2]  # the others went on
    phone.says("1 not taken")
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
    assert phone.numbers(session) == []
    phone.log({**row, "method": "POST", "url": f"{row['url']}/restore", "body": None, "words": "Bring back"})
    phone.until_sent()
    assert phone.numbers(session) == [1]
    assert [words for words, _ in phone.held()] == ["Lower A", "Set 1", "Delete", "Bring back"]
    versions = phone.run("return (await outbox.list()).map((op) => op.v);")
    assert versions == sorted(versions)
    phone.run("await outbox.seen(given[0], given[1]);", session["row"], versions[2])
    assert [words for words, _ in phone.held()] == ["Bring back"]
