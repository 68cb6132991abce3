"""Results of self-tests, and prerequisites, over the API."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from drills.domain.self_tests import save_self_test
from drills.models import SelfTest

URL = "/api/v1/self-tests"
FULL = {"test": "horizontal-hold", "performed_at": "2026-03-02T23:30:00Z", "passed": True, "value": 34.5, "note": "n"}


@pytest.fixture
def row(athlete):
    at = datetime(2026, 3, 2, 17, tzinfo=UTC)
    return save_self_test(SelfTest(owner=athlete, test="toe-touch", passed=False, performed_at=at))


@pytest.fixture
def foreign(stranger):
    at = datetime(2026, 3, 2, 17, tzinfo=UTC)
    return save_self_test(SelfTest(owner=stranger, test="toe-touch", passed=True, performed_at=at, note="Sam's secret"))


def test_put_makes_a_result_once_and_answers_with_its_local_day(api, athlete):
    pk = uuid.uuid4()
    answer = api.put(f"{URL}/{pk}", FULL)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in FULL} == FULL
    assert (answer.json()["id"], answer.json()["day"]) == (str(pk), "2026-03-03")
    assert api.put(f"{URL}/{pk}", FULL).status_code == 200
    assert SelfTest.objects.get().owner == athlete


def test_a_key_makes_one_result_and_without_a_time_it_is_now(api):
    before = datetime.now(UTC)
    answers = [api.post(URL, {"test": "toe-touch", "passed": True}, headers={"Idempotency-Key": "a"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert before <= SelfTest.objects.get().performed_at <= datetime.now(UTC)


def test_the_threshold_decides_where_something_was_measured(api):
    answer = api.post(URL, {"test": "horizontal-hold", "passed": True, "value": 12})
    assert answer.json()["passed"] is False and SelfTest.objects.get().passed is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"test": "splits"}, "test"),
        ({"passed": "yes"}, "passed"),
        ({"passed": None}, "passed"),
        ({"value": -1}, "value"),
        ({"value": 3601}, "value"),
        ({"value": "34"}, "value"),
        ({"performed_at": "1492-10-12T00:00:00Z"}, "performed_at"),
        ({"note": "x" * 2001}, "note"),
        ({"test": "toe-touch"}, "value"),
    ],
)
def test_bad_input_names_its_field_and_stores_nothing(api, changes, field):
    answer = api.post(URL, FULL | changes)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not SelfTest.objects.exists()


def test_odd_values_never_break_it(api, odd_values):
    for name in FULL:
        for value in odd_values:
            assert api.post(URL, FULL | {name: value}).status_code in (201, 400), (name, value)


def test_a_value_where_nothing_is_measured_is_refused_in_words(api, row):
    answer = api.patch(f"{URL}/{row.pk}", {"value": 3})
    assert answer.status_code == 400
    assert answer.json()["errors"]["value"] == [
        "Toe touch measures nothing: leave the value out, and say in `passed` how it went."
    ]


def test_patch_changes_one_field_and_moves_the_day_with_the_time(api, row):
    answer = api.patch(f"{URL}/{row.pk}", {"performed_at": "2026-03-04T23:30:00Z"})
    assert (answer.json()["day"], answer.json()["passed"]) == ("2026-03-05", False)


def test_put_puts_what_is_left_out_back(api, athlete):
    pk = uuid.uuid4()
    api.put(f"{URL}/{pk}", FULL)
    api.put(f"{URL}/{pk}", {"test": "horizontal-hold", "passed": True})
    stored = SelfTest.objects.get()
    assert (stored.value, stored.note, stored.performed_at.day) == (None, "", 2)


def test_the_list_is_ones_own_newest_first_and_filtered(api, athlete, row, foreign, django_assert_max_num_queries):
    later = SelfTest(owner=athlete, test="glute-extension", passed=True, performed_at=row.performed_at)
    later.performed_at += timedelta(days=3)
    save_self_test(later)

    def ids(query=""):
        return [one["id"] for one in api.get(URL + query).json()["results"]]

    with django_assert_max_num_queries(3):
        assert ids() == [str(later.pk), str(row.pk)]
    assert ids("?test=toe-touch") == [str(row.pk)]
    assert ids("?from=2026-03-03") == [str(later.pk)]
    assert ids("?to=2026-03-04") == [str(row.pk)]


def test_deleting_is_410_until_it_is_taken_back(api, row):
    assert api.delete(f"{URL}/{row.pk}").status_code == 204
    assert api.get(f"{URL}/{row.pk}").json()["code"] == "deleted"
    assert api.post(f"{URL}/{row.pk}/restore").json()["test"] == "toe-touch"
    assert SelfTest.objects.alive().get() == row


def test_another_persons_result_is_not_there(api, foreign):
    assert api.get(f"{URL}/{foreign.pk}").status_code == 404
    assert api.delete(f"{URL}/{foreign.pk}").status_code == 404
    assert api.put(f"{URL}/{foreign.pk}", FULL).json()["code"] == "id_taken"
    foreign.refresh_from_db()
    assert (foreign.note, foreign.deleted_at) == ("Sam's secret", None)


def test_the_version_tells_what_changed_meanwhile(api, row):
    tag = api.get(f"{URL}/{row.pk}")["ETag"]
    assert api.get(f"{URL}/{row.pk}", headers={"If-None-Match": tag}).status_code == 304
    api.patch(f"{URL}/{row.pk}", {"passed": True})
    answer = api.patch(f"{URL}/{row.pk}", {"passed": False}, headers={"If-Match": tag})
    assert answer.json()["code"] == "changed_meanwhile" and SelfTest.objects.get().passed


def test_the_feed_tells_results_and_their_deletion(api, row):
    told = [one for one in api.get("/api/v1/changes").json()["results"] if one["kind"] == "self-test"]
    assert [(one["id"], one["row"]["test"]) for one in told] == [(str(row.pk), "toe-touch")]
    api.delete(f"{URL}/{row.pk}")
    told = [one for one in api.get("/api/v1/changes").json()["results"] if one["kind"] == "self-test"]
    assert [(one["row"], bool(one["deleted_at"])) for one in told] == [(None, True)]


def test_prerequisites_are_read_with_the_latest_result(api, row, foreign, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = api.get("/api/v1/prerequisites")
    found = answer.json()["results"]
    assert [one["id"] for one in found][:2] == ["hamstring-mobility", "hip-mobility"]
    assert (found[0]["latest"]["id"], found[1]["latest"]) == (str(row.pk), None)
    assert (
        found[0]["test"]["indicator"] and found[2]["test"]["threshold"] == 30 and found[2]["test"]["source"] == "ours"
    )
    one = api.get("/api/v1/prerequisites/hamstring-mobility")
    assert one.json() == found[0]
    assert (
        api.get("/api/v1/prerequisites/hamstring-mobility", headers={"If-None-Match": one["ETag"]}).status_code == 304
    )
    assert api.get("/api/v1/prerequisites/splits").status_code == 404
    assert api.post("/api/v1/prerequisites", {}).status_code == 405
