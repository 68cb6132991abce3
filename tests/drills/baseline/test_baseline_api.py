"""The baseline over the API."""

import pytest

from core.versions import version_of
from drills.domain.baseline_answers import prompt_of
from drills.models import Baseline

URL = "/api/v1/baseline"
BODY = {"goal": "strength", "training_days": [3, 0, 3], "equipment": ["kettlebell", "dowel"], "clean_hinges": 5}


def test_without_answers_there_is_the_start_for_everybody(api, athlete):
    found = api.get(URL).json()
    assert (found["goal"], found["clean_hinges"], found["finished_at"]) == ("general", None, None)
    assert (found["start"]["programme"], found["start"]["week"], found["start"]["loads"]) == ("hip-hinge", 1, [])
    assert not Baseline.objects.exists()


def test_answers_lead_to_a_start_with_reasons(api, athlete):
    found = api.put(URL, BODY).json()
    assert (found["training_days"], found["start"]["week"]) == ([0, 3], 3)
    (load,) = found["start"]["loads"]
    assert (load["exercise"], load["load_kg"]) == ("kettlebell-deadlift", 8.0)
    assert load["reason"] == "Within the 4.5 to 9 kg that stay open while you learn."
    assert found["finished_at"] and api.get(URL).json() == found


def test_what_is_left_out_goes_back_to_blank(api, athlete):
    api.put(URL, BODY | {"deadlift_kg": 100})
    found = api.put(URL, {"goal": "power"}).json()
    assert (found["equipment"], found["clean_hinges"], found["deadlift_kg"]) == ([], None, None)


def test_skipping_ends_the_asking_and_finishes_nothing(api, athlete):
    assert api.put(URL, {"skipped": True}).json()["finished_at"] is None
    assert prompt_of(athlete) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goal", "world peace"),
        ("training_days", [7]),
        ("training_days", ["0"]),
        ("equipment", ["piano"]),
        ("clean_hinges", 6),
        ("clean_hinges", "5"),
        ("deadlift_kg", -1),
        ("deadlift_kg", 501),
        ("skipped", "yes"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(api, athlete, field, value):
    answer = api.put(URL, BODY | {field: value})
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}
    assert not Baseline.objects.exists()


def test_the_tag_tells_whether_answers_or_start_have_changed(api, athlete):
    first = api.get(URL)["ETag"]
    assert api.get(URL, headers={"If-None-Match": first}).status_code == 304
    athlete.bars = [{"weight": 10, "unit": "kg"}]
    second = api.put(URL, BODY | {"equipment": ["barbell"]}, headers={"If-Match": first})["ETag"]
    assert second != first
    stale = api.put(URL, {}, headers={"If-Match": first})
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert Baseline.objects.get().equipment == ["barbell"]


def test_an_answer_is_one_write_of_the_person(api, athlete, stranger):
    api.put(URL, BODY)
    assert Baseline.objects.get(owner=athlete).v == version_of(athlete.pk) == 1
    assert version_of(stranger.pk) == 0
