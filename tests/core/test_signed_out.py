"""What is heard by whose sign-in has ended."""

import uuid

import pytest

SOMETHING = f"/sets/{uuid.UUID(int=7)}/log"
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_fragment_that_needs_a_sign_in_is_refused_instead_of_led_to_the_sign_in_page(client, db, method):
    answer = getattr(client, method)("/exercises", headers=HTMX)
    assert (answer.status_code, answer.headers.get("Location")) == (401, None)
    assert "<" not in answer.text


def test_a_script_hears_it_as_a_problem(client, db):
    answer = client.post("/videos/new", headers=JSON)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "signed_out"
    assert "Sign in" in answer.json()["detail"]


def test_a_page_leads_to_the_sign_in_and_back(client, db):
    assert client.get("/videos")["Location"] == "/accounts/login/?next=/videos"


@pytest.mark.parametrize(
    ("referer", "there"),
    [
        ("http://testserver/sessions/start?a=1#top", "/accounts/login/?next=%2Fsessions%2Fstart%3Fa%3D1"),
        ("http://elsewhere.example/sessions", "/accounts/login/"),
        ("http://testserver//elsewhere.example", "/accounts/login/"),
        ("javascript:alert(1)", "/accounts/login/"),
        ("http://[", "/accounts/login/"),
        ("", "/accounts/login/"),
    ],
)
def test_after_a_form_the_sign_in_leads_back_to_the_page_it_stood_on(client, db, referer, there):
    answer = client.post(SOMETHING, headers={"Referer": referer})
    assert (answer.status_code, answer["Location"]) == (302, there)


def test_signing_out_is_no_lost_sign_in(page):
    answer = page.post("/accounts/logout/", headers={"Referer": "http://testserver/profile"} | HTMX)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


def test_who_is_signed_in_notices_nothing(page):
    assert page.get("/videos", headers=HTMX).status_code == 200
