"""Practice over time through the API: columns, CSV, ETag, few queries."""

import csv
import io

import pytest

from accounts.domain.tokens import create_token
from drills.domain.logs import save_log
from drills.models import DrillLog
from tests.drills.practice.rows import DAY, MONDAY, drill, noon, practise
from tests.drills.practice.test_levels import lift, train

URL = "/api/v1/progress/drills"
pytestmark = pytest.mark.django_db
COLUMNS = ("date", "level", "drill", "exercise", "source", "reps", "clean_reps", "seconds", "load", "rows")


@pytest.fixture
def bell():
    return drill("kettlebell-deadlift", level="light-load", exercise=lift("kettlebell-deadlift"), loadable=True)


@pytest.fixture
def work(athlete, bell):
    """A dowel on Monday, the bell on Tuesday as a log and as a set."""
    dowel = practise(athlete, drill("dowel-hinge"), MONDAY, 45, clean_reps=42)
    log = practise(athlete, bell, MONDAY + DAY, 36, load_kg=9.0718474)
    return dowel, log, train(athlete, bell.exercise, MONDAY + DAY, load_kg=32)


def ask(api, query=""):
    answer = api.get(f"{URL}{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_without_any_parameter_it_answers_with_each_day_s_work_and_where_it_comes_from(api, work):
    found = ask(api)
    assert (found.pop("bucket"), found.pop("unit")) == ("day", "kg")
    assert tuple(found) == COLUMNS
    assert list(zip(*(found[name] for name in COLUMNS[:-1]), strict=True)) == [
        ("2026-03-02", "bodyweight", "dowel-hinge", None, "log", 45, 42, 0, None),
        ("2026-03-03", "light-load", "kettlebell-deadlift", None, "log", 36, None, 0, 9.07),
        ("2026-03-03", "loaded", None, "kettlebell-deadlift", "set", 5, None, 0, 32),
    ]
    assert found["rows"] == [[str(row.pk)] for row in work]


def test_nobody_s_first_answer_is_empty_columns(api):
    assert {name: ask(api)[name] for name in COLUMNS} == {name: [] for name in COLUMNS}


def test_loads_come_in_the_unit_that_is_asked_for(api, work):
    assert ask(api, "?unit=lb")["load"] == [None, 20, 70.55]


def test_a_week_names_all_its_rows(api, athlete, bell):
    rows = [practise(athlete, bell, MONDAY + DAY * number, 10) for number in (0, 2, 6, 7)]
    found = ask(api, "?bucket=week")
    assert (found["date"], found["reps"]) == (["2026-03-02", "2026-03-09"], [30, 10])
    assert [sorted(ids) for ids in found["rows"]] == [sorted(str(row.pk) for row in rows[:3]), [str(rows[3].pk)]]


def test_a_drill_a_level_and_a_range_narrow_it_down(api, work):
    assert ask(api, "?drill=dowel-hinge")["reps"] == [45]
    assert ask(api, "?drill=kettlebell-deadlift")["source"] == ["log", "set"]
    assert ask(api, "?level=loaded")["exercise"] == ["kettlebell-deadlift"]
    assert ask(api, "?from=2026-03-03&to=2026-03-03")["reps"] == [36, 5]


@pytest.mark.parametrize(
    ("query", "field"),
    [("bucket=year", "bucket"), ("level=heavy", "level"), ("from=soon", "from"), ("unit=stone", "unit")],
)
def test_what_makes_no_sense_is_said_at_its_parameter(api, query, field):
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [field]


def test_a_drill_of_another_person_is_as_unknown_as_none(api, stranger):
    drill("sams", owner=stranger)
    for slug in ("sams", "nothing"):
        answer = api.get(f"{URL}?drill={slug}")
        assert answer.status_code == 404 and "drill" in answer.json()["errors"]


def test_another_person_s_practice_never_shows(api, stranger, bell):
    practise(stranger, bell, MONDAY, 77)
    train(stranger, bell.exercise, reps=78)
    assert ask(api)["reps"] == []


def test_as_csv_it_is_a_file_with_the_same_lines(api, work):
    answer = api.get(f"{URL}?unit=lb", headers={"accept": "text/csv"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert "drills.csv" in answer["Content-Disposition"]
    assert [(line["date"], line["level"], line["source"], line["load_lb"]) for line in lines] == [
        ("2026-03-02", "bodyweight", "log", ""),
        ("2026-03-03", "light-load", "log", "20"),
        ("2026-03-03", "loaded", "set", "70.55"),
    ]
    assert [line["rows"] for line in lines] == [str(row.pk) for row in work]


def test_who_has_it_as_it_is_hears_so_until_something_is_logged(api, athlete, work):
    tag = api.get(URL)["ETag"]
    known = {"if-none-match": tag}
    assert api.get(URL, headers=known).status_code == 304
    assert api.get(URL, headers=known | {"accept": "text/csv"}).status_code == 200
    save_log(DrillLog(owner=athlete, drill_id="dowel-hinge", performed_at=noon(MONDAY), reps=5))
    fresh = api.get(URL, headers=known)
    assert fresh.status_code == 200 and fresh.json()["reps"][0] == 50


@pytest.mark.parametrize("query", ["", "?drill=kettlebell-deadlift&bucket=month"])
def test_three_queries_are_enough_however_much_was_done(client, athlete, bell, query, django_assert_max_num_queries):
    for number in range(15):
        practise(athlete, bell, MONDAY + DAY * number)
        train(athlete, bell.exercise, MONDAY + DAY * number)
    _, token = create_token(user=athlete, name="script", scope="read")
    signed = {"authorization": f"Token {token}"}
    client.get(URL, headers=signed)  # a token's first use is noted
    with django_assert_max_num_queries(3):
        assert sum(client.get(f"{URL}{query}", headers=signed).json()["reps"]) == 15 * 35
