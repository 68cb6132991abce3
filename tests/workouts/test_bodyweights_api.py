"""Weighings over the API."""

import uuid
from datetime import UTC, datetime

import pytest

from workouts.domain.bodyweight import save_bodyweight
from workouts.models import Bodyweight

URL = "/api/v1/bodyweights"
FULL = {"measured_at": "2026-03-02T23:30:00Z", "weight_kg": 80.25, "note": "fasted"}


def put(api, body=None, pk=None):
    pk = pk or uuid.uuid4()
    return pk, api.put(f"{URL}/{pk}", FULL if body is None else body)


def test_put_makes_a_weighing_once_and_answers_with_its_local_day(api, athlete):
    pk, answer = put(api)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in FULL} == FULL
    assert (answer.json()["id"], answer.json()["day"]) == (str(pk), "2026-03-03")
    again = put(api, pk=pk)[1]
    assert again.status_code == 200 and Bodyweight.objects.get().owner == athlete


def test_a_weighing_without_a_time_is_now(api):
    before = datetime.now(UTC)
    assert api.post(URL, {"weight_kg": 80}).status_code == 201
    assert before <= Bodyweight.objects.get().measured_at <= datetime.now(UTC)


def test_put_without_a_time_keeps_the_time_it_had(api):
    pk, _ = put(api)
    answer = put(api, {"weight_kg": 79}, pk)[1]
    assert (answer.json()["measured_at"], answer.json()["note"]) == (FULL["measured_at"], "")


def test_a_new_time_moves_the_day(api):
    pk, _ = put(api)
    answer = api.patch(f"{URL}/{pk}", {"measured_at": "2026-03-05T12:00:00Z"})
    assert (answer.json()["day"], answer.json()["weight_kg"]) == ("2026-03-05", 80.25)


def test_the_day_is_not_the_clients_to_say(api):
    _, answer = put(api, FULL | {"day": "2020-01-01"})
    assert answer.json()["day"] == "2026-03-03"


@pytest.mark.parametrize(
    ("field", "value"),
    [("weight_kg", None), ("weight_kg", 5), ("weight_kg", 501), ("weight_kg", "x"), ("weight_kg", -80),
     ("measured_at", "soon"), ("measured_at", "1900-01-01T00:00:00Z"), ("note", "x" * 201), ("note", None)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_the_name_of_its_field(api, field, value):
    _, answer = put(api, FULL | {field: value})
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [field]
    assert not Bodyweight.objects.exists()


def test_odd_values_are_refused_and_never_an_error_of_ours(api, odd_values):
    for value in odd_values:
        for field in FULL:
            assert put(api, FULL | {field: value})[1].status_code in (200, 201, 400), (field, value)


def test_a_deleted_weighing_is_gone_until_the_deletion_is_taken_back(api):
    pk, _ = put(api)
    assert api.delete(f"{URL}/{pk}").status_code == 204
    assert api.get(f"{URL}/{pk}").status_code == 410
    assert put(api, pk=pk)[1].status_code == 410
    assert api.post(f"{URL}/{pk}/restore").json()["weight_kg"] == 80.25
    assert api.get(f"{URL}/{pk}").status_code == 200


def test_the_list_is_newest_first_and_keeps_to_a_range(api, athlete, stranger):
    for month in (1, 3, 2):
        at = datetime(2026, month, 1, 12, tzinfo=UTC)
        save_bodyweight(Bodyweight(owner=athlete, measured_at=at, weight_kg=80 + month))
        save_bodyweight(Bodyweight(owner=stranger, measured_at=at, weight_kg=99))
    assert [row["weight_kg"] for row in api.get(URL).json()["results"]] == [83, 82, 81]
    assert [row["weight_kg"] for row in api.get(f"{URL}?from=2026-02-01&to=2026-02-28").json()["results"]] == [82]


def test_another_persons_weighing_is_not_there(api, stranger):
    row = save_bodyweight(Bodyweight(owner=stranger, measured_at=datetime.now(UTC), weight_kg=99))
    assert api.get(f"{URL}/{row.pk}").status_code == 404
    assert put(api, pk=row.pk)[1].status_code == 409
    assert api.patch(f"{URL}/{row.pk}", {"weight_kg": 70}).status_code == 404
    assert api.delete(f"{URL}/{row.pk}").status_code == 404
    assert api.post(f"{URL}/{row.pk}/restore").status_code == 404
    assert Bodyweight.objects.alive().get().weight_kg == 99


def test_a_read_only_device_may_read_and_not_write(reader, athlete):
    save_bodyweight(Bodyweight(owner=athlete, measured_at=datetime.now(UTC), weight_kg=80))
    assert len(reader.get(URL).json()["results"]) == 1
    assert put(reader)[1].status_code == 403
