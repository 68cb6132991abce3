"""Planned drills over the API."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from drills.domain.due import due_on, read_practice
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


def day(after):
    """Return a day so many days from today, as Ada has it."""
    return str(datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=after))


@pytest.fixture
def due(athlete):
    """Return a function that says what is due on a day, so many days from today, as (slug, total)."""

    def read(after):
        on = date.fromisoformat(day(after))
        return [(dose.drill.slug, dose.total) for dose in due_on(read_practice(athlete, on=on, days=None), on)]

    return read


def test_put_stores_a_plan_once_and_replaces_it(api, athlete):
    pk, answer = put(api)
    assert answer.status_code == 201 and {name: answer.json()[name] for name in FULL} == FULL
    pk, _ = put(api, FULL | {"starts_on": day(0), "ends_on": day(9)})
    replaced = put(api, {"drill": "dowel-hinge"}, pk)[1]
    row = PlannedDrill.objects.get(pk=pk)
    assert replaced.status_code == 200 and replaced["ETag"] == f'"{row.v}"'
    assert (row.owner, row.when, row.sets, row.reason, str(row.starts_on)) == (athlete, "daily", None, "", day(0))


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("patch", {"sets": 5, "reps": 2}),
        ("put", {"drill": "dowel-hinge", "when": "daily", "sets": 5, "reps": 2}),
        ("put", {"drill": "dowel-hinge", "when": "daily", "sets": 5, "reps": 2, "starts_on": day(-9)}),
    ],
)
def test_a_change_counts_from_today_and_sent_twice_once(api, due, method, body):
    pk, _ = put(api, {"drill": "dowel-hinge", "when": "daily", "sets": 2, "reps": 10, "starts_on": day(-3)})
    for _ in range(2):
        answer = getattr(api, method)(f"{URL}/{pk}", body).json()
        assert (answer["id"], answer["sets"], answer["starts_on"], answer["ends_on"]) == (str(pk), 5, day(0), None)
    assert [due(after) for after in (-4, -3, -1)] == [[], [("dowel-hinge", 20)], [("dowel-hinge", 20)]]
    assert due(0) == due(1) == [("dowel-hinge", 10)]
    past, now = api.get(URL).json()["results"]
    assert (past["starts_on"], past["ends_on"], past["sets"], now) == (day(-3), day(-1), 2, answer)


def test_another_drill_and_leaving_out_count_from_today_too(api, due, own_drill):
    pk, _ = put(api, {"drill": "dowel-hinge", "when": "daily", "sets": 2, "reps": 10, "starts_on": day(-3)})
    api.patch(f"{URL}/{pk}", {"drill": own_drill.slug})
    assert (due(-1), due(0)) == ([("dowel-hinge", 20)], [("towel-hinge", 20)])


def test_an_end_and_a_reason_change_the_row_itself(api, due):
    pk, _ = put(api, {"drill": "dowel-hinge", "starts_on": day(-3)})
    answer = api.patch(f"{URL}/{pk}", {"ends_on": day(-1), "reason": "Done with it"}).json()
    assert (answer["starts_on"], answer["ends_on"], answer["reason"]) == (day(-3), day(-1), "Done with it")
    assert PlannedDrill.objects.count() == 1 and due(-1) and not due(0)


@pytest.mark.parametrize("change", [{"ends_on": day(-2)}, {"ends_on": day(-1), "sets": 5}])
def test_days_that_went_by_are_not_taken_off(api, due, change):
    pk, _ = put(api, {"drill": "dowel-hinge", "starts_on": day(-3)})
    answer = api.patch(f"{URL}/{pk}", change)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == ["ends_on"]
    assert due(-1) == due(0) == [("dowel-hinge", 45)]


def test_what_is_over_stays_until_it_goes_on(api, due):
    pk, _ = put(api, {"drill": "dowel-hinge", "when": "daily", "starts_on": day(-9), "ends_on": day(-5)})
    assert list(api.patch(f"{URL}/{pk}", {"sets": 5}).json()["errors"]) == ["ends_on"]
    assert api.patch(f"{URL}/{pk}", {"ends_on": None}).json()["starts_on"] == day(0)
    assert [bool(due(after)) for after in (-6, -5, -4, -1, 0)] == [True, True, False, False, True]


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
