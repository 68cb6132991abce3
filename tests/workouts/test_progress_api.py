"""Progression over the API: columns that name their source."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.library import create_own_exercise
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set

URL = "/api/v1/progress/strength"
COLUMNS = ("date", "value", "low", "high", "load", "reps", "set", "session")
MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)


def ask(api, query="exercise=deadlift"):
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_value_names_its_set_and_session(api, session, new_set):
    new_set(session, load_kg=90, reps=5)
    row = new_set(session, load_kg=100, reps=10)
    found = ask(api)
    assert (found["set"], found["session"]) == ([str(row.pk)], [str(session.pk)])
    assert (found["value"], found["load"], found["reps"]) == ([133.33], [100.0], [10])
    assert [round(found[name][0], 1) for name in ("low", "high")] == [125.9, 134.8]
    assert found["date"] == ["2026-03-02"]


def test_the_answer_says_what_was_asked(api, session, new_set):
    found = ask(api)
    assert {name: found[name] for name in ("exercise", "metric", "bucket", "unit", "formula")} == {
        "exercise": "deadlift",
        "metric": "e1rm",
        "bucket": "session",
        "unit": "kg",
        "formula": "epley",
    }


def test_all_columns_are_of_one_length(api, new_session, new_set):
    for number in range(5):
        new_set(new_session(MONDAY + timedelta(days=number)))
    assert {len(ask(api)[name]) for name in COLUMNS} == {5}


def test_without_sets_every_column_is_empty(api, lifts):
    assert [ask(api)[name] for name in COLUMNS] == [[]] * len(COLUMNS)


def test_the_top_set_is_no_formulas_answer(api, session, new_set):
    new_set(session, load_kg=60, reps=20)
    found = ask(api, "exercise=deadlift&metric=top_set")
    assert (found["formula"], found["value"], found["reps"]) == (None, [60.0], [20])


def test_pounds_convert_load_and_value(api, session, new_set):
    new_set(session, load_kg=102.058, reps=5)
    found = ask(api, "exercise=deadlift&unit=lb")
    assert (found["unit"], found["load"], found["value"]) == ("lb", [225.0], [262.5])


@pytest.mark.parametrize(("bucket", "count"), [("session", 4), ("day", 3), ("week", 2), ("month", 1)])
def test_buckets_keep_one_value_each(api, new_session, new_set, bucket, count):
    for hours in (0, 3, 24, 24 * 7):
        new_set(new_session(MONDAY + timedelta(hours=hours)))
    found = ask(api, f"exercise=deadlift&bucket={bucket}")
    assert len(found["value"]) == count
    assert found["date"] == sorted(found["date"])


def test_from_and_to_keep_both_their_days(api, new_session, new_set):
    for number in range(4):
        new_set(new_session(MONDAY + timedelta(days=number)))
    found = ask(api, "exercise=deadlift&from=2026-03-03&to=2026-03-04")
    assert found["date"] == ["2026-03-03", "2026-03-04"]


def test_a_late_session_is_dated_by_the_athletes_day(api, new_session, new_set):
    new_set(new_session(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)))
    assert ask(api)["date"] == ["2026-07-02"]


def test_warm_ups_plans_and_missed_lifts_are_not_in_it(api, session, new_set):
    new_set(session, kind="warmup", load_kg=200)
    new_set(session, done=False, load_kg=200)
    new_set(session, kind="failure", reps=0, load_kg=200)
    row = new_set(session, load_kg=100)
    assert ask(api)["set"] == [str(row.pk)]


def test_another_persons_deleted_and_other_sets_are_never_in_it(api, session, theirs, new_session, new_set):
    row = new_set(session, load_kg=60)
    new_set(theirs, load_kg=300)
    delete_set(new_set(session, load_kg=250), at=MONDAY)
    gone = new_session(MONDAY + timedelta(days=1))
    new_set(gone, load_kg=280)
    delete_session(gone, at=MONDAY)
    new_set(session, "romanian-deadlift", load_kg=270)
    assert ask(api)["set"] == [str(row.pk)]
    assert ask(api, "exercise=deadlift&metric=top_set")["value"] == [60.0]


def test_another_name_of_the_exercise_is_answered_with_its_id(api, session, new_set):
    row = new_set(session, "romanian-deadlift")
    found = ask(api, "exercise=rdl")
    assert (found["exercise"], found["set"]) == ("romanian-deadlift", [str(row.pk)])


@pytest.mark.parametrize("name", ["no-such-lift", "%00", "dead", "5"])
def test_an_unknown_exercise_is_a_problem_that_names_the_field(api, lifts, name):
    answer = api.get(f"{URL}?exercise={name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert list(answer.json()["errors"]) == ["exercise"]


def test_another_persons_exercise_is_unknown(api, stranger, lifts):
    create_own_exercise(owner=stranger, name="Sams lift", pattern="hinge", equipment="box", primary=[], secondary=[])
    assert api.get(f"{URL}?exercise=sams-lift").status_code == 404


def test_the_exercise_is_required(api, lifts):
    answer = api.get(URL)
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"exercise": ["This field is required."]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("metric", "wilks"),
        ("bucket", "year"),
        ("unit", "stone"),
        ("unit", "LB"),
        ("from", "yesterday"),
        ("from", "2026-02-30"),
        ("to", "10000-01-01"),
        ("to", "2026-03-02T10:00"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(api, lifts, name, value):
    answer = api.get(f"{URL}?exercise=deadlift&{name}={value}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


@pytest.mark.parametrize("query", ["from=0001-01-01", "to=9999-12-31", "from=2027-01-01&to=2026-01-01"])
def test_dates_far_out_or_the_wrong_way_round_answer_without_failing(api, session, new_set, query):
    new_set(session)
    assert len(ask(api, f"exercise=deadlift&{query}")["value"]) == (0 if "2027" in query else 1)


@pytest.mark.parametrize("name", ["deadlift", "rdl"])
def test_ten_years_cost_at_most_three_queries(device, new_session, new_set, name, django_assert_max_num_queries):
    device.get("/api/v1/sets?limit=1")
    for years in range(10):
        started = new_session(datetime(2016 + years, 5, 1, tzinfo=UTC))
        for exercise in ("deadlift", "romanian-deadlift"):
            new_set(started, exercise)
    with django_assert_max_num_queries(3):
        answer = device.get(f"{URL}?exercise={name}")
    assert len(answer.json()["value"]) == 10


def test_without_signing_in_there_is_no_line(client, session, new_set):
    new_set(session)
    answer = client.get(f"{URL}?exercise=deadlift")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
