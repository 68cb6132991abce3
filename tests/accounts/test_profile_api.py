"""The profile over the API."""

import pytest

URL = "/api/v1/profile"


def test_it_says_what_loads_and_days_are_shown_by(api, athlete):
    assert api.get(URL).json() == {
        "email": "ada@example.org", "name": "Ada", "unit": "kg", "time_zone": "Europe/Berlin", "step_kg": None,
        "plates": athlete.plates, "bars": athlete.bars, "keep_originals": True,
    }  # fmt: skip


def test_what_is_sent_is_changed_and_the_rest_stays(api, athlete):
    answer = api.patch(URL, {"unit": "lb", "plates": [{"weight": 45, "unit": "lb", "pairs": 3}]})
    athlete.refresh_from_db()
    assert (athlete.unit, athlete.name, athlete.time_zone) == ("lb", "Ada", "Europe/Berlin")
    assert athlete.plates == [{"weight": 45, "unit": "lb", "pairs": 3}] == answer.json()["plates"]


def test_the_page_shows_what_the_api_stored(api, client, athlete):
    api.patch(URL, {"plates": [{"weight": 2.5, "unit": "kg", "pairs": 7}], "bars": [{"weight": 15, "unit": "kg"}]})
    client.force_login(athlete)
    form = client.get("/profile").context["form"]
    assert form["plate_kg_2_5"].initial == 7
    assert (form["bar_kg_15"].initial, form["bar_kg_20"].initial) == (True, False)


def test_nobody_gives_themselves_rights_or_anothers_address(api, athlete):
    api.patch(URL, {"email": "sam@example.org", "is_staff": True, "is_superuser": True, "name": "Ada L."})
    athlete.refresh_from_db()
    assert (athlete.email, athlete.is_staff, athlete.is_superuser) == ("ada@example.org", False, False)
    assert athlete.name == "Ada L."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "stone"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("step_kg", 0),
        ("step_kg", 51),
        ("step_kg", "2.5"),
        ("name", "x" * 81),
        ("plates.0.weight", [{"weight": 7, "unit": "kg", "pairs": 1}]),
        ("plates.0.pairs", [{"weight": 20, "unit": "kg", "pairs": 21}]),
        ("plates", [{"weight": 20, "unit": "kg", "pairs": 1}, {"weight": 20.0, "unit": "kg", "pairs": 2}]),
        ("bars.0.unit", [{"weight": 20, "unit": "t"}]),
        ("bars", [{"weight": 20, "unit": "kg"}] * 2),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_stored(api, athlete, field, value):
    before = (athlete.unit, athlete.time_zone, athlete.step_kg, athlete.name, athlete.plates, athlete.bars)
    answer = api.patch(URL, {field.split(".")[0]: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    athlete.refresh_from_db()
    assert before == (athlete.unit, athlete.time_zone, athlete.step_kg, athlete.name, athlete.plates, athlete.bars)
