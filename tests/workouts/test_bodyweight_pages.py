"""The page of body weight: log, list with what sessions say, change, delete, take back."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.bodyweight import save_bodyweight
from workouts.models import Bodyweight

URL = "/progress/body-weight"


def text(answer):
    content = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


@pytest.fixture
def lately():
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=7)


@pytest.fixture
def row(athlete, lately):
    return save_bodyweight(Bodyweight(owner=athlete, measured_at=lately, weight_kg=80.2, note="fasted"))


@pytest.fixture
def foreign(stranger, lately):
    return save_bodyweight(Bodyweight(owner=stranger, measured_at=lately, weight_kg=99.9, note="Sam's secret"))


def test_without_a_weighing_it_says_what_to_do(page, foreign):
    answer = text(page.get(URL))
    assert "Log one, or note your weight with a session" in answer
    assert "99.9" not in answer and "secret" not in answer


def test_a_weighing_without_a_time_is_now(page, athlete):
    before = datetime.now(UTC)
    answer = page.post(URL, {"weight_kg": "80,4"}, follow=True)
    row = Bodyweight.objects.get()
    assert (row.owner, row.weight_kg, row.v) == (athlete, 80.4, 1)
    assert before <= row.measured_at <= datetime.now(UTC)
    assert "80.4 kg logged." in text(answer)


def test_a_weighing_is_entered_in_the_athletes_unit_and_zone(page, athlete):
    athlete.unit = "lb"
    athlete.save()
    page.post(URL, {"weight_kg": "180", "measured_at": "2026-03-02T00:30", "note": "hotel scale"})
    row = Bodyweight.objects.get()
    assert (row.weight_kg, row.note) == (81.647, "hotel scale")
    assert row.measured_at == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert str(row.day) == "2026-03-02"


@pytest.mark.parametrize("weight", ["", "heavy", "3", "800", "nan"])
def test_what_is_no_weight_is_refused_with_a_reason(page, weight):
    answer = page.post(URL, {"weight_kg": weight})
    assert answer.status_code == 400
    assert not Bodyweight.objects.exists()
    assert 'class="errors"' in answer.content.decode()


def test_a_time_that_is_none_is_refused_with_a_reason(page):
    answer = page.post(URL, {"weight_kg": "80", "measured_at": "soon"})
    assert answer.status_code == 400 and "Enter a date and a time." in text(answer)


def test_the_list_marks_what_a_session_says(page, row, lately, new_session):
    session = new_session(lately - timedelta(days=1), bodyweight_kg=81)
    answer = page.get(URL)
    assert "80.2 kg" in text(answer) and "fasted" in text(answer) and "81 kg" in text(answer)
    content = answer.content.decode()
    assert f'href="/sessions/{session.pk}">from a session' in content
    assert content.count("/delete") == 1


def test_a_long_list_is_read_page_by_page(page, athlete, lately):
    for days in range(40):
        at = lately - timedelta(days=days)
        save_bodyweight(Bodyweight(owner=athlete, measured_at=at, weight_kg=80 + days))
    first, last = text(page.get(URL)), text(page.get(f"{URL}?page=3"))
    assert "Older" in first and "Newer" not in first and "40 in this range" in first
    assert "119 kg" in last and "119 kg" not in first


def test_the_file_holds_a_row_a_day_with_its_mean(page, row, lately, new_session):
    new_session(lately - timedelta(days=1), bodyweight_kg=81)
    answer = page.get(f"{URL}.csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(line["value_kg"], line["mean_kg"]) for line in lines] == [("81", "81"), ("80.2", "80.6")]


def test_the_range_leaves_out_what_is_older(page, athlete, lately):
    save_bodyweight(Bodyweight(owner=athlete, measured_at=lately - timedelta(days=300), weight_kg=77.7))
    assert "77.7" not in text(page.get(URL))
    assert "77.7" in text(page.get(f"{URL}?range=1y"))


def test_a_weighing_is_changed(page, row, lately):
    answer = page.post(f"{URL}/{row.pk}", {"weight_kg": "79.9", "measured_at": "", "note": ""}, follow=True)
    row.refresh_from_db()
    assert (row.weight_kg, row.note, row.measured_at) == (79.9, "", lately)
    assert "Weighing saved." in text(answer)


def test_what_is_left_alone_stays_to_the_gram_and_the_second(page, athlete, row):
    athlete.unit = "lb"
    athlete.save()
    Bodyweight.objects.update(measured_at=row.measured_at + timedelta(microseconds=7))
    content = page.get(f"{URL}/{row.pk}").content.decode()
    shown = {name: re.search(rf'name="{name}" value="([^"]+)"', content)[1] for name in ("weight_kg", "measured_at")}
    assert shown["weight_kg"] == "176.81"
    page.post(f"{URL}/{row.pk}", shown | {"note": "new"})
    stored = Bodyweight.objects.get()
    assert (stored.weight_kg, stored.note) == (80.2, "new")
    assert stored.measured_at == row.measured_at + timedelta(microseconds=7)


def test_a_refused_change_keeps_the_weighing(page, row):
    assert page.post(f"{URL}/{row.pk}", {"weight_kg": "5"}).status_code == 400
    row.refresh_from_db()
    assert row.weight_kg == 80.2


def test_a_deletion_can_be_taken_back(page, row):
    answer = page.post(f"{URL}/{row.pk}/delete", follow=True)
    assert "80.2 kg deleted." in text(answer) and f"{URL}/{row.pk}/restore" in answer.content.decode()
    assert not Bodyweight.objects.alive().exists()
    assert page.get(f"{URL}/{row.pk}").status_code == 404
    page.post(f"{URL}/{row.pk}/restore")
    assert Bodyweight.objects.alive().get() == row


@pytest.mark.parametrize("what", ["", "/delete", "/restore"])
def test_another_persons_weighing_is_not_there(page, foreign, what):
    if what == "/restore":
        Bodyweight.objects.update(deleted_at=datetime.now(UTC))
    before = Bodyweight.objects.values().get()
    assert page.post(f"{URL}/{foreign.pk}{what}", {"weight_kg": "70"}).status_code == 404
    assert Bodyweight.objects.values().get() == before
