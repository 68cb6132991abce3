"""The progress of an exercise: numbers with the sets they come from, as text, chart data, table and file."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.library import create_own_exercise
from workouts.domain.sessions import delete_session


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    content = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def charts(answer):
    """Return the data of the page's charts by title."""
    found = re.findall(r'<fr-\w+-chart><script type="application/json">(.*?)</script>', answer.content.decode())
    return {chart["title"]: chart["columns"] for chart in map(json.loads, found)}


def read_csv(answer):
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def lately():
    """Return an instant of last week, so that it lies in every range."""
    return datetime.now(UTC).replace(hour=12, minute=0) - timedelta(days=7)


def day_of(at):
    return f"{at.day} {at:%b %Y}"


def test_without_a_working_set_it_says_what_to_do(page, theirs, new_set):
    new_set(theirs)
    answer = text(page.get("/progress"))
    assert "Nothing to draw yet" in answer and "Start a session" in answer


def test_every_number_names_the_set_it_comes_from(page, lately, new_session, new_set):
    started = new_session(lately)
    row = new_set(started, load_kg=100, reps=5)
    answer = page.get("/progress")
    assert f"e1RM now 116.7 kg 113–119, from 100 × 5, {day_of(lately)}" in text(answer)
    assert f"Heaviest set 100 kg × 5, {day_of(lately)}" in text(answer)
    assert f"/sessions/{started.pk}#set-{row.pk}" in answer.content.decode()


def test_a_single_is_said_to_be_measured(page, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=140, reps=1)
    assert "e1RM now 140.0 kg measured, from 140 × 1" in text(page.get("/progress"))


def test_sets_beyond_twelve_reps_are_said_to_carry_no_estimate(page, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=60, reps=20)
    answer = page.get("/progress")
    assert "Not estimated: sets of more than 12 reps" in text(answer)
    assert list(charts(answer)) == ["Top set", "Volume"]


def test_the_rpe_based_formula_says_what_it_needs(page, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=100, reps=5)
    assert "needs an RPE of 6 or more" in text(page.get("/progress?formula=rpe"))


def test_the_best_and_the_latest_estimate_are_told_apart(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=7)), load_kg=120, reps=5)
    new_set(new_session(lately), load_kg=100, reps=5)
    answer = text(page.get("/progress"))
    assert "e1RM now 116.7 kg" in answer and "Best e1RM 140.0 kg" in answer


def test_chart_table_and_file_hold_the_same_numbers(page, lately, new_session, new_set):
    started = new_session(lately)
    row = new_set(started, load_kg=100, reps=5)
    columns = charts(page.get("/progress"))["Estimated 1RM"]
    (line,) = read_csv(page.get("/progress/e1rm.csv?exercise=deadlift"))
    assert line == {
        "date": str(started.day), "value_kg": "116.7", "low_kg": "112.5", "high_kg": "119", "load_kg": "100",
        "reps": "5", "session": str(started.pk), "set": str(row.pk),
    }  # fmt: skip
    assert columns == {
        "date": [str(started.day)], "value": [116.7], "low": [112.5], "high": [119.0], "load": [100.0],
        "reps": [5], "session": [str(started.pk)], "set": [str(row.pk)],
    }  # fmt: skip
    assert f"{day_of(lately)} 116.7 112.5 119.0 100 5" in text(page.get("/progress"))


def test_the_file_of_a_figure_is_offered_with_the_pages_own_choices(page, lately, new_session, new_set):
    new_set(new_session(lately))
    content = page.get("/progress?range=1y&unit=lb&table=e1rm").content.decode()
    assert 'href="/progress/volume.csv?range=1y&amp;unit=lb&amp;exercise=deadlift" download' in content


@pytest.mark.parametrize("key", ["time", "no-such-figure"])
def test_a_file_of_what_is_not_counted_has_no_address(page, lately, new_session, new_set, key):
    new_set(new_session(lately))
    assert page.get(f"/progress/{key}.csv?exercise=deadlift").status_code == 404


def test_volume_adds_working_sets_up_and_leaves_warm_ups_out(page, lately, new_session, new_set):
    started = new_session(lately)
    new_set(started, kind="warmup", load_kg=60, reps=10)
    new_set(started, load_kg=100, reps=5)
    new_set(started, load_kg=90, reps=10, rir=6)
    (line,) = read_csv(page.get("/progress/volume.csv?exercise=deadlift"))
    assert (line["volume_kg"], line["sets"], line["hard_sets"], line["reps"]) == ("1400", "2", "1", "15")


def test_buckets_are_sessions_until_the_range_is_long_and_can_be_chosen(page, lately, new_session, new_set):
    monday = lately - timedelta(days=lately.weekday())
    for days in (0, 1, 2):
        new_set(new_session(monday + timedelta(days=days)), load_kg=100 + days)

    def points(query):
        return len(charts(page.get(f"/progress?exercise=deadlift&{query}"))["Estimated 1RM"]["date"])

    assert (points(""), points("range=3y"), points("range=all"), points("bucket=week")) == (3, 3, 3, 1)
    new_set(new_session(monday - timedelta(days=900)))
    assert (points("range=all"), points("range=all&bucket=session"), points("range=1y")) == (2, 4, 3)


def test_the_exercise_trained_last_is_shown_unless_another_is_asked_for(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=1)), "deadlift")
    new_set(new_session(lately), "romanian-deadlift")
    assert "<h1>Romanian deadlift</h1>" in page.get("/progress").content.decode()
    assert "<h1>Deadlift</h1>" in page.get("/progress?exercise=deadlift").content.decode()


def test_the_trained_exercises_can_be_chosen_the_latest_first(page, lately, theirs, new_session, new_set):
    new_set(new_session(lately - timedelta(days=1)), "deadlift")
    new_set(new_session(lately), "plank", load_kg=None, reps=None, duration_s=40)
    new_set(theirs, "farmers-carry", distance_m=20, reps=None)
    choices = re.findall(r'href="\?exercise=([\w-]+)[^"]*"[^>]* data-words', page.get("/progress").content.decode())
    assert choices == ["plank", "deadlift"]


def test_romanian_and_conventional_deadlifts_are_lines_of_their_own(page, lately, new_session, new_set):
    started = new_session(lately)
    new_set(started, "deadlift", load_kg=150, reps=1)
    new_set(started, "romanian-deadlift", load_kg=90, reps=1)
    assert "150" not in text(page.get("/progress?exercise=romanian-deadlift"))
    assert "90" not in text(page.get("/progress?exercise=deadlift"))


def test_own_weight_is_drawn_in_reps_and_never_estimated_from_the_added_load(page, lately, new_session, new_set):
    started = new_session(lately)
    new_set(started, "pull-up", load_kg=None, reps=9)
    new_set(started, "pull-up", load_kg=10, reps=5)
    new_set(started, "pull-up", load_kg=-20, reps=12)
    answer = page.get("/progress")
    found = charts(answer)
    assert found["Most reps in a set"]["value"] == [12]
    assert found["Reps in all"]["value"] == [26]
    assert found["Heaviest added load"]["load"] == [10]
    assert "added to your own weight" in text(answer) and "Estimated 1RM" not in text(answer)


@pytest.mark.parametrize(
    ("exercise", "values", "key", "unit", "amount"),
    [
        ("plank", {"load_kg": None, "reps": None, "duration_s": 75.5}, "time", "s", "75.5"),
        ("farmers-carry", {"load_kg": 32, "reps": None, "distance_m": 40}, "distance", "m", "40"),
    ],
)
def test_time_and_distance_are_drawn_in_seconds_and_metres(
    page, lately, new_session, new_set, exercise, values, key, unit, amount
):
    new_set(new_session(lately), exercise, **values)
    assert f"Best set {amount} {unit}" in text(page.get("/progress"))
    (best,) = read_csv(page.get(f"/progress/{key}.csv?exercise={exercise}"))
    (total,) = read_csv(page.get(f"/progress/total-{key}.csv?exercise={exercise}"))
    assert best[f"value_{unit}"] == total[f"value_{unit}"] == amount


def test_pounds_are_shown_to_who_trains_in_pounds(page, athlete, lately, new_session, new_set):
    athlete.unit = "lb"
    athlete.save()
    new_set(new_session(lately), load_kg=102.058, reps=5)
    answer = page.get("/progress")
    assert "e1RM now 262.5 lb" in text(answer) and "from 225 × 5" in text(answer)
    assert charts(answer)["Estimated 1RM"]["load"] == [225.0]


def test_the_unit_can_be_switched_for_the_page(page, athlete, lately, new_session, new_set):
    new_set(new_session(lately), load_kg=102.058, reps=5)
    answer = text(page.get("/progress?unit=lb"))
    assert "e1RM now 262.5 lb" in answer and "1,125 lb" in answer
    athlete.refresh_from_db()
    assert athlete.unit == "kg"


def test_a_range_leaves_out_what_is_older_and_says_so(page, lately, new_session, new_set):
    new_set(new_session(lately - timedelta(days=300)), load_kg=100)
    assert "No working set in this range" in text(page.get("/progress?range=6m"))
    assert "from 100 × 5" in text(page.get("/progress?range=1y"))
    assert "from 100 × 5" in text(page.get("/progress?range=all"))


def test_a_range_of_ones_own_keeps_both_its_days(page, lately, new_session, new_set):
    rows = [new_session(lately - timedelta(days=days)) for days in (30, 20, 10)]
    for number, started in enumerate(rows):
        new_set(started, load_kg=100 + number, reps=1)
    query = f"from={rows[0].day}&to={rows[1].day}&exercise=deadlift"
    assert [line["value_kg"] for line in read_csv(page.get(f"/progress/e1rm.csv?{query}"))] == ["100", "101"]


def test_an_own_range_that_makes_no_sense_says_what_is_wrong(page, lately, new_session, new_set):
    new_set(new_session(lately))
    assert "before the first day" in text(page.get("/progress?from=2026-02-01&to=2026-01-01"))
    assert "Enter a valid date" in text(page.get("/progress?from=yesterday"))
    assert "between 1970 and 2200" in text(page.get("/progress?from=0001-01-01"))


def test_the_records_of_all_time_stand_below_whatever_the_range(page, lately, new_session, new_set):
    old = new_session(lately - timedelta(days=800))
    best = new_set(old, load_kg=150, reps=3)
    new_set(new_session(lately), load_kg=120, reps=5)
    answer = page.get("/progress")
    assert "3 reps 150 kg 150 × 3" in text(answer) and "5 reps 120 kg 120 × 5" in text(answer)
    assert f"/sessions/{old.pk}#set-{best.pk}" in answer.content.decode()
    found = {line["record"]: line["best"] for line in read_csv(page.get("/progress/records.csv?exercise=deadlift"))}
    assert found == {"3 reps": "150", "5 reps": "120", "Estimated 1RM": "165", "Volume in a session": "600"}


def test_others_and_deleted_sets_are_never_on_it(page, lately, theirs, new_session, new_set):
    new_set(new_session(lately), load_kg=60)
    new_set(theirs, load_kg=333.25)
    gone = new_session(lately + timedelta(days=1))
    new_set(gone, load_kg=444.25)
    delete_session(gone, at=lately)
    answer = text(page.get("/progress?range=all"))
    assert "from 60 × 5" in answer and "333.25" not in answer and "444.25" not in answer


def test_a_long_table_shows_its_newest_rows_and_the_way_to_all(page, lately, new_session, new_set):
    for days in range(125):
        new_set(new_session(lately - timedelta(days=days)))
    content = page.get("/progress?range=1y").content.decode()
    assert content.count('scope="col">e1RM, kg') == 1
    assert "All 125 rows" in content
    whole = page.get("/progress?range=1y&table=e1rm").content.decode()
    assert whole.count("<tr>") - content.count("<tr>") == 65 and "<details open>" in whole


@pytest.mark.parametrize(
    "query",
    ["exercise=no-such-lift", "range=forever", "exercise=%00", "exercise=sams-lift", "bucket=year", "unit=stone",
     "formula=guess"],
)  # fmt: skip
def test_what_is_not_there_has_no_page(page, stranger, lifts, query):
    create_own_exercise(owner=stranger, name="Sams lift", pattern="hinge", equipment="box", primary=[], secondary=[])
    answer = page.get(f"/progress?{query}")
    assert answer.status_code == 404
    assert "There is nothing here" in text(answer)


def test_the_queries_do_not_grow_with_the_history(page, lately, new_session, new_set):
    costs = []
    for count in (2, 12):
        for number in range(count):
            new_set(new_session(lately - timedelta(days=count + number)))
        with CaptureQueriesContext(connection) as queries:
            page.get("/progress?range=all")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 8


@pytest.mark.parametrize("path", ["/progress", "/progress/e1rm.csv", "/progress/muscles", "/progress/body-weight"])
def test_it_asks_to_sign_in_first(client, db, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"
