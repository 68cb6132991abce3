"""Versions of single rows, and deletions that are taken back over the API."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

SETS, SESSIONS = "/api/v1/sets", "/api/v1/sessions"


def tag(row):
    return f'"{type(row).objects.get(pk=row.pk).v}"'


def test_each_answer_about_one_row_carries_its_version(api, session, new_set):
    row = new_set(session)
    url, body = f"{SETS}/{row.pk}", {"session": str(session.pk), "exercise": "deadlift", "reps": 5}
    for send in (
        lambda: api.get(url),
        lambda: api.put(url, body),
        lambda: api.patch(url, {"reps": 6}),
        lambda: api.delete(url),
        lambda: api.post(f"{url}/restore"),
    ):
        assert send()["ETag"] == tag(row)


def test_what_is_created_carries_its_version_too(api, session, lifts):
    body = {"session": str(session.pk), "exercise": "deadlift", "reps": 5}
    posted = api.post(SETS, body)
    put = api.put(f"{SETS}/{uuid.uuid4()}", body)
    assert [answer.status_code for answer in (posted, put)] == [201, 201]
    first, second = (int(answer["ETag"].strip('"')) for answer in (posted, put))
    assert second > first


def test_versions_of_one_person_rise_with_each_write(api, session, new_set):
    row = new_set(session)
    found = [int(api.patch(f"{SETS}/{row.pk}", {"reps": reps})["ETag"].strip('"')) for reps in (1, 2, 3)]
    assert found == sorted(set(found))


def test_a_list_carries_the_version_of_all_of_the_persons_rows(api, session, new_set):
    row = new_set(session)
    later = new_set(session)
    assert api.get(f"{SETS}/{row.pk}").headers["ETag"] == f'"{row.v}"'
    assert api.get(SETS).headers["ETag"] == f'"{later.v}-{later.owner_id}"'


def test_a_deleted_set_comes_back_as_it_was(api, session, new_set):
    row = new_set(session, reps=7)
    api.delete(f"{SETS}/{row.pk}")
    answer = api.post(f"{SETS}/{row.pk}/restore")
    assert answer.status_code == 200
    assert answer.json()["reps"] == 7
    assert Set.objects.get().deleted_at is None


def test_a_deleted_session_comes_back_with_its_sets(api, session, new_set):
    gone_before, row = new_set(session), new_set(session)
    delete_set(gone_before, at=timezone.now())
    delete_session(session, at=timezone.now())
    answer = api.post(f"{SESSIONS}/{session.pk}/restore")
    assert (answer.status_code, answer.json()["id"]) == (200, str(session.pk))
    assert [found.pk for found in Set.objects.alive()] == [row.pk]


def test_restoring_twice_changes_nothing_the_second_time(api, session, new_set):
    row = new_set(session)
    api.delete(f"{SETS}/{row.pk}")
    first = api.post(f"{SETS}/{row.pk}/restore")
    second = api.post(f"{SETS}/{row.pk}/restore")
    assert (second.status_code, second.json()) == (200, first.json())
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize("deleted", [True, False])
def test_a_strangers_rows_are_not_there_to_be_restored(api, theirs, new_set, deleted):
    row = new_set(theirs)
    if deleted:
        delete_session(theirs, at=timezone.now())
    for url in (f"{SETS}/{row.pk}/restore", f"{SESSIONS}/{theirs.pk}/restore"):
        assert (api.post(url).status_code, api.post(url).json()["code"]) == (404, "not_found")
    assert Session.objects.get(pk=theirs.pk).deleted_at == (None if not deleted else theirs.deleted_at)


def test_a_set_of_a_deleted_session_comes_back_only_with_it(api, session, new_set):
    row = new_set(session)
    delete_session(session, at=timezone.now())
    assert api.post(f"{SETS}/{row.pk}/restore").status_code == 404
    assert not Set.objects.alive().exists()


def test_an_id_that_never_was_is_404_and_one_that_is_deleted_stays_410_to_put(api, session, new_set):
    assert api.post(f"{SETS}/{uuid.uuid4()}/restore").status_code == 404
    row = new_set(session)
    api.delete(f"{SETS}/{row.pk}")
    assert api.put(f"{SETS}/{row.pk}", {"session": str(session.pk), "exercise": "deadlift"}).status_code == 410


def test_a_token_that_may_only_read_restores_nothing(reader, session, new_set):
    row = new_set(session)
    delete_set(row, at=timezone.now())
    assert reader.post(f"{SETS}/{row.pk}/restore").status_code == 403
    assert not Set.objects.alive().exists()


def test_restoring_costs_one_query_more_than_another_write_for_the_cues_that_come_back_too(device, session, new_set):
    row = new_set(session)
    device.get(SETS)
    with CaptureQueriesContext(connection) as changing:
        device.patch(f"{SETS}/{row.pk}", {"reps": 6})
    delete_set(Set.objects.get(), at=timezone.now())
    with CaptureQueriesContext(connection) as restoring:
        device.post(f"{SETS}/{row.pk}/restore")
    assert Set.objects.alive().count() == 1
    assert len(restoring) - 1 <= len(changing) <= 11  # two of them the savepoint that a test adds
