"""Pages of practice: one tap, the whole form, the history, change, delete and take back."""

from datetime import UTC, datetime, timedelta

import pytest

from cues.models import Cue
from drills.domain.planned import plan_drill
from drills.models import DrillLog
from tests.drills.conftest import MONDAY
from tests.drills.words import text

URL = "/drills/dowel-hinge/log"

pytestmark = pytest.mark.usefixtures("dowel")


def undo(answer):
    """Return where the message's button leads."""
    return answer.content.decode().split("<fr-toast")[1].split('action="')[1].split('"')[0].replace("&amp;", "&")


def test_one_tap_logs_todays_dose_as_clean_and_leads_back(page, athlete):
    answer = page.post(URL, {"dose": "1", "next": "/drills"})
    row = DrillLog.objects.get()
    assert (row.owner, row.sets, row.reps, row.clean_reps) == (athlete, 3, 45, 45)
    assert row.day == athlete.local_date(datetime.now(UTC)) and answer["Location"] == "/drills"


def test_one_tap_logs_the_dose_that_is_planned_for_today_and_only_what_is_left(page, athlete, dowel, new_log):
    today = athlete.local_date(datetime.now(UTC))
    plan_drill(owner=athlete, drill=dowel, when="daily", on=today, sets=4, reps=20)
    new_log(30, at=datetime.now(UTC))
    page.post(URL, {"dose": "1"})
    assert sorted(DrillLog.objects.values_list("reps", flat=True)) == [30, 50]


def test_a_second_tap_says_that_it_is_done(page):
    page.post(URL, {"dose": "1"})
    assert "Dowel hip hinge is done for today." in text(page.post(URL, {"dose": "1"}, follow=True))
    assert DrillLog.objects.count() == 1


def test_the_message_takes_the_tap_back_and_the_next_one_brings_it_again(page, athlete):
    logged = page.post(URL, {"dose": "1", "next": "/drills/logs"}, follow=True)
    assert "Dowel hip hinge: 45 reps logged." in text(logged)
    deleted = page.post(undo(logged), follow=True)
    assert not DrillLog.objects.for_user(athlete).exists()
    assert deleted.redirect_chain[-1][0] == "/drills/logs" and "45 reps deleted" in text(deleted)
    page.post(undo(deleted))
    assert DrillLog.objects.for_user(athlete).get().reps == 45


def test_the_line_of_today_says_itself_what_it_logs(page):
    body = {"sets": "2", "reps": "25", "clean_reps": "25", "distance_m": "0.35", "next": "/"}
    assert page.post(URL, body)["Location"] == "/"
    row = DrillLog.objects.get()
    assert (row.sets, row.reps, row.clean_reps, row.distance_m) == (2, 25, 25, 0.35)


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:\\evil", ""])
def test_a_form_leads_to_no_other_site(page, next):
    for answer in (page.post(URL, {"reps": "5", "next": next}), page.post(f"{URL}?next={next}", {"reps": "5"})):
        assert answer["Location"] == "/drills/dowel-hinge"


def test_reps_of_a_form_without_clean_ones_were_all_clean_and_an_empty_field_is_not_counted(page):
    page.post(URL, {"reps": "12"})
    page.post(URL, {"reps": "13", "clean_reps": ""})
    assert sorted(DrillLog.objects.values_list("reps", "clean_reps")) == [(12, 12), (13, None)]


def test_everything_about_practice_can_be_said(page, athlete, own_drill):
    athlete.unit = "lb"
    athlete.save()
    Cue.objects.create(slug="chest-up", text="chest up", phase="down")
    body = {
        "sets": "2", "reps": "20", "clean_reps": "18", "load_kg": "20", "felt": ["hamstrings"], "cues": ["chest-up"],
        "side": "left", "note": "slow", "performed_at": "2026-03-02T00:30",
    }  # fmt: skip
    page.post("/drills/towel-hinge/log", body)
    row = DrillLog.objects.get()
    assert (row.load_kg, row.felt, row.cues, row.side, row.note) == (
        9.072,
        ["hamstrings"],
        ["chest-up"],
        "left",
        "slow",
    )
    assert row.performed_at == datetime(2026, 3, 1, 23, 30, tzinfo=UTC) and str(row.day) == "2026-03-02"


def test_a_log_begins_with_what_is_left_of_today_and_with_last_times_load(page, new_log, own_drill, athlete):
    new_log(8, drill=own_drill, load_kg=12, side="right", at=MONDAY)
    new_log(5, drill=own_drill, load_kg=12, side="right", at=datetime.now(UTC))
    form = page.get("/drills/towel-hinge/log").context["form"]
    begun = {name: form[name].value() for name in ("sets", "reps", "clean_reps", "load_kg", "side")}
    assert begun == {"sets": 2, "reps": 15, "clean_reps": 15, "load_kg": "12", "side": "right"}


def test_a_stretch_asks_for_seconds_and_not_for_reps(page, stretch):
    form = page.get("/drills/hamstring-stretch/log").context["form"]
    assert "reps" not in form.fields and form["duration_s"].value() == "60"
    page.post("/drills/hamstring-stretch/log", {"sets": "1", "duration_s": "80,5"})
    assert DrillLog.objects.get().duration_s == 80.5


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"reps": ""}, "Enter the reps"),
        ({"reps": "10", "clean_reps": "11"}, "There cannot be more clean reps than reps."),
        ({"reps": "a lot"}, "Enter a whole number."),
        ({"reps": "10", "clean_reps": "10", "performed_at": "soon"}, "Enter a date and a time."),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_nothing_is_lost(page, body, said):
    answer = page.post(URL, body | {"note": "my words", "next": "/drills"})
    assert answer.status_code == 400
    assert said in text(answer) and "my words" in text(answer)
    assert 'name="next" value="/drills"' in answer.text
    assert not DrillLog.objects.exists()


def test_the_history_is_by_day_newest_first(page, new_log, stranger):
    new_log(15, at=MONDAY)
    new_log(16, at=MONDAY + timedelta(days=1))
    new_log(17, at=MONDAY + timedelta(days=1, hours=1), clean_reps=9)
    new_log(99, owner=stranger)
    new_log(18, at=MONDAY, distance_m=0.35)
    said = text(page.get("/drills/logs"))
    assert "18 reps · 35 cm from the wall" in said
    places = [
        said.index(words) for words in ("Tuesday 3 March", "17 reps · 9 clean", "16 reps", "Monday 2 March", "15 reps")
    ]
    assert places == sorted(places) and "99 reps" not in said


def test_the_history_is_read_on_page_by_page(page, new_log):
    for number in range(1, 34):
        new_log(number, at=MONDAY + timedelta(minutes=number))
    first = page.get("/drills/logs")
    assert "33 reps" in text(first) and " 3 reps" not in text(first)
    assert " 3 reps" in text(page.get(f"/drills/logs?before={first.context['older']}"))


def test_the_history_of_one_drill_holds_that_drill_alone(page, new_log, own_drill):
    new_log(15)
    new_log(31, drill=own_drill)
    said = text(page.get("/drills/logs?drill=towel-hinge"))
    assert "31 reps" in said and "15 reps" not in said and "Practice: Towel hinge" in said


def test_without_practice_it_says_what_to_do(page):
    assert "Tick off a drill on Today" in text(page.get("/drills/logs"))


def test_a_log_is_changed_and_keeps_what_was_left_alone(page, new_log, own_drill, athlete):
    athlete.unit = "lb"
    athlete.save()
    at = MONDAY.replace(microsecond=123456)
    row = new_log(20, drill=own_drill, clean_reps=20, load_kg=10.001, at=at)
    form = page.get(f"/drills/logs/{row.pk}").context["form"]
    body = {name: form[name].value() or "" for name in form.fields if name not in ("felt", "cues")}
    body["performed_at"] = "2026-03-02T18:00:00"
    page.post(f"/drills/logs/{row.pk}", body | {"clean_reps": "17"})
    row.refresh_from_db()
    assert (row.clean_reps, row.load_kg, row.performed_at) == (17, 10.001, at)


def test_a_log_moves_to_another_day(page, new_log):
    row = new_log(20, clean_reps=20)
    page.post(f"/drills/logs/{row.pk}", {"reps": "20", "clean_reps": "20", "performed_at": "2026-03-01T09:00"})
    row.refresh_from_db()
    assert str(row.day) == "2026-03-01"


def test_what_was_counted_from_a_clip_is_said_to_count(page, new_log):
    row = new_log(20, clean_reps=20)
    DrillLog.objects.filter(pk=row.pk).update(clean_counted=16)
    assert "16 clean reps counted from the clip" in text(page.get(f"/drills/logs/{row.pk}"))
    assert "16 clean, counted" in text(page.get("/drills/logs"))


def test_pages_of_practice_cost_few_queries(page, new_log, django_assert_max_num_queries):
    for minutes in range(12):
        row = new_log(at=datetime.now(UTC) - timedelta(minutes=minutes))
    for path, most in (("/drills/logs", 5), (f"/drills/logs/{row.pk}", 9), (URL, 12), ("/drills/dowel-hinge", 12)):
        with django_assert_max_num_queries(most):
            page.get(path)


def test_the_page_of_practice_leads_to_no_deleted_drill(page, new_log, own_drill):
    log = new_log(drill=own_drill)
    assert 'href="/drills/towel-hinge"' in page.get(f"/drills/logs/{log.pk}").content.decode()
    page.post("/drills/towel-hinge/delete")
    for path in (f"/drills/logs/{log.pk}", "/progress/drills", "/drills/logs?drill=towel-hinge"):
        html = page.get(path, {"range": "all"} if "progress" in path else {}).content.decode()
        assert "Towel hinge" in html
        assert 'href="/drills/towel-hinge"' not in html


def test_time_that_is_missing_is_asked_for_at_its_field(page, athlete, stretch):
    stretch.loadable = True
    stretch.save()
    answer = page.post("/drills/hamstring-stretch/log", {"sets": "1"})
    assert list(answer.context["form"].errors) == ["duration_s"]
