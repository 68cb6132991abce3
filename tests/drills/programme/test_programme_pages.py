"""Pages of a person's own way through a programme, from choosing it to leaving it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drills.domain.enrolments import active
from drills.models import Enrolment
from workouts.models import Session

DAY = timedelta(days=1)
EVERY_DAY = list(range(7))


@pytest.fixture
def today(athlete):
    return athlete.local_date(timezone.now())


def text(answer):
    """Return what a reader sees of a page, in one line."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


def send(page, path, **data):
    """Send a form and return the page that it leads to."""
    return page.post(path, data, follow=True)


def test_without_a_programme_the_page_says_what_to_do(page):
    answer = page.get("/programme")
    assert "No programme yet" in text(answer)
    assert 'href="/programmes"' in answer.content.decode()


def test_a_programme_shows_every_phase_with_its_doses_and_what_is_ours(page, hinge):
    shown = text(page.get("/programmes/hip-hinge"))
    for words in (
        "Weeks 1 to 2", "Dowel hip hinge every day", "3 × 15", "3 × 10", "Weeks 3 to 4", "3 × 12", "Weeks 5 to 6",
        "4 × 8", "3 × 5", "Week 7 and on", "our default", "Mon, Thu are our default", "up to 4 weeks in all",
    ):  # fmt: skip
        assert words in shown
    assert 'href="/gates/dowel-20"' in page.get("/programmes/hip-hinge").content.decode()


def test_enrolling_leads_to_the_week_and_a_second_tap_to_the_same(page, hinge, athlete):
    for _ in range(2):
        answer = send(page, "/programmes/hip-hinge/enrol", start_week=9, training_days=EVERY_DAY)
        assert "Week 9, Strength" in text(answer)
    assert Enrolment.objects.get().training_days == EVERY_DAY


def test_a_week_that_is_none_is_refused_at_its_field_and_the_days_stay(page, hinge):
    answer = page.post("/programmes/hip-hinge/enrol", {"start_week": "0", "training_days": ["2"]})
    assert answer.status_code == 400
    assert "Select a valid choice" in text(answer)
    assert re.search(r'value="2"[^>]*checked', answer.content.decode())
    assert not Enrolment.objects.exists()


def test_changing_to_another_programme_takes_a_button_that_says_so(page, hinge, enrolled, today, athlete):
    enrolled(on=today)
    page.post("/programmes/hip-hinge/copy")
    refused = page.post("/programmes/hip-hinge-from-pattern-to-strength-my-copy/enrol", {"start_week": 1})
    assert refused.status_code == 400 and "Leave it before" in text(refused)
    shown = page.get("/programmes/hip-hinge-from-pattern-to-strength-my-copy")
    assert "Change to this programme" in text(shown)
    send(page, "/programmes/hip-hinge-from-pattern-to-strength-my-copy/enrol", start_week=1, instead=1)
    assert active(athlete).programme_id == "hip-hinge-from-pattern-to-strength-my-copy"


def test_the_week_shows_each_day_with_its_drills_and_sessions(page, enrolled, today):
    enrolled(on=today - DAY, start_week=3, training_days=EVERY_DAY)
    shown = text(page.get("/programme"))
    assert "Week 3 · Light loading week 1 of 2" in shown
    assert shown.count("Banded hip hinge 3 × 15") == 7
    assert shown.count("Lower A") >= 6  # yesterday is past
    assert "Kettlebell deadlift 3 × 12 · Romanian deadlift 3 × 10" in shown


def test_a_pause_takes_one_tap_shows_on_today_and_is_undone(page, enrolled, today, athlete):
    enrolled(on=today - DAY)
    answer = send(page, "/programme/pause", reason="illness")
    assert "illness. Take the time it needs." in text(answer)
    assert 'action="/programme/unpause"' in answer.content.decode()
    home = page.get("/")
    assert "paused" in text(home) and 'action="/programme/resume"' in home.content.decode()
    send(page, "/programme/unpause")
    assert not active(athlete).pauses.exists()


def test_a_pause_that_began_earlier_brings_a_lighter_week_with_its_reason(page, enrolled, today):
    enrolled(on=today - 20 * DAY)
    send(page, "/programme/pause", reason="travel", on=(today - 9 * DAY).isoformat())
    back = text(send(page, "/programme/resume"))
    assert "First week back after nine days off: loads begin about a tenth lighter" in back
    assert "lighter week" in text(page.get("/"))


def test_a_pause_to_come_is_refused_at_its_field(page, enrolled, today):
    enrolled(on=today)
    answer = page.post("/programme/pause", {"reason": "travel", "on": (today + DAY).isoformat()})
    assert answer.status_code == 400 and "A pause begins today or earlier." in text(answer)
    assert re.search(r'<option value="travel"\s+selected', answer.content.decode())


def test_an_unmet_gate_offers_more_weeks_on_today_and_on_the_programme(page, enrolled, today, athlete):
    enrolled(on=today - 7 * DAY)
    for path in ("/", "/programme"):
        shown = text(page.get(path))
        assert "Pattern a little longer?" in shown and "nothing changes unless you choose it" in shown
    answer = page.post("/programme/repeat", {"weeks": 2, "phase": "pattern", "next": "today"})
    assert answer["Location"] == "/"
    assert active(athlete).extra_weeks == {"pattern": 2}
    assert "a little longer?" not in text(page.get("/"))


@pytest.mark.parametrize("path", ["/", "/programme"])
def test_what_gates_are_judged_by_is_read_once_for_all_that_a_page_says_of_them(page, enrolled, today, path):
    enrolled(on=today - 7 * DAY)
    with CaptureQueriesContext(connection) as queries:
        assert "Pattern a little longer?" in text(page.get(path))
    asked = [query["sql"] for query in queries.captured_queries]
    assert len([sql for sql in asked if 'FROM "drills_gateoverride"' in sql]) == 1


def test_another_week_and_other_days_hold_from_today(page, enrolled, today, athlete):
    enrolled(on=today - 3 * DAY)
    answer = send(page, "/programme/change", start_week=5, training_days=[1])
    assert "Week 5 · Progressive loading" in text(answer)
    assert (active(athlete).started_on, active(athlete).training_days) == (today, [1])


def test_leaving_is_undone_by_the_message(page, enrolled, today, athlete):
    row = enrolled(on=today)
    answer = send(page, "/programme/leave")
    assert f'action="/programme/{row.pk}/rejoin"' in answer.content.decode()
    assert active(athlete) is None
    send(page, f"/programme/{row.pk}/rejoin")
    assert active(athlete) == row


def test_today_starts_the_next_session_with_one_tap(page, enrolled, today, athlete):
    enrolled(on=today, start_week=5, training_days=EVERY_DAY, loads={"deadlift": 60})
    home = page.get("/").content.decode()
    assert 'data-kind="programme" data-id="Lower A"' in home and "Start Lower A" in home
    assert "Your first session" not in home  # one card about what comes next
    page.post("/sessions/start", {"programme": "Lower A"})
    page.post("/sessions/start", {"programme": "Lower A"})  # the second tap
    session = Session.objects.get()
    rows = [(row.exercise_id, row.load_kg, row.reps, row.done) for row in session.sets.in_order()]
    assert rows == [("deadlift", 60, 5, False)] * 3 + [("romanian-deadlift", None, 8, False)] * 4
    assert (session.title, session.owner) == ("Lower A", athlete)
    assert "Start Lower A" not in text(page.get("/"))  # it runs: the card says to go on with it


def test_the_start_page_offers_the_programmes_session(page, enrolled, today):
    enrolled(on=today, start_week=3, training_days=EVERY_DAY)
    shown = text(page.get("/sessions/start"))
    assert "From your programme" in shown and "due today" in shown


def test_a_session_that_the_phase_has_not_starts_nothing(page, enrolled, today):
    enrolled(on=today, start_week=3)
    assert page.post("/sessions/start", {"programme": "Leg day"}).status_code == 404
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["pause", "unpause", "resume", "repeat", "leave"])
def test_what_changes_it_is_never_a_link(page, enrolled, today, name):
    enrolled(on=today)
    assert page.get(f"/programme/{name}").status_code == 405
    assert active(Enrolment.objects.get().owner).pauses.count() == 0


def test_another_persons_programme_is_not_to_be_seen_or_changed(page, client, enrolled, today, stranger):
    enrolled(on=today)
    client.force_login(stranger)
    assert "No programme yet" in text(client.get("/programme"))
    assert client.post("/programme/leave").status_code == 404
    assert Enrolment.objects.get().ended_on is None


def test_the_pages_keep_to_their_queries_however_long_it_goes_on(page, enrolled, today, django_assert_max_num_queries):
    enrolled(on=today - 400 * DAY, start_week=7, training_days=EVERY_DAY)
    for path in ("/programme", "/programmes", "/programmes/hip-hinge", "/programme/change"):
        with django_assert_max_num_queries(10):
            page.get(path)
