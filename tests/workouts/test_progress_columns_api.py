"""Volume and records over the API, and what the three progress addresses share: CSV, ETag, few queries, ten years."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.units import KG_PER_LB
from workouts.api import progress
from workouts.domain.library import create_own_exercise
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set, save_set

URL = "/api/v1/progress"
MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("strength", "volume", "records")


@pytest.fixture(autouse=True)
def _no_known_ids():
    """Let no test profit from the ids that another one has looked up."""
    progress._library.clear()


def ask(api, name, query="exercise=deadlift"):
    answer = api.get(f"{URL}/{name}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def lines(found, *names):
    return list(zip(*(found[name] for name in names), strict=True))


# --- volume ---------------------------------------------------------------------------------------------------


@pytest.fixture
def weeks(new_session, new_set):
    """Two sessions on Monday, one on Wednesday, one the week after, one in April."""
    starts = [MONDAY, MONDAY + timedelta(hours=3), MONDAY + 2 * DAY, MONDAY + 7 * DAY, MONDAY + 30 * DAY]
    return [new_set(new_session(at), load_kg=100 + number, reps=5) for number, at in enumerate(starts)]


@pytest.mark.parametrize(
    ("bucket", "dates", "values", "sources"),
    [
        ("session", ["02", "02", "04", "09", "01"], [500, 505, 510, 515, 520], [[0], [1], [2], [3], [4]]),
        ("day", ["02", "04", "09", "01"], [1005, 510, 515, 520], [[0, 1], [2], [3], [4]]),
        ("week", ["02", "09", "30"], [1515, 515, 520], [[0, 1, 2], [3], [4]]),
        ("month", ["01", "01"], [2030, 520], [[0, 1, 2, 3], [4]]),
    ],
)
def test_volume_names_the_sessions_of_each_bucket(api, weeks, bucket, dates, values, sources):
    found = ask(api, "volume", f"exercise=deadlift&bucket={bucket}")
    assert [day[-2:] for day in found["date"]] == dates
    assert found["value"] == values
    assert found["sets"] == [len(places) for places in sources]
    assert found["sessions"] == [[str(weeks[place].session_id) for place in places] for places in sources]
    assert (found["metric"], found["bucket"], found["unit"]) == ("volume_kg", bucket, "kg")


def test_hard_sets_and_repetitions_are_counted_by_the_rules_of_the_pages(api, session, new_set):
    new_set(session, kind="warmup", load_kg=60)
    new_set(session, load_kg=100, reps=5)
    new_set(session, kind="drop", load_kg=80, reps=8, rir=5)
    new_set(session, done=False)
    assert lines(ask(api, "volume", "exercise=deadlift&metric=hard_sets"), "value", "sets") == [(1, 2)]
    assert lines(ask(api, "volume", "exercise=deadlift&metric=reps"), "value", "sets") == [(13, 2)]


def test_assistance_and_no_load_make_no_volume_and_the_session_stays_in_it(api, session, new_set):
    new_set(session, "pull-up", load_kg=-20, reps=8)
    new_set(session, "pull-up", load_kg=None, reps=8)
    assert lines(ask(api, "volume", "exercise=pull-up"), "value", "sets") == [(0, 2)]


def test_volume_in_pounds_of_a_mixed_history(api, session, new_session, new_set):
    new_set(session, load_kg=100, reps=5)
    new_set(new_session(MONDAY + DAY), load_kg=round(225 * KG_PER_LB, 3), reps=10)
    found = ask(api, "volume", "exercise=deadlift&unit=lb")
    assert found["unit"] == "lb"
    assert found["value"] == [pytest.approx(500 / KG_PER_LB, abs=0.01), pytest.approx(2250, abs=0.02)]


def test_volume_keeps_both_days_of_a_range(api, weeks):
    found = ask(api, "volume", "exercise=deadlift&from=2026-03-04&to=2026-03-09")
    assert found["date"] == ["2026-03-04", "2026-03-09"]


# --- records --------------------------------------------------------------------------------------------------


def test_records_name_their_sets_and_sessions(api, session, new_session, new_set):
    five = new_set(session, load_kg=100, reps=5)
    single = new_set(new_session(MONDAY + DAY), load_kg=140, reps=1)
    found = ask(api, "records")
    assert lines(found, "record", "value", "measured", "date", "load", "reps", "set", "session") == [
        ("reps_1", 140, "kg", "2026-03-03", 140, 1, str(single.pk), str(single.session_id)),
        *(
            (f"reps_{count}", 100, "kg", "2026-03-02", 100, 5, str(five.pk), str(session.pk))
            for count in (2, 3, 4, 5)
        ),
        ("e1rm", 140, "kg", "2026-03-03", 140, 1, str(single.pk), str(single.session_id)),
        ("volume", 500, "kg", "2026-03-02", None, None, None, str(session.pk)),
        ("heaviest", 140, "kg", "2026-03-03", 140, 1, str(single.pk), str(single.session_id)),
    ]  # fmt: skip
    assert (found["unit"], found["formula"]) == ("kg", "epley")


def test_holds_and_carries_are_measured_in_seconds_and_metres(api, session, new_set):
    new_set(session, "plank", load_kg=None, reps=None, duration_s=75)
    new_set(session, "farmers-carry", load_kg=32, reps=None, distance_m=40)
    new_set(session, "pull-up", load_kg=None, reps=12)
    assert lines(ask(api, "records", "exercise=plank"), "record", "value", "measured") == [("longest", 75, "s")]
    carry = ask(api, "records", "exercise=farmers-carry&unit=lb")
    assert lines(carry, "record", "value", "measured") == [("heaviest", 70.55, "lb"), ("farthest", 40, "m")]
    assert lines(ask(api, "records", "exercise=pull-up"), "record", "value", "measured", "load") == [
        ("most_reps", 12, "reps", None)
    ]


def test_records_of_a_range_know_nothing_of_the_days_around_it(api, weeks):
    found = ask(api, "records", "exercise=deadlift&from=2026-03-04&to=2026-03-09")
    assert dict(zip(found["record"], found["value"], strict=True)) | {} == {
        **{f"reps_{count}": 103 for count in range(1, 6)}, "e1rm": 120.17, "volume": 515, "heaviest": 103,
    }  # fmt: skip


def test_a_record_that_is_changed_or_deleted_is_none_any_more(api, session, new_set):
    stays, slip, gone = new_set(session, load_kg=100), new_set(session, load_kg=900), new_set(session, load_kg=950)
    delete_set(gone, at=MONDAY)
    slip.load_kg = 90.0
    save_set(slip)
    found = ask(api, "records")
    assert (found["value"][0], found["set"][0]) == (100, str(stays.pk))


# --- what all three share -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_another_persons_deleted_and_other_sets_are_in_none_of_them(api, session, theirs, new_session, new_set, name):
    row = new_set(session, load_kg=60)
    before = ask(api, name)
    new_set(theirs, load_kg=300)
    delete_set(new_set(session, load_kg=250), at=MONDAY)
    gone = new_session(MONDAY + DAY)
    new_set(gone, load_kg=280)
    delete_session(gone, at=MONDAY)
    new_set(session, "romanian-deadlift", load_kg=270)
    new_set(session, kind="warmup", load_kg=260)
    new_set(session, done=False, load_kg=260)
    assert ask(api, name) == before
    assert str(row.session_id) in str(before)


@pytest.mark.parametrize("name", NAMES)
def test_another_name_of_the_exercise_is_answered_with_its_id(api, session, new_set, name):
    new_set(session, "romanian-deadlift")
    first, again = ask(api, name, "exercise=rdl"), ask(api, name, "exercise=romanian-deadlift")
    assert first == again
    assert (first["exercise"], len(first["date"]) > 0) == ("romanian-deadlift", True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("exercise", ["no-such-lift", "sams-lift", "%00", ""])
def test_what_is_no_exercise_of_the_persons_is_a_problem_that_names_the_field(api, stranger, lifts, name, exercise):
    create_own_exercise(owner=stranger, name="Sams lift", pattern="hinge", equipment="box", primary=[], secondary=[])
    answer = api.get(f"{URL}/{name}?exercise={exercise}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert list(answer.json()["errors"]) == ["exercise"]


@pytest.mark.parametrize("name", NAMES)
def test_an_own_exercise_is_found_by_its_owner_alone(api, athlete, stranger, client, session, new_set, name):
    own = create_own_exercise(
        owner=athlete, name="Ada lift", pattern="hinge", equipment="box", primary=[], secondary=[]
    )
    new_set(session, own.pk)
    for _ in range(2):
        assert len(ask(api, name, f"exercise={own.pk}")["date"]) > 0
    client.force_login(stranger)
    assert client.get(f"{URL}/{name}?exercise={own.pk}").status_code == 404


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("volume", "metric=e1rm"), ("volume", "bucket=year"), ("records", "unit=stone"), ("records", "from=yesterday")],
)
def test_what_cannot_be_asked_is_refused_by_name(api, lifts, name, wrong):
    answer = api.get(f"{URL}/{name}?exercise=deadlift&{wrong}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [wrong.split("=")[0]])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_sent_again_until_something_was_written(api, session, new_set, name):
    row = new_set(session)
    tag = api.get(f"{URL}/{name}?exercise=deadlift")["ETag"]
    same = api.get(f"{URL}/{name}?exercise=deadlift", HTTP_IF_NONE_MATCH=tag)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    row.load_kg = 120.0
    save_set(row)
    fresh = api.get(f"{URL}/{name}?exercise=deadlift", HTTP_IF_NONE_MATCH=tag)
    assert (fresh.status_code, fresh["ETag"] != tag) == (200, True)
    assert 120 in [*fresh.json().get("load", []), *(value / 5 for value in fresh.json()["value"])]


@pytest.mark.parametrize("name", NAMES)
def test_a_spreadsheet_holds_what_the_answer_holds(api, session, new_session, new_set, name):
    new_set(session, load_kg=100, reps=5)
    new_set(new_session(MONDAY + DAY), load_kg=105, reps=3)
    found = ask(api, name, "exercise=deadlift&unit=lb")
    answer = api.get(f"{URL}/{name}?exercise=deadlift&unit=lb", HTTP_ACCEPT="text/csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == f'attachment; filename="deadlift-{name}.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert head[:2] == {
        "strength": ["date", "value_lb"], "volume": ["date", "volume_lb"], "records": ["record", "value"],
    }[name]  # fmt: skip
    column = 1
    assert [float(row[column]) for row in rows] == found["value"]
    assert [row[-1] for row in rows] == (
        [" ".join(ids) for ids in found["sessions"]] if name == "volume" else found["session"]
    )


def test_a_spreadsheet_and_json_have_different_tags(api, session, new_set):
    new_set(session)
    url = f"{URL}/strength?exercise=deadlift"
    tag = api.get(url)["ETag"]
    answer = api.get(url, HTTP_ACCEPT="text/csv", HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, answer["ETag"] == tag) == (200, False)
    assert api.get(url, HTTP_ACCEPT="text/csv", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_a_problem_stays_a_problem_where_a_spreadsheet_was_asked_for(api, lifts):
    answer = api.get(f"{URL}/volume?exercise=nothing", HTTP_ACCEPT="text/csv")
    assert answer["Content-Type"].startswith("application/problem+json")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("name", NAMES)
def test_ten_years_cost_three_queries_the_first_time_and_two_after_that(device, new_session, new_set, name):
    device.get("/api/v1/sets?limit=1")
    for years in range(10):
        new_set(new_session(datetime(2016 + years, 5, 1, tzinfo=UTC)), load_kg=100 + years)
    for most in (3, 2):
        with CaptureQueriesContext(connection) as queries:
            answer = device.get(f"{URL}/{name}?exercise=deadlift")
        assert len(queries) <= most, [query["sql"] for query in queries]
    assert max(answer.json()["value"]) in (545, round(109 * 35 / 30, 2))
    with CaptureQueriesContext(connection) as queries:
        device.get(f"{URL}/{name}?exercise=deadlift", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert len(queries) == 1


@pytest.mark.parametrize("name", NAMES)
def test_without_signing_in_there_is_nothing(client, session, new_set, name):
    new_set(session)
    answer = client.get(f"{URL}/{name}?exercise=deadlift")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


# --- nothing, and numbers that are hard to round --------------------------------------------------------------


@pytest.mark.parametrize("query", ["exercise=deadlift", "exercise=deadlift&from=2031-01-01", "exercise=pull-up"])
@pytest.mark.parametrize("more", ["", "&metric=top_set", "&bucket=week"])
def test_where_nothing_was_done_the_columns_are_empty(api, session, new_set, query, more):
    new_set(session, "romanian-deadlift")
    new_set(session, "deadlift", done=False)
    strength, records = ask(api, "strength", query + more), ask(api, "records", query)
    volume = ask(api, "volume", query + more.replace("top_set", "reps"))
    assert {name: column for answer in (strength, volume, records) for name, column in answer.items() if column} == {
        name: column for answer in (strength, volume, records) for name, column in answer.items()
        if column and not isinstance(column, list)
    }  # fmt: skip


@pytest.mark.parametrize(("load_kg", "reps"), [(101.25, 5), (103.75, 3), (93.75, 3), (61.235, 8), (102.125, 1)])
@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_a_number_reads_the_same_at_every_address(api, session, new_set, load_kg, reps, unit):
    new_set(session, load_kg=load_kg, reps=reps)
    by_session, by_day = (
        ask(api, "strength", f"exercise=deadlift&unit={unit}&bucket={bucket}") for bucket in ("session", "day")
    )
    records = ask(api, "records", f"exercise=deadlift&unit={unit}")
    assert by_session | {"bucket": "day"} == by_day
    assert dict(lines(records, "record", "value"))["e1rm"] == by_day["value"][0]
    answer = api.get(f"{URL}/strength?exercise=deadlift&unit={unit}", headers={"Accept": "text/csv"})
    (line,) = csv.DictReader(io.StringIO(answer.text))
    assert float(line[f"value_{unit}"]) == by_day["value"][0]
