"""Devices and scripts: made, shown once, listed, revoked."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session as WebSession
from django.test import Client

from accounts.domain.tokens import create_token, digest
from accounts.models import ApiToken

URL = "/profile/tokens"


def make(page, name="phone", scope="write", **more):
    return page.post(URL, {"name": name, "scope": scope}, **more)


def secret_on(answer):
    found = re.search(r'<code id="token">([\w-]+)</code>', answer.text)
    return found and found[1]


def test_the_profile_leads_there(page):
    assert f'href="{URL}"' in page.get("/profile").text


def test_without_tokens_the_page_says_what_they_are_for(page):
    shown = page.get(URL).text
    assert "Nothing is connected" in shown
    assert "make it a token: a password of its own" in shown


def test_a_token_is_shown_on_the_page_after_and_works(page, athlete, client):
    answer = make(page, "Backup script", "read")
    assert (answer.status_code, answer["Location"]) == (302, URL)
    shown = page.get(URL)
    secret = secret_on(shown)
    assert "it is not shown again" in shown.text
    assert "http://testserver/api/v1/sessions?limit=1" in shown.text
    row = ApiToken.objects.get()
    assert (row.user, row.name, row.scope, row.digest) == (athlete, "Backup script", "read", digest(secret))
    listed = Client().get("/api/v1/tokens", headers={"Authorization": f"Token {secret}"}).json()["results"]
    assert [entry["name"] for entry in listed] == ["Backup script"]


def test_a_reload_shows_it_no_more_and_makes_no_second(page):
    make(page)
    secret = secret_on(page.get(URL))
    again = page.get(URL)
    assert secret not in again.text
    assert "phone" in again.text and "never used" in again.text
    assert ApiToken.objects.count() == 1


def test_the_page_with_the_text_is_stored_nowhere(page):
    make(page)
    answer = page.get(URL)
    assert "no-store" in answer["Cache-Control"]
    secret = secret_on(answer)
    assert not any(secret in str(row.get_decoded()) for row in WebSession.objects.all())


def test_the_text_travels_in_a_cookie_that_scripts_and_other_sites_do_not_get(page):
    cookie = make(page).cookies["new_token"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", URL, 60)
    page.get(URL)
    assert page.cookies["new_token"].value == ""


def test_the_next_person_at_this_browser_does_not_see_it(page, stranger):
    make(page)
    page.force_login(stranger)
    answer = page.get(URL)
    assert secret_on(answer) is None
    assert "phone" not in answer.text


def test_a_cookie_somebody_made_up_shows_nothing(page, athlete):
    row, _ = create_token(user=athlete, name="phone", scope="read")
    page.cookies["new_token"] = f"{row.pk}:guess"
    assert secret_on(page.get(URL)) is None


def test_the_list_says_what_each_may_and_when_it_was_used_in_local_time(page, athlete):
    create_token(user=athlete, name="watch", scope="read")
    create_token(user=athlete, name="phone", scope="write")
    ApiToken.objects.filter(name="watch").update(last_used_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    shown = " ".join(page.get(URL).text.split())
    assert re.search(r"<b>watch</b> <span[^>]*>reads</span>.*?last used 2 Jul 2026, 00:30", shown)
    assert re.search(r"<b>phone</b> <span[^>]*>reads and writes</span>.*?never used", shown)


def test_tokens_of_somebody_else_are_not_listed(page, stranger):
    create_token(user=stranger, name="Sam's watch", scope="read")
    assert "Sam's watch" not in page.get(URL).text and "Nothing is connected" in page.get(URL).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"name": "a\0b"}, "Null characters are not allowed"),
        ({"scope": "admin"}, "is not one of the available choices"),
    ],
)
def test_a_refused_form_says_why_and_makes_nothing(page, change, sentence):
    answer = make(page, **change)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert not ApiToken.objects.exists()


def test_a_name_is_text_and_never_markup(page):
    make(page, "<script>alert(1)</script>")
    for _ in range(2):
        assert "<script>alert" not in page.get(URL).text


def test_revoking_is_asked_about_with_what_stops(page, athlete, signed):
    signed(athlete)
    row = ApiToken.objects.get()
    shown = page.get(f"{URL}/{row.pk}/revoke").text
    assert "Revoke “a phone”?" in shown
    assert "can no longer read or change anything of yours" in shown
    assert ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing_any_more(page, athlete, signed):
    headers = signed(athlete)
    assert Client().get("/api/v1/sessions", headers=headers).status_code == 200
    answer = page.post(f"{URL}/{ApiToken.objects.get().pk}/revoke", follow=True)
    assert "a phone was revoked." in answer.text
    assert Client().get("/api/v1/sessions", headers=headers).json()["code"] == "bad_token"
    assert not ApiToken.objects.exists()


def test_nobody_revokes_what_is_not_theirs(page, stranger):
    row, _ = create_token(user=stranger, name="his", scope="read")
    for method in (page.get, page.post):
        assert method(f"{URL}/{row.pk}/revoke").status_code == 404
    assert ApiToken.objects.get() == row


def test_the_pages_ask_for_a_sign_in(client, athlete):
    row, _ = create_token(user=athlete, name="hers", scope="read")
    for path in (URL, f"{URL}/{row.pk}/revoke"):
        assert client.get(path)["Location"].startswith("/accounts/login/")
        client.post(path, {"name": "x", "scope": "write"})
    assert ApiToken.objects.get() == row


def test_another_site_makes_no_token(athlete):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(athlete)
    assert make(browser).status_code == 403
    assert not ApiToken.objects.exists()
