"""Planned drills over the API."""

import uuid
from datetime import UTC, datetime

import pytest

from drills.models import PlannedDrill

URL = "/api/v1/planned-drills"
FULL = {
    "drill": "dowel-hinge",
    "when": "training-days",
    "off": False,
    "sets": 2,
    "reps": 12,
    "hold_s": None,
    "distance_m": 0.4,
    "starts_on": "2026-03-02",
    "ends_on": "2026-04-02",
    "reason": "For the gate",
}

pytestmark = pytest.mark.usefixtures("dowel")


def put(api, body=None, pk=None):
    pk = pk or uuid.uuid4()
    return pk, api.put(f"{URL}/{pk}", FULL if body is None else body)


def test_put_stores_a_plan_once_and_replaces_it(api, athlete):
    pk, answer = put(api)
    assert answer.status_code == 201 and {name: answer.json()[name] for name in FULL} == FULL
    replaced = put(api, {"drill": "dowel-hinge"}, pk)[1]
    row = PlannedDrill.objects.get()
    assert replaced.status_code == 200 and replaced["ETag"] == f'"{row.v}"'
    assert (row.owner, row.when, row.sets, row.reason, str(row.starts_on)) == (athlete, "daily", None, "", "2026-03-02")


def test_a_plan_without_a_first_day_starts_today(api, athlete):
    assert api.post(URL, {"drill": "dowel-hinge"}).status_code == 201
    assert PlannedDrill.objects.get().starts_on == athlete.local_date(datetime.now(UTC))


@pytest.mark.parametrize(
    ("field", "value"),
    [("when", "sometimes"), ("sets", 0), ("sets", 51), ("reps", 0), ("hold_s", 0), ("distance_m", 0), ("off", "no"),
     ("starts_on", "soon"), ("starts_on", None), ("ends_on", "2026-03-01"), ("reason", "x" * 201), ("drill", None)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_the_name_of_its_field(api, field, value):
    _, answer = put(api, FULL | {field: value})
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [field]
    assert not PlannedDrill.objects.exists()


def test_the_dowel_hinge_does_not_leave_the_warm_up(api):
    pk, _ = put(api, FULL | {"when": "warm-up"})
    answer = api.patch(f"{URL}/{pk}", {"off": True})
    assert answer.status_code == 400 and "opens every lower-body session" in answer.json()["errors"]["off"][0]


def test_a_first_day_behind_the_last_one_is_refused_in_a_change_too(api):
    pk, _ = put(api)
    assert list(api.patch(f"{URL}/{pk}", {"starts_on": "2026-05-01"}).json()["errors"]) == ["ends_on"]


def test_odd_values_are_refused_and_never_an_error_of_ours(api, odd_values):
    for value in odd_values:
        for field in FULL:
            assert put(api, FULL | {field: value})[1].status_code in (200, 201, 400, 404), (field, value)


def test_a_deleted_plan_is_gone_until_the_deletion_is_taken_back(api):
    pk, _ = put(api)
    assert api.delete(f"{URL}/{pk}").status_code == 204
    assert api.get(f"{URL}/{pk}").status_code == 410
    assert api.post(f"{URL}/{pk}/restore").json()["reps"] == 12
    assert api.get(f"{URL}/{pk}").status_code == 200


def test_the_list_keeps_to_a_drill_and_a_time(api, athlete, stranger, dowel, own_drill, django_assert_max_num_queries):
    put(api)
    put(api, {"drill": own_drill.slug})
    PlannedDrill.objects.create(owner=stranger, drill=dowel, starts_on="2026-03-02")

    def drills(query=""):
        with django_assert_max_num_queries(3):
            return [row["drill"] for row in api.get(f"{URL}{query}").json()["results"]]

    assert drills() == ["towel-hinge", "dowel-hinge"]
    assert drills("?drill=dowel-hinge") == drills("?when=training-days") == ["dowel-hinge"]


def test_another_persons_plan_is_not_there(api, stranger, dowel):
    row = PlannedDrill.objects.create(owner=stranger, drill=dowel, starts_on="2026-03-02")
    assert api.get(f"{URL}/{row.pk}").status_code == 404
    assert put(api, pk=row.pk)[1].status_code == 409
    for answer in (api.patch(f"{URL}/{row.pk}", {"sets": 1}), api.delete(f"{URL}/{row.pk}")):
        assert answer.status_code == 404
    assert PlannedDrill.objects.get().deleted_at is None


def test_a_read_only_device_may_read_and_not_write(reader, api):
    put(api)
    assert len(reader.get(URL).json()["results"]) == 1
    assert put(reader)[1].status_code == 403


def test_the_feed_tells_of_plans(api):
    pk, _ = put(api)
    (told,) = [change for change in api.get("/api/v1/changes").json()["results"] if change["kind"] == "planned-drill"]
    assert (told["id"], told["row"]["reason"]) == (str(pk), "For the gate")
