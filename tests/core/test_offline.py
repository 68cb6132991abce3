"""What a device asks before and after it was without a connection."""

import pytest


def test_who_is_signed_in_is_told_with_a_token_that_forms_take(client, athlete):
    client.force_login(athlete)
    answer = client.get("/outbox/token")
    assert answer.json()["account"] == str(athlete.pk)
    assert len(answer.json()["csrf"]) > 30
    assert "csrftoken" in answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_nobody_is_told_to_a_device_that_is_signed_out(client, db):
    answer = client.get("/outbox/token")
    assert answer.status_code == 200
    assert answer.json()["account"] is None


def test_asking_who_is_signed_in_costs_the_session_and_the_person(page, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page.get("/outbox/token")


def test_the_token_is_only_read(page):
    assert page.post("/outbox/token").status_code == 405


def test_the_page_of_what_waits_is_for_who_is_signed_in(client, page):
    assert "<fr-waiting>" in page.get("/waiting").text
    page.logout()
    assert page.get("/waiting")["Location"] == "/accounts/login/?next=/waiting"


def test_a_page_names_its_account_and_a_sign_in_page_names_none(page, athlete):
    assert f'data-account="{athlete.pk}"' in page.get("/waiting").text
    page.logout()
    assert "data-account" not in page.get("/accounts/login/").text


def test_the_top_bar_has_a_place_for_what_waits(page):
    assert '<fr-connection role="status"></fr-connection>' in page.get("/waiting").text


@pytest.mark.parametrize(
    ("query", "words"), [("", "These work without one"), ("?nobody", "Nobody is signed in on this device")]
)
def test_the_page_for_no_connection_is_nobodys(page, query, words):
    text = page.get(f"/offline{query}").text
    assert words in text
    assert " data-offline" in text


def test_the_page_about_https_names_the_settings(client, db):
    text = client.get("/help/https").text
    assert "SITE_URL" in text
    assert "BEHIND_PROXY" in text
