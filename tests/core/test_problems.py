import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions

from core.errors import bad_request, csrf_failure, server_error
from core.problems import Conflict, Gone, NotYours, Refused, exception_handler, wants_problem


def told(exc):
    response = exception_handler(exc, {})
    return response.status_code, response.data


@pytest.mark.parametrize(
    ("exc", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (PermissionDenied(), 403, "permission_denied"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.MethodNotAllowed("PATCH"), 405, "method_not_allowed"),
        (exceptions.ParseError(), 400, "parse_error"),
        (exceptions.UnsupportedMediaType("text/x"), 415, "unsupported_media_type"),
        (Conflict(), 409, "id_taken"),
        (Gone(), 410, "deleted"),
        (NotYours("set", "There is none."), 404, "not_found"),
        (Refused("This file is empty.", "empty_file"), 400, "empty_file"),
    ],
)
def test_every_error_has_one_shape_and_a_stable_code(exc, status, code):
    found, body = told(exc)
    assert (found, body["status"], body["code"]) == (status, status, code)
    assert body["type"] == "about:blank"
    assert body["title"] and body["detail"]


def test_an_error_is_sent_as_a_problem():
    assert exception_handler(Http404(), {}).content_type == "application/problem+json"


def test_field_errors_are_named_and_read_as_one_sentence_too():
    _, body = told(exceptions.ValidationError({"reps": ["Too many."], "load_kg": ["Too heavy.", "Really."]}))
    assert body["errors"] == {"reps": ["Too many."], "load_kg": ["Too heavy.", "Really."]}
    assert body["detail"] == "reps: Too many.; load_kg: Too heavy. Really."


def test_nested_errors_carry_their_path():
    detail = {"sets": [{}, {"reps": ["Too many."]}], "note": {"text": ["Too long."]}}
    _, body = told(exceptions.ValidationError(detail))
    assert body["errors"] == {"sets.1.reps": ["Too many."], "note.text": ["Too long."]}


def test_errors_of_the_whole_body_are_called_detail():
    _, body = told(exceptions.ValidationError({"non_field_errors": ["It does not add up."]}))
    assert body["errors"] == {"detail": ["It does not add up."]}
    assert body["detail"] == "It does not add up."


def test_a_row_that_is_not_yours_is_named_by_its_field():
    _, body = told(NotYours("set", "There is no set with this id, or it is not yours."))
    assert body["errors"] == {"set": ["There is no set with this id, or it is not yours."]}


def test_a_throttled_client_hears_when_to_come_back():
    response = exception_handler(exceptions.Throttled(wait=6.2), {})
    assert (response.status_code, response["Retry-After"]) == (429, "7")


def test_a_bug_stays_a_bug():
    assert exception_handler(ZeroDivisionError(), {}) is None


def test_an_unknown_address_of_the_api_is_a_problem(client, db):
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


def test_an_unknown_address_of_the_site_is_a_page_with_a_way_out(client, db):
    response = client.get("/nothing")
    assert response.status_code == 404
    assert "There is nothing here" in response.text
    assert 'href="/"' in response.text


def test_a_body_with_too_many_fields_is_a_problem_and_no_crash(api):
    response = api.post("/api/v1/videos", {f"f{n}": "1" for n in range(1100)}, format="multipart")
    assert response.status_code == 400
    assert json.loads(response.content)["code"] == "malformed"


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        (bad_request, 400, "could not be read"),
        (server_error, 500, "What you saved before is safe"),
        (csrf_failure, 403, "This page was open too long"),
    ],
)
def test_people_get_a_page_that_says_what_to_do(answer, status, sentence):
    request = RequestFactory().get("/sessions")
    request.csp_nonce = "n"
    response = answer(request)
    assert response.status_code == status
    assert sentence in response.text


@pytest.mark.parametrize(("answer", "code"), [(bad_request, "malformed"), (server_error, "server_error")])
def test_clients_get_a_problem_instead_of_a_page(answer, code):
    response = answer(RequestFactory().get("/api/v1/sets"))
    assert json.loads(response.content)["code"] == code


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/json", True),
        ("application/json, text/plain;q=0.5", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("*/*", False),
        ("image/png", False),
    ],
)
def test_a_page_is_sent_unless_json_is_asked_for(accept, wanted):
    assert wants_problem(RequestFactory().get("/videos/new", headers={"Accept": accept})) is wanted


def test_a_script_whose_page_is_stale_hears_it_as_a_problem(athlete):
    client = Client(enforce_csrf_checks=True)
    client.force_login(athlete)
    answer = client.post("/videos/new", headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert "open too long" in answer.json()["detail"]
