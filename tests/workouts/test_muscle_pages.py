"""The pages of muscles and of the posterior chain, and their files."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from workouts.models import ExerciseMuscle

pytestmark = pytest.mark.usefixtures("trained")


def text(answer):
    content = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def read_csv(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def now():
    """Return an instant of this week in Ada's zone, whatever day it is."""
    return datetime.now(UTC) - timedelta(minutes=5)


@pytest.fixture
def trained(lifts):
    rows = [("deadlift", "hamstrings", "primary"), ("deadlift", "glutes", "secondary"), ("pull-up", "lats", "primary")]
    ExerciseMuscle.objects.bulk_create(
        ExerciseMuscle(exercise_id=exercise, muscle=muscle, role=role) for exercise, muscle, role in rows
    )


@pytest.mark.parametrize("path", ["/progress/muscles", "/progress/posterior-chain"])
def test_without_a_set_they_say_what_to_do(page, theirs, new_set, path):
    new_set(theirs)
    assert "No working set in this range" in text(page.get(path)) and "Start a session" in text(page.get(path))


def test_this_week_stands_beside_the_weeks_before(page, now, new_session, new_set):
    new_set(new_session(now))
    for weeks in (1, 2):
        started = new_session(now - timedelta(weeks=weeks))
        for _ in range(4):
            new_set(started)
    answer = text(page.get("/progress/muscles"))
    assert "Glutes 0.5 mean 1" in answer and "Hamstrings 1 mean 2" in answer
    assert "Lats" not in answer


def test_volume_is_shown_in_the_unit_asked_for(page, now, new_session, new_set):
    new_set(new_session(now), load_kg=100, reps=5)
    assert "Hamstrings 500 kg mean 0 kg" in text(page.get("/progress/muscles?count=volume"))
    assert "Hamstrings 1,102 lb" in text(page.get("/progress/muscles?count=volume&unit=lb"))


def test_the_table_and_the_file_of_all_muscles_agree(page, now, new_session, new_set):
    new_set(new_session(now))
    lines = read_csv(page.get("/progress/muscles.csv?range=12w"))
    assert len(lines) == 12 or len(lines) == 13
    assert (lines[-1]["glutes_sets"], lines[-1]["hamstrings_sets"], lines[0]["hamstrings_sets"]) == ("0.5", "1", "0")
    week = datetime.strptime(lines[-1]["week"], "%Y-%m-%d")
    assert f"{week.day} {week:%b %Y} 0.5 1" in text(page.get("/progress/muscles?range=12w"))


def test_a_long_range_shows_the_mean_week_of_each_month(page, now, new_session, new_set):
    new_set(new_session(now))
    new_set(new_session(now - timedelta(days=900)))
    lines = read_csv(page.get("/progress/muscles.csv?range=all"))
    assert 29 <= len(lines) <= 31 and 0 < float(lines[-1]["hamstrings_sets"]) <= 1
    assert "mean week of each month" in text(page.get("/progress/muscles?range=all"))


def test_the_posterior_chain_tells_hinges_from_accessories(page, now, new_session, new_set, lifts):
    lifts["romanian-deadlift"].pattern = "isolation"
    lifts["romanian-deadlift"].save()
    ExerciseMuscle.objects.create(exercise=lifts["romanian-deadlift"], muscle="hamstrings", role="primary")
    started = new_session(now)
    for exercise in ("deadlift", "deadlift", "romanian-deadlift"):
        new_set(started, exercise, load_kg=50, reps=10)
    answer = text(page.get("/progress/posterior-chain"))
    assert "Hamstrings: 3 hard sets this week, 2 from hinges." in answer
    assert "Erectors: no hard set this week." in answer
    line = read_csv(page.get("/progress/posterior-chain/hamstrings.csv"))[-1]
    names = ("hard_sets", "hinge_sets", "accessory_sets", "volume_kg", "hinge_volume_kg", "accessory_volume_kg")
    assert [line[name] for name in names] == ["3", "2", "1", "1500", "1000", "500"]


def test_a_muscle_outside_the_chain_has_no_file_there(page):
    assert page.get("/progress/posterior-chain/lats.csv").status_code == 404


@pytest.mark.parametrize("path", ["/progress/muscles", "/progress/posterior-chain", "/progress/muscles.csv"])
@pytest.mark.parametrize("query", ["range=forever", "count=beans", "unit=stone"])
def test_what_cannot_be_asked_for_has_no_page(page, path, query):
    assert page.get(f"{path}?{query}").status_code == 404


def test_a_range_of_ones_own_ends_with_its_last_week(page, athlete, now, new_session, new_set):
    new_set(new_session(now - timedelta(weeks=5)))
    day = athlete.local_date(now - timedelta(weeks=5))
    answer = text(page.get(f"/progress/muscles?from={day}&to={day}"))
    assert "Hamstrings 1 mean 0" in answer and "Last week shown" in answer


def test_a_last_day_in_the_far_future_shows_no_empty_centuries(page, now, new_session, new_set):
    new_set(new_session(now))
    assert len(read_csv(page.get("/progress/muscles.csv?to=2199-01-01"))) <= 2
