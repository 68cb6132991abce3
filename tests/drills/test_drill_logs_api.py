"""Practice over the API."""

import uuid
from datetime import UTC, datetime

import pytest

from cues.models import Cue
from drills.models import DrillLog

URL = "/api/v1/drill-logs"
FULL = {
    "drill": "dowel-hinge",
    "performed_at": "2026-03-02T23:30:00Z",
    "sets": 3,
    "reps": 45,
    "clean_reps": 42,
    "load_kg": 5.5,
    "distance_m": 0.35,
    "side": "left",
    "duration_s": 180.5,
    "felt": ["hamstrings"],
    "cues": [],
    "note": "slow",
}

pytestmark = pytest.mark.usefixtures("dowel")


def put(api, body=None, pk=None):
    pk = pk or uuid.uuid4()
    return pk, api.put(f"{URL}/{pk}", FULL if body is None else body)


def test_put_stores_practice_once_and_answers_with_its_local_day(api, athlete):
    pk, answer = put(api)
    assert answer.status_code == 201
    shown = answer.json()
    assert {name: shown[name] for name in FULL} == FULL
    assert (shown["id"], shown["day"], shown["clean_counted"]) == (str(pk), "2026-03-03", None)
    assert put(api, pk=pk)[1].status_code == 200
    row = DrillLog.objects.get()
    assert row.owner == athlete and answer["ETag"] == f'"{row.v - 1}"'


def test_put_on_a_row_that_is_there_replaces_what_it_says(api):
    pk, _ = put(api)
    answer = put(api, {"drill": "dowel-hinge", "reps": 20, "clean_reps": 18}, pk)[1]
    row = DrillLog.objects.get()
    assert answer.status_code == 200 and answer["ETag"] == f'"{row.v}"'
    assert (row.reps, row.clean_reps, row.sets, row.note, row.side) == (20, 18, None, "", "both")
    assert answer.json()["performed_at"] == FULL["performed_at"]


def test_practice_without_a_time_is_now(api):
    before = datetime.now(UTC)
    assert api.post(URL, {"drill": "dowel-hinge", "reps": 15}).status_code == 201
    assert before <= DrillLog.objects.get().performed_at <= datetime.now(UTC)


def test_clean_reps_that_nobody_said_stay_unknown(api):
    assert put(api, {"drill": "dowel-hinge", "reps": 15})[1].json()["clean_reps"] is None


def test_the_stepper_changes_the_clean_reps_alone(api):
    pk, _ = put(api)
    answer = api.patch(f"{URL}/{pk}", {"clean_reps": 40})
    assert answer.json() | {"clean_reps": 42, "updated_at": ""} == put(api, pk=pk)[1].json() | {"updated_at": ""}
    assert answer["ETag"] == f'"{DrillLog.objects.get().v - 1}"'


def test_a_new_time_moves_the_day(api):
    pk, _ = put(api)
    assert api.patch(f"{URL}/{pk}", {"performed_at": "2026-03-05T12:00:00Z"}).json()["day"] == "2026-03-05"


def test_what_was_counted_is_not_the_clients_to_say(api):
    pk, _ = put(api, FULL | {"clean_counted": 45})
    assert DrillLog.objects.get(pk=pk).clean_counted is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("reps", -1), ("reps", 10_001), ("reps", "45"), ("clean_reps", 46), ("clean_reps", -1), ("sets", 0), ("sets", 101),
     ("load_kg", -1), ("load_kg", 1001), ("distance_m", 0), ("distance_m", 6), ("duration_s", 0), ("side", "up"),
     ("felt", ["nose"]), ("felt", None), ("cues", ["no-such-cue"]), ("cues", "chest-up"), ("note", None),
     ("note", "x" * 2001), ("performed_at", "soon"), ("performed_at", "1900-01-01T00:00:00Z")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_the_name_of_its_field(api, field, value):
    _, answer = put(api, FULL | {field: value})
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}
    assert not DrillLog.objects.exists()


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "reps", "Enter the reps"),
        ({"sets": 3}, "reps", "Enter the reps"),
        ({"duration_s": 60, "clean_reps": 5}, "clean_reps", "counted among the reps"),
    ],
)
def test_practice_says_what_was_done(api, body, field, said):
    answer = put(api, {"drill": "dowel-hinge"} | body)[1]
    assert answer.status_code == 400 and said in answer.json()["errors"][field][0]


def test_fewer_reps_than_clean_ones_are_refused_in_a_change_too(api):
    pk, _ = put(api)
    answer = api.patch(f"{URL}/{pk}", {"reps": 40})
    assert list(answer.json()["errors"]) == ["clean_reps"] and DrillLog.objects.get().reps == 45


def test_odd_values_are_refused_and_never_an_error_of_ours(api, odd_values):
    for value in odd_values:
        for field in FULL:
            assert put(api, FULL | {field: value})[1].status_code in (200, 201, 400, 404), (field, value)


def test_a_drill_that_is_not_there_or_anothers_is_404_by_its_name(api, stranger, own_drill):
    own_drill.owner = stranger
    own_drill.save()
    for slug in ("no-such-drill", own_drill.slug):
        answer = put(api, FULL | {"drill": slug})[1]
        assert answer.status_code == 404 and list(answer.json()["errors"]) == ["drill"]


def test_practice_of_a_drill_that_was_deleted_meanwhile_is_still_taken(api, own_drill):
    own_drill.deleted_at = datetime.now(UTC)
    own_drill.save()
    assert put(api, FULL | {"drill": own_drill.slug})[1].status_code == 201


def test_cues_that_were_in_use_are_kept_once_each_in_order(api, athlete, stranger):
    Cue.objects.create(slug="chest-up", phase="down", text="chest up")
    Cue.objects.create(slug="my-cue", phase="down", text="long neck", owner=athlete)
    Cue.objects.create(slug="his-cue", phase="down", text="his", owner=stranger)
    _, answer = put(api, FULL | {"cues": ["my-cue", "chest-up", "my-cue"]})
    assert answer.json()["cues"] == ["my-cue", "chest-up"]
    refused = put(api, FULL | {"cues": ["chest-up", "his-cue"]})[1]
    assert refused.json()["errors"] == {"cues": ["There is no cue his-cue. GET /api/v1/cues lists them."]}


def test_deleted_practice_is_gone_until_the_deletion_is_taken_back(api):
    pk, _ = put(api)
    assert api.delete(f"{URL}/{pk}").status_code == 204
    assert api.get(f"{URL}/{pk}").status_code == 410
    assert put(api, pk=pk)[1].status_code == 410
    back = api.post(f"{URL}/{pk}/restore")
    assert back.json()["reps"] == 45 and back["ETag"] == f'"{DrillLog.objects.get().v}"'
    assert api.get(f"{URL}/{pk}").json()["clean_reps"] == 42


def test_the_list_is_newest_first_and_keeps_to_a_range_and_a_drill(api, new_log, stretch, stranger):
    for month in (1, 3, 2):
        new_log(month, at=datetime(2026, month, 1, 12, tzinfo=UTC))
    new_log(99, owner=stranger)
    new_log(None, drill=stretch, duration_s=60, at=datetime(2026, 2, 2, 12, tzinfo=UTC))

    def reps(query=""):
        return [row["reps"] for row in api.get(f"{URL}{query}").json()["results"]]

    assert reps() == [3, None, 2, 1]
    assert reps("?from=2026-02-01&to=2026-02-28") == [None, 2]
    assert reps("?drill=dowel-hinge&from=2026-02-01") == [3, 2]


def test_the_list_costs_at_most_three_queries(api, new_log, django_assert_max_num_queries):
    for _ in range(4):
        new_log()
    for query in ("", "?drill=dowel-hinge"):
        with django_assert_max_num_queries(3):
            assert len(api.get(URL + query).json()["results"]) == 4


def test_another_persons_practice_is_not_there(api, stranger, new_log):
    row = new_log(99, owner=stranger)
    assert api.get(f"{URL}/{row.pk}").status_code == 404
    assert put(api, pk=row.pk)[1].status_code == 409
    assert api.patch(f"{URL}/{row.pk}", {"reps": 1}).status_code == 404
    assert api.delete(f"{URL}/{row.pk}").status_code == 404
    assert api.post(f"{URL}/{row.pk}/restore").status_code == 404
    assert DrillLog.objects.alive().get().reps == 99


def test_a_read_only_device_may_read_and_not_write(reader, new_log):
    new_log()
    assert len(reader.get(URL).json()["results"]) == 1
    assert put(reader)[1].status_code == 403


def test_the_feed_tells_of_practice_and_of_its_deletion(api):
    pk, _ = put(api)
    start = api.get("/api/v1/changes").json()
    told = [change for change in start["results"] if change["kind"] == "drill-log"]
    assert [(change["id"], change["row"]["reps"]) for change in told] == [(str(pk), 45)]
    api.delete(f"{URL}/{pk}")
    (later,) = api.get(f"/api/v1/changes?cursor={start['cursor']}").json()["results"]
    assert (later["kind"], later["id"], later["row"]) == ("drill-log", str(pk), None) and later["deleted_at"]
