"""Programmes and enrolments over the API, and in the feed of changes."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drills.domain.enrolments import active
from drills.domain.programmes import copy_programme, create_programme
from drills.models import Enrolment, Programme

PROGRAMMES, ENROLMENTS = "/api/v1/programmes", "/api/v1/enrolments"
DAY = timedelta(days=1)
BODY = {
    "title": "Two weeks",
    "training_days": [3, 0, 0],
    "phases": [
        {
            "title": "Practice",
            "weeks": 2,
            "gates": ["dowel-20"],
            "items": [
                {"drill": "dowel-hinge", "when": "daily", "sets": 3, "reps": 15},
                {"exercise": "deadlift", "session": "Lower A", "sets": 3, "reps": 5, "rises": True},
            ],
        },
        {"title": "On and on", "weeks": None},
    ],
}


@pytest.fixture
def today(athlete):
    return athlete.local_date(timezone.now())


@pytest.fixture
def row(enrolled, today):
    """Put Ada on the built-in programme a week ago; return her row's address."""
    return f"{ENROLMENTS}/{enrolled(on=today - 7 * DAY).pk}"


def test_the_library_is_listed_whole_with_every_dose(api, hinge):
    (found,) = api.get(PROGRAMMES).json()["results"]
    assert (found["id"], found["own"], [phase["key"] for phase in found["phases"]]) == (
        "hip-hinge", False, ["pattern", "light", "progressive", "strength"],
    )  # fmt: skip
    dowel = found["phases"][0]["items"][0]
    assert (dowel["drill"], dowel["sets"], dowel["reps"], dowel["ours"]) == ("dowel-hinge", 3, 15, False)
    assert found["phases"][3]["weeks"] is None


def test_an_own_one_is_made_put_changed_and_deleted(api, hinge):
    made = api.post(PROGRAMMES, BODY, format="json")
    assert (made.status_code, made.json()["id"], made.json()["training_days"]) == (201, "two-weeks", [0, 3])
    assert [phase["key"] for phase in made.json()["phases"]] == ["phase-1", "phase-2"]
    path = f"{PROGRAMMES}/two-weeks"
    assert api.put(path, BODY, format="json").json() == made.json()
    assert api.patch(path, {"title": "Three"}, format="json").json() == made.json() | {"title": "Three"}
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 410
    assert api.post(f"{path}/restore").json()["title"] == "Three"


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ([], "from 1 to 20 phases"),
        ([{"title": f"Phase {number}", "weeks": 1} for number in range(21)], "from 1 to 20 phases"),
        ([{"title": "A", "key": 5}], "Not a valid string"),
        ([{"title": "A", "key": "a "}], "letters, digits, hyphens and underscores"),
        ([{"title": "A", "weeks": None}, {"title": "B", "weeks": 1}], "Only the last phase"),
        ([{"title": "A", "key": "a", "weeks": 1}, {"title": "B", "key": "a"}], "a key of its own"),
        ([{"title": "A", "weeks": 3, "most_weeks": 2}], "for as long as it is planned"),
        ([{"title": "A", "gates": ["nope"]}], "There is no gate nope"),
        ([{"title": "A", "items": [{"sets": 3, "reps": 5}]}], "Name a drill, or an exercise"),
        ([{"title": "A", "items": [{"drill": "dowel-hinge", "reps": 5}]}], "Say when the drill is due"),
        ([{"title": "A", "items": [{"exercise": "deadlift", "reps": 5}]}], "Name the session"),
        ([{"title": "A", "items": [{"drill": "dowel-hinge", "when": "daily"}]}], "Give reps, or seconds"),
        ([{"title": "A", "items": [{"drill": "dowel-hinge", "when": "daily", "reps": "5"}]}], "valid integer"),
    ],
)
def test_phases_that_cannot_be_are_refused_with_a_sentence(api, hinge, phases, said):
    answer = api.post(PROGRAMMES, {"title": "Odd", "phases": phases}, format="json")
    assert answer.status_code == 400
    assert said in str(answer.json()["errors"])
    assert not Programme.objects.filter(title="Odd").exists()


def test_a_programme_that_its_owner_is_on_is_not_deleted(api, hinge, athlete, today):
    twin = copy_programme(hinge, owner=athlete)
    Enrolment.objects.create(owner=athlete, programme=twin, started_on=today)
    answer = api.delete(f"{PROGRAMMES}/{twin.pk}")
    assert (answer.status_code, answer.json()["code"]) == (409, "programme_in_use")


def test_other_peoples_programmes_are_not_there_and_the_librarys_id_is_taken(api, hinge, stranger):
    theirs = create_programme(owner=stranger, title="Secret")
    assert api.get(f"{PROGRAMMES}/{theirs.pk}").status_code == 404
    assert api.put(f"{PROGRAMMES}/{theirs.pk}", BODY, format="json").status_code == 409
    assert api.put(f"{PROGRAMMES}/hip-hinge", BODY, format="json").status_code == 409
    assert api.post(ENROLMENTS, {"programme": theirs.pk}, format="json").status_code == 404


def test_enrolling_takes_the_programmes_days_and_today(api, hinge, today):
    made = api.post(ENROLMENTS, {"programme": "hip-hinge", "start_week": 9}, format="json").json()
    assert (made["started_on"], made["training_days"], made["start_week"]) == (today.isoformat(), [0, 3], 9)
    assert (made["ended_on"], made["pauses"], made["extra_weeks"], made["loads"]) == (None, [], {}, {})


def test_the_same_put_twice_is_harmless_and_a_second_enrolment_is_refused(api, hinge):
    path = f"{ENROLMENTS}/{uuid.uuid4()}"
    body = {"programme": "hip-hinge", "loads": {"deadlift": 60}}
    assert [api.put(path, body, format="json").status_code for _ in range(2)] == [201, 200]
    assert Enrolment.objects.get().loads == {"deadlift": 60}
    answer = api.post(ENROLMENTS, {"programme": "hip-hinge"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "enrolled_already")


@pytest.mark.parametrize(
    "body",
    [
        {"loads": {"no-such-lift": 60}},
        {"loads": {"deadlift": -1}},
        {"training_days": [7]},
        {"start_week": 0},
        {"started_on": "2999-01-01"},
        {"started_on": "0001-01-01"},
        {"ended_on": "1999-01-01"},
    ],
)
def test_what_cannot_be_is_refused_by_its_field(api, hinge, body):
    answer = api.post(ENROLMENTS, {"programme": "hip-hinge"} | body, format="json")
    (name,) = answer.json()["errors"]  # loads.deadlift, training_days.0: the one inside is named, too
    assert (answer.status_code, [name.partition(".")[0]]) == (400, list(body))


def test_a_pause_is_told_and_ended_and_a_retry_changes_nothing(api, row, today):
    for _ in range(2):
        paused = api.post(f"{row}/pause", {"reason": "illness", "on": (today - DAY).isoformat()}, format="json").json()
    assert paused["pauses"] == [{"starts_on": (today - DAY).isoformat(), "ends_on": None, "reason": "illness"}]
    assert api.post(f"{row}/resume").json()["pauses"][0]["ends_on"] == today.isoformat()
    early = api.post(f"{row}/pause", {"on": "1980-01-01"}, format="json")
    assert (early.status_code, early.json()["code"], list(early.json()["errors"])) == (400, "pause_too_early", ["on"])


def test_a_phase_is_repeated_while_its_gate_is_closed(api, row):
    assert api.post(f"{row}/repeat", {"weeks": 2}, format="json").json()["extra_weeks"] == {"pattern": 2}
    assert api.post(f"{row}/repeat", {"weeks": 2}, format="json").json()["extra_weeks"] == {"pattern": 2}
    other = api.post(f"{row}/repeat", {"phase": "light"}, format="json")
    assert (other.status_code, other.json()["code"]) == (409, "nothing_to_repeat")


def test_other_days_hold_from_today_and_the_days_before_stay(api, row, athlete, today):
    api.patch(row, {"training_days": [5]}, format="json")
    found = active(athlete)
    assert (found.training_days, found.former_days) == ([5], [[today.isoformat(), [0, 3]]])


def test_a_deleted_one_comes_back_unless_there_is_another(api, row):
    assert api.delete(row).status_code == 204
    assert api.get(row).status_code == 410
    assert api.post(f"{row}/restore").status_code == 200
    api.delete(row)
    api.post(ENROLMENTS, {"programme": "hip-hinge"}, format="json")
    assert api.post(f"{row}/restore").json()["code"] == "enrolled_already"


def test_a_tag_says_whether_it_is_still_the_one_that_was_read(api, row):
    tag = api.get(row)["ETag"]
    api.post(f"{row}/pause", {"reason": "other"}, format="json")
    assert api.get(row)["ETag"] != tag
    assert api.post(f"{row}/resume", headers={"If-Match": tag}).status_code == 412


def test_another_persons_enrolment_is_not_there(api, row, stranger):
    api.force_authenticate(stranger)
    for path in (f"{row}/pause", f"{row}/resume", f"{row}/repeat", f"{row}/restore"):
        assert api.post(path).status_code == 404
    assert api.get(ENROLMENTS).json()["results"] == []


def test_the_feed_tells_of_both(api, row, athlete, hinge):
    twin = copy_programme(hinge, owner=athlete)
    cursor = api.get("/api/v1/changes").json()["cursor"]
    api.post(f"{row}/pause", {"reason": "travel"}, format="json")
    api.patch(f"{PROGRAMMES}/{twin.pk}", {"summary": "Mine"}, format="json")
    told = api.get("/api/v1/changes", {"cursor": cursor}).json()["results"]
    assert [(one["kind"], one["id"]) for one in told] == [
        ("enrolment", row.rpartition("/")[2]), ("programme", twin.pk),
    ]  # fmt: skip
    assert told[0]["row"] == api.get(row).json()
    assert told[1]["row"] == api.get(f"{PROGRAMMES}/{twin.pk}").json()


def test_lists_take_three_queries(api, row, athlete, hinge):
    for _ in range(3):
        copy_programme(hinge, owner=athlete)
    for path, most in ((PROGRAMMES, 3), (ENROLMENTS, 3)):
        api.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert api.get(path).json()["results"]
        assert len(queries) <= most, [query["sql"][:80] for query in queries]


def test_a_second_tap_answers_with_the_tag_that_the_row_still_has(api, row):
    for path in ("resume", "pause", "pause"):
        api.post(f"{row}/{path}")
    again = api.post(f"{row}/pause")
    assert again["ETag"] == api.get(row)["ETag"]
    assert api.post(f"{row}/resume", headers={"If-Match": again["ETag"]}).status_code == 200
