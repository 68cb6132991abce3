"""Gates over the API: how they stand, and opening one by hand."""

from datetime import UTC, datetime

import pytest

from drills.domain.gates import override
from drills.models import GateOverride
from tests.drills.conftest import MONDAY

URL = "/api/v1/gates"
DOWEL = f"{URL}/dowel-20/override"
WHY = {"reason": "Pulled clean for years."}


@pytest.fixture
def foreign(stranger):
    return override(owner=stranger, gate="dowel-20", by=stranger, reason="Sam's secret", at=MONDAY)


def test_the_list_says_how_all_gates_stand(api, new_log, foreign, django_assert_max_num_queries):
    new_log(20, clean_reps=17)
    with django_assert_max_num_queries(5):
        answer = api.get(URL)
    body = answer.json()
    assert (body["next"], body["previous"]) == (None, None)
    dowel = body["results"][0]
    year = "" if datetime.now(UTC).year == 2026 else " 2026"
    assert {name: dowel[name] for name in ("id", "title", "passed", "progress", "reason", "source", "override")} == {
        "id": "dowel-20",
        "title": "20 clean dowel hinges",
        "passed": False,
        "progress": 0.85,
        "reason": f"17 of 20 clean dowel hinges on 2 Mar{year}, self-reported.",
        "source": "self-reported",
        "override": None,
    }
    assert {"exercise": "deadlift", "above_kg": 30} in dowel["guards"]
    assert "secret" not in answer.content.decode()
    assert api.get(f"{URL}/dowel-20").json() == dowel


def test_it_moves_with_a_log_sent_over_the_api(api, dowel):
    api.post("/api/v1/drill-logs", {"drill": "dowel-hinge", "reps": 20, "clean_reps": 20})
    assert api.get(f"{URL}/dowel-20").json()["passed"] is True


def test_an_answer_is_not_sent_twice(api, new_log):
    tag = api.get(URL)["ETag"]
    assert api.get(URL, headers={"If-None-Match": tag}).status_code == 304
    new_log(5, clean_reps=5)
    assert api.get(URL, headers={"If-None-Match": tag}).status_code == 200


def test_a_put_opens_it_once_with_its_reason(api, athlete):
    first, again = api.put(DOWEL, WHY), api.put(DOWEL, WHY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() == api.get(f"{URL}/dowel-20").json()["override"]
    row = GateOverride.objects.get()
    assert (row.owner, row.by, row.reason, first.json()["by"]) == (athlete, athlete, WHY["reason"], "athlete")
    assert api.get(f"{URL}/dowel-20").json()["open"] and not api.get(f"{URL}/dowel-20").json()["passed"]


def test_a_delete_withdraws_it_and_a_second_one_finds_nothing(api):
    api.put(DOWEL, WHY)
    assert api.delete(DOWEL).status_code == 204
    assert api.delete(DOWEL).json()["code"] == "not_found"
    assert api.get(f"{URL}/dowel-20").json()["override"] is None
    assert GateOverride.objects.get().deleted_at is not None


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": 5}, {"reason": "x" * 1001}])
def test_without_a_reason_nothing_opens(api, body):
    answer = api.put(DOWEL, body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    assert not GateOverride.objects.exists()


def test_tags_keep_devices_apart(api):
    tag = api.put(DOWEL, WHY)["ETag"]
    assert api.put(DOWEL, WHY, headers={"If-None-Match": "*"}).json()["code"] == "already_there"
    newer = api.put(DOWEL, {"reason": "Another."}, headers={"If-Match": tag})
    assert newer.status_code == 200
    assert api.delete(DOWEL, headers={"If-Match": tag}).json()["code"] == "changed_meanwhile"
    assert api.delete(DOWEL, headers={"If-Match": newer["ETag"]}).status_code == 204


def test_an_unknown_gate_and_another_persons_override_are_not_there(api, foreign):
    assert api.get(f"{URL}/handstand").status_code == 404
    assert api.put(f"{URL}/handstand/override", WHY).status_code == 404
    assert api.delete(DOWEL).status_code == 404
    foreign.refresh_from_db()
    assert foreign.deleted_at is None


def test_the_feed_tells_overrides_and_their_withdrawal(api, foreign):
    def told():
        found = [one for one in api.get("/api/v1/changes").json()["results"] if one["kind"] == "gate-override"]
        return [(one["row"] and one["row"]["reason"], bool(one["deleted_at"])) for one in found]

    api.put(DOWEL, WHY)
    assert told() == [(WHY["reason"], False)]
    api.delete(DOWEL)
    assert told() == [(None, True)]


def test_gates_themselves_are_not_written(api):
    assert api.post(URL, {}).status_code == 405 and api.delete(f"{URL}/dowel-20").status_code == 405
