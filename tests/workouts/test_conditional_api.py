"""What a client has is not sent again, and what it has not seen is not overwritten."""

import uuid

import pytest
from django.db.models import Q
from rest_framework.test import APIClient

from core import grants
from core.versions import version_of
from workouts.models import Session, Set

SETS = "/api/v1/sets"
LISTS = ["/api/v1/sets", "/api/v1/sessions", "/api/v1/templates", "/api/v1/bodyweights", "/api/v1/videos"]


@pytest.fixture
def row(session, new_set):
    return new_set(session)


def body(row, **more):
    return {"session": str(row.session_id), "exercise": "deadlift", "load_kg": 100, "reps": 5} | more


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_not_sent_again_until_something_of_the_persons_changed(api, device, row, new_set, path):
    tag = device.get(path).headers["ETag"]
    again = device.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    new_set(row.session)
    later = device.get(path, headers={"If-None-Match": tag})
    assert later.status_code == 200
    assert "results" in later.json()
    assert later.headers["ETag"] == f'"{version_of(row.owner_id)}-{row.owner_id}"' != tag


@pytest.mark.parametrize("path", [*LISTS, "/api/v1/changes", "/api/v1/kit", "/api/v1/exercises/deadlift/settings"])
def test_a_tag_that_somebody_else_heard_at_this_address_is_no_tag_of_mine(api, stranger, lifts, path):
    tag = api.get(path).headers["ETag"]
    client = APIClient()
    client.force_authenticate(stranger)  # at the same version: neither has written anything
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_list_with_others_rows_is_sent_each_time(device, row, theirs):
    def everything(viewer, model):
        return Q(owner=theirs.owner) if model is Session else None

    grants.register(everything)
    try:
        answer = device.get("/api/v1/sessions")
        assert {found["id"] for found in answer.json()["results"]} == {str(row.session_id), str(theirs.pk)}
        assert "ETag" not in answer.headers
        assert device.get(f"/api/v1/sessions/{theirs.pk}").json()["title"] == theirs.title
    finally:
        grants.unregister(everything)


def test_a_list_that_is_not_sent_again_costs_the_sign_in_alone(device, row, django_assert_num_queries):
    tag = device.get(SETS).headers["ETag"]
    with django_assert_num_queries(1):
        assert device.get(SETS, headers={"If-None-Match": tag}).status_code == 304


def test_what_others_write_changes_no_tag_of_ones_own(device, row, theirs, new_set):
    tag = device.get(SETS).headers["ETag"]
    new_set(theirs)
    assert device.get(SETS).headers["ETag"] == tag


def test_an_answer_is_kept_for_this_client_alone(device, row):
    for path in (SETS, f"{SETS}/{row.pk}"):
        headers = device.get(path).headers
        assert headers["Cache-Control"] == "private, no-cache"
        assert {"Authorization", "Cookie"} <= {part.strip() for part in headers["Vary"].split(",")}


@pytest.mark.parametrize("known", ['"{v}"', 'W/"{v}"', '"x", "{v}"', "*"])
def test_one_row_is_not_sent_again(api, row, known):
    answer = api.get(f"{SETS}/{row.pk}", headers={"If-None-Match": known.format(v=row.v)})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_row_that_changed_is_sent_again(api, row):
    api.patch(f"{SETS}/{row.pk}", {"reps": 6})
    assert api.get(f"{SETS}/{row.pk}", headers={"If-None-Match": f'"{row.v}"'}).json()["reps"] == 6


def send(api, method, row, **headers):
    url = f"{SETS}/{row.pk}"
    data = {"put": body(row, reps=9), "patch": {"reps": 9}, "delete": None}[method]
    return getattr(api, method)(url, data, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("tag", ['"{v}"', '"1", "{v}"', "*"])
def test_a_change_of_what_the_client_knows_is_made(api, row, method, tag):
    answer = send(api, method, row, If_Match=tag.format(v=row.v))
    assert answer.status_code == (204 if method == "delete" else 200)
    row.refresh_from_db()
    assert row.deleted_at if method == "delete" else row.reps == 9
    assert answer.headers["ETag"] == f'"{row.v}"'


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("tag", ['"{older}"', 'W/"{v}"', "{v}", "x", ""])
def test_a_change_of_what_the_client_has_not_seen_is_refused_and_loses_nothing(api, row, method, tag):
    api.patch(f"{SETS}/{row.pk}", {"reps": 7, "note": "from another device"})
    v = version_of(row.owner_id)
    answer = send(api, method, row, If_Match=tag.format(older=row.v, v=v))
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    row.refresh_from_db()
    assert (row.reps, row.note, row.deleted_at, row.v) == (7, "from another device", None, v)
    assert version_of(row.owner_id) == v


def test_without_a_condition_the_last_write_wins(api, row):
    api.patch(f"{SETS}/{row.pk}", {"reps": 7})
    assert api.put(f"{SETS}/{row.pk}", body(row, reps=8)).json()["reps"] == 8


def test_if_match_creates_nothing(api, row):
    pk = uuid.uuid4()
    answer = api.put(f"{SETS}/{pk}", body(row), headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    assert not Set.objects.filter(pk=pk).exists()


def test_if_none_match_any_creates_and_never_replaces(api, row):
    pk = uuid.uuid4()
    assert api.put(f"{SETS}/{pk}", body(row, reps=3), headers={"If-None-Match": "*"}).status_code == 201
    answer = api.put(f"{SETS}/{pk}", body(row, reps=4), headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.json()["code"]) == (412, "already_there")
    assert Set.objects.get(pk=pk).reps == 3


def test_a_restore_holds_to_its_condition(api, row):
    gone = api.delete(f"{SETS}/{row.pk}").headers["ETag"]
    refused = api.post(f"{SETS}/{row.pk}/restore", headers={"If-Match": f'"{row.v}"'})
    assert (refused.status_code, Set.objects.get(pk=row.pk).deleted_at is None) == (412, False)
    assert api.post(f"{SETS}/{row.pk}/restore", headers={"If-Match": gone}).status_code == 200
    assert Set.objects.get(pk=row.pk).deleted_at is None


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("sessions", {"title": "Lower"}),
        ("templates", {"title": "Lower A", "lines": []}),
        ("bodyweights", {"weight_kg": 80}),
        ("exercises", {"name": "Own lift", "pattern": "hinge", "equipment": "barbell", "primary": ["glutes"]}),
    ],
)
def test_a_post_with_a_key_creates_one_row_however_often_it_is_sent(device, athlete, lifts, path, data):
    url, key = f"/api/v1/{path}", {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
    first, second = device.post(url, data, headers=key), device.post(url, data, headers=key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert first.headers["ETag"] == second.headers["ETag"]
    assert device.post(url, data, headers={"Idempotency-Key": "another"}).json()["id"] != first.json()["id"]


def test_a_retry_that_comes_late_brings_no_older_values_back(device, session, lifts):
    data, key = body(Set(session=session)), {"Idempotency-Key": "k"}
    pk = device.post(SETS, data, headers=key).json()["id"]
    device.patch(f"{SETS}/{pk}", {"reps": 12})
    assert device.post(SETS, data, headers=key).json()["reps"] == 12
    device.delete(f"{SETS}/{pk}")
    assert device.post(SETS, data, headers=key).json()["code"] == "deleted"


def test_a_key_is_the_persons_own(device, athlete, stranger):
    client = APIClient()
    client.force_authenticate(stranger)
    ids = {who.post("/api/v1/sessions", {"title": "x"}, headers={"Idempotency-Key": "k"}).json()["id"]
           for who in (device, client)}  # fmt: skip
    assert len(ids) == 2
    assert set(Session.objects.values_list("owner", flat=True)) == {athlete.pk, stranger.pk}
