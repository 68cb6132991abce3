"""The back button after a sign-out shows nothing of who was signed in."""

import pytest


@pytest.mark.parametrize("path", ["/", "/videos", "/profile", "/profile/tokens", "/accounts/2fa/", "/nothing-here"])
def test_pages_of_who_is_signed_in_are_not_stored(page, path):
    assert "no-store" in page.get(path)["Cache-Control"]


def test_a_page_and_a_piece_of_it_at_one_address_are_told_apart(page):
    for headers in ({}, {"HX-Request": "true"}):
        assert "HX-Request" in page.get("/exercises", headers=headers)["Vary"]


def test_pages_for_everybody_may_be_stored(client, db):
    assert "no-store" not in client.get("/nothing-here").get("Cache-Control", "")


def test_answers_that_are_no_pages_keep_their_own_rules(page, api):
    assert "no-store" not in page.get("/api/schema/").get("Cache-Control", "")
    assert "no-store" not in api.get("/api/v1/exercises").get("Cache-Control", "")


def test_signing_out_clears_what_the_browser_kept_but_not_what_pages_stored(page):
    answer = page.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in page.get("/accounts/login/").headers


def test_each_answer_says_whose_it_is_so_that_copies_are_shown_to_nobody_else(page, athlete):
    for path in ("/", "/nothing-here", "/outbox/token"):
        assert page.get(path)["X-Account"] == str(athlete.pk)


def test_a_page_says_when_nobody_is_signed_in(client, db):
    assert client.get("/accounts/login/")["X-Account"] == "none"
    assert client.get("/waiting")["X-Account"] == "none"
    assert "X-Account" not in client.get("/outbox/token").headers


def test_the_answer_to_a_sign_out_says_that_nobody_is_signed_in(page):
    assert page.post("/accounts/logout/")["X-Account"] == "none"
