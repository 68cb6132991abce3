"""The page of what is due, Today's card, and the page of drills' progress."""

import csv
import io
import re

import pytest

from drills.models import Pause
from tests.drills.practice.rows import DAY, MONDAY, drill, enrol, plan, practise, programme
from tests.drills.practice.test_levels import lift, train
from tests.drills.words import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
THURSDAY = MONDAY + 3 * DAY


@pytest.fixture
def dowel():
    return drill("dowel-hinge", reps=15)


@pytest.fixture
def path(athlete, dowel):
    """Ada has been on a programme since Monday."""
    wall = drill("wall-touch-hinge")
    return enrol(athlete, programme([{"drill": dowel, "when": "daily"}, {"drill": wall, "when": "training-days"}]))


def words(answer):
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("address", ["/drills", "/"])
def test_who_has_planned_nothing_is_shown_two_ways_to_begin(page, dowel, address):
    found = page.get(address)
    assert "Choose a programme" in words(found) and "Put a drill on Today" in words(found)
    assert 'href="/programmes"' in found.content.decode() and 'href="/drills/library"' in found.content.decode()
    assert "drill-line" not in found.content.decode().replace("drill-lines.css", "")


@pytest.mark.parametrize("address", ["/drills", "/"])
def test_each_drill_that_is_due_has_its_dose_what_is_done_and_a_tap_that_logs_the_rest(page, athlete, path, address):
    practise(athlete, path.programme.phases.get().items.first().drill, THURSDAY, 20)
    found = page.get(address)
    assert "0 of 2 done" in words(found) and "20 / 30 reps" in words(found) and "30 reps" in words(found)
    line = re.search(r'<li class="drill-line"[^>]*data-drill="dowel-hinge".*?</li>', found.content.decode(), re.S)[0]
    assert 'action="/drills/dowel-hinge/log"' in line
    assert '<input type="hidden" name="reps" value="10">' in line and 'name="clean_reps" value="10"' in line
    assert f'<input type="hidden" name="next" value="{address}">' in line


def test_a_drill_that_is_done_is_pressed_and_a_tap_takes_its_last_log_back(page, athlete, path, dowel):
    log = practise(athlete, dowel, THURSDAY, 45)
    found = page.get("/drills")
    assert "1 of 2 done" in words(found)
    line = re.search(r'<li class="drill-line" id="due-dowel-hinge".*?</li>', found.content.decode(), re.S)[0]
    assert 'aria-pressed="true"' in line and f'action="/drills/logs/{log.pk}/delete"' in line


def test_the_card_says_the_row_of_days(page, athlete, path, dowel):
    for number in range(4):
        practise(athlete, dowel, MONDAY + DAY * number)
    assert "4 days in a row" in words(page.get("/")) and "4 of 4 days · 4 in a row" in words(page.get("/drills"))


@pytest.mark.parametrize("address", ["/drills", "/"])
def test_a_pause_is_said_with_everything_that_waits(page, path, address):
    Pause.objects.create(enrolment=path, starts_on=THURSDAY - DAY, reason="illness")
    said = words(page.get(address))
    assert "Paused since 4 March, for an illness." in said and "Nothing is due meanwhile" in said
    assert "of 2 done" not in said


def test_a_free_day_says_when_the_next_drills_are_due(page, athlete, dowel):
    enrol(athlete, programme([{"drill": dowel, "when": "training-days"}]), training_days=[0])
    for address in ("/drills", "/"):
        assert "Nothing is due today. Next: Monday." in words(page.get(address))


def test_the_page_of_drills_shows_the_warm_up_and_what_stands_beside_the_programme(page, athlete, path):
    plan(athlete, drill("own-stretch"), ends_on=THURSDAY + DAY)
    plan(athlete, drill("old-stretch"), ends_on=THURSDAY - DAY)
    said = words(page.get("/drills"))
    assert "Lower-body warm-up" in said and "Own stretch Every day, until 6 Mar" in said and "Old stretch" not in said


def test_the_calendar_reads_each_day_out(page, athlete, path, dowel):
    practise(athlete, dowel, MONDAY, 30)
    said = words(page.get("/drills"))
    assert "1 of 2 drills on 2 March" in said and "0 of 1 drill on 3 March" in said and "nothing due on 1 March" in said
    assert "5 March" in said and "6 March" not in said


def test_another_person_s_practice_shows_nowhere(page, athlete, stranger, path, dowel):
    plan(stranger, drill("sams-secret"))
    practise(stranger, dowel, THURSDAY, 45)
    for address in ("/drills", "/", "/progress/drills"):
        assert "ams secret" not in words(page.get(address)) and "1 of 2 done" not in words(page.get(address))


def test_the_page_of_drills_needs_ten_queries_of_its_own_at_most(page, athlete, path, django_assert_max_num_queries):
    for number in range(12):
        plan(athlete, drill(f"own-{number}"))
        practise(athlete, path.programme.phases.get().items.first().drill, THURSDAY - DAY * number)
    page.get("/drills")
    with django_assert_max_num_queries(12):  # two of them say who is there
        assert "1 of 14 done" in words(page.get("/drills"))


def test_progress_shows_each_movement_with_its_level_and_where_it_comes_from(page, athlete, dowel):
    practise(athlete, dowel, MONDAY, 45, clean_reps=42)
    train(athlete, lift("deadlift", name="Deadlift"), load_kg=100)
    said = words(page.get("/progress/drills"))
    assert "Dowel hinge Bodyweight, logs 45 42 –" in said and "Deadlift Loaded, sets 5 – 100 kg" in said
    assert "Week of Bodyweight Light load Loaded Explosive Logged as drills Done as sets" in said
    assert "2 Mar 2026 45 0 5 0 45 5" in said


def test_progress_without_practice_says_what_to_do(page):
    found = page.get("/progress/drills")
    assert "No hinge practice in this range" in words(found) and 'href="/drills"' in found.content.decode()


def test_progress_has_its_numbers_as_a_file_in_the_range_that_is_shown(page, athlete, dowel):
    practise(athlete, dowel, MONDAY - 200 * DAY, 30)
    practise(athlete, dowel, MONDAY, 45)
    link = re.search(
        r'href="(/progress/drills/levels\.csv[^"]*)"', page.get("/progress/drills?range=all").content.decode()
    )
    lines = list(csv.DictReader(io.StringIO(page.get(link[1]).content.decode())))
    assert [(line["month"], line["bodyweight"], line["logged"]) for line in lines] == [
        ("2025-08-01", "30", "30"),
        ("2026-03-01", "45", "45"),
    ]
    weeks = list(csv.DictReader(io.StringIO(page.get("/progress/drills/levels.csv").content.decode())))
    assert [(line["week"], line["bodyweight"]) for line in weeks] == [("2026-03-02", "45")]


def test_a_range_that_ends_before_it_begins_is_said_at_its_field_and_kept(page):
    found = page.get("/progress/drills?from=2026-03-05&to=2026-03-01")
    assert "This lies before the first day." in words(found) and 'value="2026-03-05"' in found.content.decode()
    assert page.get("/progress/drills?range=never").status_code == 404


def test_every_progress_page_leads_to_the_drills(page):
    for address in ("/progress", "/progress/muscles", "/progress/posterior-chain", "/progress/body-weight"):
        assert '<a href="/progress/drills">Drills</a>' in page.get(address).content.decode()


def test_a_drill_planned_for_tomorrow_is_named_today(page, athlete, thursday):
    plan(athlete, drill("wall-touch"), on=thursday + DAY)
    for path in ("/drills", "/"):
        assert "Nothing is due today. Next: tomorrow" in text(page.get(path))
