"""Pages for what went wrong."""

import uuid

from django.test import RequestFactory

from core.errors import too_many_tries

FORM_ONLY = f"/videos/{uuid.UUID(int=7)}/delete"


def test_opening_an_address_that_takes_forms_only_gives_a_page_with_a_way_out(page):
    answer = page.get(FORM_ONLY)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is no page here" in answer.text
    assert 'href="/"' in answer.text


def test_a_script_hears_of_a_wrong_method_as_a_problem(page, api):
    for answer in (page.get(FORM_ONLY, headers={"Accept": "application/json"}), api.delete("/api/v1/exercises")):
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
        assert answer.json()["code"] == "method_not_allowed"
        assert "Allow" in answer.headers


def test_too_many_tries_are_answered_with_a_page(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post("/accounts/login/", {"login": "ada@example.org", "password": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Too many tries" in answers[-1].text
    assert "Wait a few minutes" in answers[-1].text
    assert "FitnessRec" in answers[-1].text


def test_too_many_tries_of_a_script_are_a_problem():
    answer = too_many_tries(RequestFactory().get("/accounts/login/", headers={"Accept": "application/json"}))
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
