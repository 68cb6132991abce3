"""Own rest and step for an exercise, over the API and on its page."""

import pytest

from core.units import to_kg
from core.versions import version_of
from workouts.models import ExerciseSettings

ADDRESS = "/api/v1/exercises/deadlift/settings"


@pytest.fixture(autouse=True)
def _lifts(lifts):
    """Have exercises to set something for."""


def stored(owner):
    return [(row.exercise_id, row.rest_s, row.step_kg) for row in ExerciseSettings.objects.filter(owner=owner)]


# --- over the API ---------------------------------------------------------------------------------------------


def test_without_settings_both_are_null(api):
    assert api.get(ADDRESS).json() == {"id": "deadlift", "rest_s": None, "step_kg": None}


def test_put_replaces_and_patch_changes(api, athlete):
    assert api.put(ADDRESS, {"rest_s": 240, "step_kg": 5}, format="json").json()["rest_s"] == 240
    assert api.patch(ADDRESS, {"step_kg": 1.25}, format="json").json() == {
        "id": "deadlift",
        "rest_s": 240,
        "step_kg": 1.25,
    }
    assert stored(athlete) == [("deadlift", 240, 1.25)]
    api.put(ADDRESS, {"rest_s": 60}, format="json")
    assert stored(athlete) == [("deadlift", 60, None)]
    assert api.get(ADDRESS).json()["rest_s"] == 60


def test_the_same_body_twice_is_harmless_and_each_write_has_its_version(api, athlete):
    tags = [api.put(ADDRESS, {"rest_s": 90}, format="json")["ETag"] for _ in range(2)]
    assert stored(athlete) == [("deadlift", 90, None)]
    assert tags[0] != tags[1] == f'"{version_of(athlete.pk)}-{athlete.pk}"'


def test_another_name_of_the_exercise_leads_to_its_settings(api, athlete):
    api.put("/api/v1/exercises/rdl/settings", {"rest_s": 90}, format="json")
    assert stored(athlete) == [("romanian-deadlift", 90, None)]


def test_settings_are_each_persons_own(api, athlete, stranger, client):
    ExerciseSettings.objects.create(owner=stranger, exercise_id="deadlift", rest_s=10)
    assert api.get(ADDRESS).json()["rest_s"] is None
    api.put(ADDRESS, {"rest_s": 300}, format="json")
    assert stored(stranger) == [("deadlift", 10, None)]


def test_an_unknown_exercise_is_not_there(api):
    assert api.get("/api/v1/exercises/teleport/settings").json()["code"] == "not_found"
    assert api.put("/api/v1/exercises/teleport/settings", {"rest_s": 9}, format="json").status_code == 404
    assert not ExerciseSettings.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rest_s", -1),
        ("rest_s", 3601),
        ("rest_s", "long"),
        ("rest_s", 1.5),
        ("step_kg", 0),
        ("step_kg", -2.5),
        ("step_kg", 51),
    ],
)
def test_what_cannot_be_is_refused_by_name(api, field, value):
    response = api.put(ADDRESS, {field: value}, format="json")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {field}
    assert not ExerciseSettings.objects.exists()


def test_no_value_breaks_it(api, odd_values):
    for value in odd_values:
        for field in ("rest_s", "step_kg"):
            assert api.patch(ADDRESS, {field: value}, format="json").status_code in (200, 400), value


def test_a_token_that_may_only_read_changes_nothing(reader):
    assert reader.get(ADDRESS).json()["rest_s"] is None
    assert reader.put(ADDRESS, {"rest_s": 90}, format="json").status_code == 403
    assert not ExerciseSettings.objects.exists()


# --- on the page ----------------------------------------------------------------------------------------------


def test_the_page_shows_and_keeps_my_settings(page, athlete):
    response = page.post("/exercises/deadlift", {"rest_s": "240", "step_kg": "1,25"})
    assert response["Location"] == "/exercises/deadlift"
    assert stored(athlete) == [("deadlift", 240, 1.25)]
    text = page.get("/exercises/deadlift").text
    assert 'value="240"' in text and 'value="1.25"' in text


def test_emptying_the_fields_goes_back_to_the_usual(page, athlete):
    page.post("/exercises/deadlift", {"rest_s": "240", "step_kg": "5"})
    page.post("/exercises/deadlift", {"rest_s": "", "step_kg": ""})
    assert stored(athlete) == [("deadlift", None, None)]
    assert "Empty: 120 s" in page.get("/exercises/deadlift").text


def test_pounds_are_typed_and_kept_to_the_gram(page, athlete):
    athlete.unit = "lb"
    athlete.save()
    page.post("/exercises/deadlift", {"step_kg": "10"})
    assert stored(athlete) == [("deadlift", None, to_kg(10, "lb"))]


def test_a_step_left_alone_stays_what_it_is_in_the_other_unit(page, athlete):
    page.post("/exercises/deadlift", {"step_kg": "2.5"})
    athlete.unit = "lb"
    athlete.save()
    page.post("/exercises/deadlift", {"rest_s": "60", "step_kg": "5.51"})
    assert stored(athlete) == [("deadlift", 60, 2.5)]


@pytest.mark.parametrize("slug", ["plank"])
def test_what_has_no_load_has_no_step(page, athlete, slug):
    assert 'name="step_kg"' not in page.get(f"/exercises/{slug}").text
    page.post(f"/exercises/{slug}", {"rest_s": "45", "step_kg": "5"})
    assert stored(athlete) == [(slug, 45, None)]


def test_what_cannot_be_is_said_beside_the_field(page, athlete):
    response = page.post("/exercises/deadlift", {"rest_s": "9999", "step_kg": "200"})
    assert response.status_code == 400
    assert "between 0 and 3,600" in response.text and "A step lies between 0.1 and 50 kg" in response.text
    assert 'value="9999"' in response.text
    assert stored(athlete) == []


def test_a_change_of_settings_that_were_changed_meanwhile_is_refused(api, athlete):
    known = api.get(ADDRESS).headers["ETag"]
    assert api.get(ADDRESS, headers={"If-None-Match": known}).status_code == 304
    assert api.put(ADDRESS, {"rest_s": 90}, format="json", headers={"If-Match": known}).status_code == 200
    refused = api.patch(ADDRESS, {"rest_s": 60}, format="json", headers={"If-Match": known})
    assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert api.get(ADDRESS).json()["rest_s"] == 90
