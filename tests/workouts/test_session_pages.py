"""Pages of sessions: history, start, log, details, finish, delete and undo."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

BERLIN_EVENING = datetime(2026, 3, 2, 17, tzinfo=UTC)  # 18:00 on the page
FORM = {"title": "Hinge day", "started_at": "2026-03-02T18:00", "finished_at": "2026-03-02T19:00"}
FORM |= {"bodyweight_kg": "82,5", "note": "slept well"}


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_empty_history_says_what_to_do_first(page):
    answer = text(page.get("/sessions"))
    assert "No sessions yet" in answer
    assert "Start a session" in answer


def test_the_history_shows_sessions_with_day_exercises_sets_and_volume(page, new_session, new_set):
    row = new_session(title="Hinge day")
    new_set(row, load_kg=100, reps=5)
    new_set(row, "romanian-deadlift", load_kg=60, reps=10)
    answer = text(page.get("/sessions"))
    assert "March 2026" in answer
    assert "Hinge day Mon 2 Mar · Deadlift · Romanian deadlift 2 sets 1100 kg" in answer


def test_the_history_shows_the_athletes_day_not_utcs(page, new_session):
    new_session(datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    answer = text(page.get("/sessions"))
    assert "April 2026" in answer and "Wed 1 Apr" in answer


def test_the_history_shows_nobody_elses_and_no_deleted_session(page, theirs, new_session, new_set):
    new_set(theirs)
    delete_session(new_session(title="Gone day"), at=BERLIN_EVENING)
    answer = text(page.get("/sessions"))
    assert "Gone day" not in answer and "secret" not in answer
    assert "No sessions yet" in answer


def test_older_sessions_follow_on_the_next_page_without_a_gap(page, new_session):
    for number in range(45):
        new_session(BERLIN_EVENING + timedelta(hours=number), title=f"Session no {number:02}")
    seen, url = [], "/sessions"
    while url:
        content = page.get(url).content.decode()
        seen += re.findall(r"<b>(Session no \d\d)", content)
        link = re.search(r'href="(\?before=[^"]+)"', content)
        url = f"/sessions{link[1]}" if link else None
    assert seen == [f"Session no {number:02}" for number in range(44, -1, -1)]


@pytest.mark.parametrize(
    "before",
    [
        "nonsense", "2026-13-45T10:00:00Z", "2026-03-02", "2026-03-02T10:00:00", "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59-12:00", "%00", "",
    ],
)  # fmt: skip
def test_a_mangled_link_to_older_sessions_shows_the_newest(page, new_session, before):
    new_session(title="Hinge day")
    assert "Hinge day" in text(page.get(f"/sessions?before={before}"))


def test_the_history_costs_the_same_for_one_session_as_for_twenty(page, new_session, new_set):
    costs = []
    for count in (1, 19):
        for number in range(count):
            new_set(new_session(BERLIN_EVENING + timedelta(days=number + count)))
        with CaptureQueriesContext(connection) as queries:
            page.get("/sessions")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_starting_empty_opens_a_session_and_asks_for_an_exercise(page, athlete):
    answer = page.post("/sessions/start")
    session = Session.objects.get()
    assert (session.owner, session.finished_at, session.sets.count()) == (athlete, None, 0)
    assert answer.url == f"/sessions/{session.pk}/exercises"


def test_the_start_page_offers_the_running_session_and_earlier_ones(page, new_session, new_set):
    new_set(new_session(title="Hinge day"))
    new_session(BERLIN_EVENING + timedelta(days=2), running=True, title="Open day")
    answer = text(page.get("/sessions/start"))
    assert "Open day is still running, since 4 Mar, 18:00." in answer
    assert "Hinge day Mon 2 Mar · Deadlift" in answer


def test_starting_like_an_earlier_session_plans_its_sets(page, session, new_set):
    new_set(session, load_kg=100)
    answer = page.post("/sessions/start", {"like": str(session.pk)})
    started = Session.objects.get(finished_at=None)
    assert answer.url == f"/sessions/{started.pk}"
    assert list(started.sets.values_list("exercise", "load_kg", "reps", "done")) == [("deadlift", 100, 5, False)]


@pytest.mark.parametrize("like", ["nope", str(uuid.UUID(int=1)), "\0", "theirs"])
def test_nothing_starts_like_a_session_that_is_not_mine(page, theirs, new_set, like):
    new_set(theirs)
    answer = page.post("/sessions/start", {"like": str(theirs.pk) if like == "theirs" else like})
    assert answer.status_code == 404
    assert list(Session.objects.all()) == [theirs]


def test_an_empty_session_asks_what_to_do_first(page, new_session):
    answer = text(page.get(f"/sessions/{new_session(running=True).pk}"))
    assert "What do you do first?" in answer
    assert "Finish" in answer


def test_the_session_page_shows_rows_with_last_time_beside_them(page, session, new_session, new_set):
    new_set(session, load_kg=97.5, reps=6)
    now = new_session(BERLIN_EVENING + timedelta(days=7), running=True)
    row = new_set(now, load_kg=100, reps=5, done=False)
    content = page.get(f"/sessions/{now.pk}").content.decode()
    assert "97.5×6" in content
    assert f'id="set-{row.pk}-load_kg"' in content and 'value="100"' in content
    assert "0 / 1" in content


def test_the_session_page_speaks_local_time_and_length(page, new_session):
    answer = text(page.get(f"/sessions/{new_session().pk}"))
    assert "Mon 2 Mar, 18:00 · 1:00:00" in answer


@pytest.mark.parametrize("path", ["", "/edit", "/exercises"])
def test_another_persons_session_has_no_page(page, theirs, new_set, path):
    new_set(theirs)
    answer = page.get(f"/sessions/{theirs.pk}{path}")
    assert answer.status_code == 404
    assert "secret" not in text(answer)
    assert "There is nothing here" in text(answer)


@pytest.mark.parametrize("path", ["edit", "finish", "reopen", "delete", "restore", "exercises", "blocks/0/sets"])
def test_another_persons_session_is_changed_by_no_form(page, theirs, new_set, path):
    new_set(theirs)
    before = list(Session.objects.values()), list(Set.objects.values())
    answer = page.post(f"/sessions/{theirs.pk}/{path}", FORM | {"exercise": "deadlift"})
    assert answer.status_code == 404
    assert (list(Session.objects.values()), list(Set.objects.values())) == before


@pytest.mark.parametrize("path", ["sessions", "sessions/start", "sessions/{pk}", "sessions/{pk}/edit"])
def test_pages_ask_to_sign_in_first(client, session, path):
    answer = client.get("/" + path.format(pk=session.pk))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=/sessions")


@pytest.mark.parametrize("path", ["finish", "reopen", "delete", "restore"])
def test_what_changes_a_session_is_never_a_link(page, session, path):
    before = list(Session.objects.values())
    assert page.get(f"/sessions/{session.pk}/{path}").status_code == 405
    assert list(Session.objects.values()) == before


def test_the_queries_of_a_session_page_do_not_grow_with_its_sets(page, session, new_session, new_set):
    for exercise in ("deadlift", "plank", "pull-up"):
        new_set(session, exercise, duration_s=30)
    costs = []
    for count in (10, 40):
        now = new_session(BERLIN_EVENING + timedelta(days=count), running=True)
        for number in range(count):
            new_set(now, ["deadlift", "plank", "pull-up"][number // 5 % 3], duration_s=30)
        with CaptureQueriesContext(connection) as queries:
            answer = page.get(f"/sessions/{now.pk}")
        shown = answer.content.decode().partition("data-empty")[0]  # after it come the pieces that the browser copies
        assert shown.count('class="set-row"') == count
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 24


# --- details -------------------------------------------------------------------------------------------------


def test_details_are_saved_from_local_times_and_a_comma(page, session):
    answer = page.post(f"/sessions/{session.pk}/edit", FORM)
    stored = Session.objects.get()
    assert answer.url == f"/sessions/{session.pk}"
    assert (stored.title, stored.note, stored.bodyweight_kg) == ("Hinge day", "slept well", 82.5)
    assert (stored.started_at, stored.finished_at) == (BERLIN_EVENING, BERLIN_EVENING + timedelta(hours=1))


def test_details_show_local_times_in_the_form(page, session):
    content = page.get(f"/sessions/{session.pk}/edit").content.decode()
    assert 'value="2026-03-02T18:00:00"' in content and 'value="2026-03-02T19:00:00"' in content


def test_body_weight_in_pounds_is_stored_as_kilograms_and_shown_as_typed(page, athlete, session):
    athlete.unit = "lb"
    athlete.save()
    page.post(f"/sessions/{session.pk}/edit", FORM | {"bodyweight_kg": "180"})
    assert Session.objects.get().bodyweight_kg == 81.647
    content = page.get(f"/sessions/{session.pk}/edit").content.decode()
    assert "Body weight, lb" in content and 'value="180"' in content
    assert "180 lb" in text(page.get(f"/sessions/{session.pk}"))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-15T23:30", "2026-01-15"),
        ("2026-07-15T23:30", "2026-07-15"),
        ("2026-03-29T03:30", "2026-03-29"),
        ("2026-10-25T23:30", "2026-10-25"),
    ],
)
def test_a_late_local_start_keeps_its_local_day(page, session, typed, day):
    page.post(f"/sessions/{session.pk}/edit", FORM | {"started_at": typed, "finished_at": ""})
    assert str(Session.objects.get().day) == day
    assert f'value="{typed}:00"' in page.get(f"/sessions/{session.pk}/edit").content.decode()


def test_times_left_alone_keep_their_fractions_and_their_side_of_the_autumn_hour(page, new_session):
    start = datetime(2026, 10, 25, 1, 30, 5, 250_000, tzinfo=UTC)  # the second 02:30:05 of that night in Berlin
    row = new_session(start)
    content = page.get(f"/sessions/{row.pk}/edit").content.decode()
    started, finished = re.findall(r'value="(2026-10-25T[^"]+)"', content)
    page.post(f"/sessions/{row.pk}/edit", {"title": "Night", "started_at": started, "finished_at": finished})
    saved = Session.objects.get()
    assert (saved.title, saved.started_at, saved.finished_at) == ("Night", start, start + timedelta(hours=1))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("finished_at", "2026-03-02T17:59", "A session ends after it starts."),
        ("started_at", "", "This field is required."),
        ("started_at", "yesterday", "Enter a date and a time."),
        ("started_at", "0001-01-01T00:00", "This date must lie between 1970 and 2200."),
        ("started_at", "9999-12-31T23:59", "This date must lie between 1970 and 2200."),
        ("started_at", "2026-03-29T02:30", "This time does not exist"),
        ("started_at", "2026-02-30T10:00", "Enter a date and a time."),
        ("bodyweight_kg", "nan", "Enter a number."),
        ("bodyweight_kg", "inf", "Enter a number."),
        ("bodyweight_kg", "eighty", "Enter a number."),
        ("bodyweight_kg", "1e9", "Body weight lies between 20 and 500 kg"),
        ("bodyweight_kg", "-1", "Body weight lies between 20 and 500 kg"),
        ("title", "x" * 121, "at most 120 characters"),
        ("title", "a\0b", "Null characters are not allowed."),
        ("note", "x" * 4001, "at most 4000 characters"),
        ("note", "x" * 2**20, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_a_sentence_and_stays_typed(page, session, field, typed, sentence):
    before = list(Session.objects.values())
    answer = page.post(f"/sessions/{session.pk}/edit", FORM | {"title": "Changed"} | {field: typed})
    assert answer.status_code == 400
    content = answer.content.decode()
    assert sentence in content.replace("&#x27;", "’")
    assert typed[:200] in content
    assert list(Session.objects.values()) == before


def test_a_title_is_shown_as_text_and_never_as_markup(page, new_session):
    row = new_session(title="<script>alert(1)</script>", note="<b>bold</b>")
    for path in ("/sessions", f"/sessions/{row.pk}", f"/sessions/{row.pk}/edit", "/sessions/start", "/"):
        content = page.get(path).content.decode()
        assert "<script>alert" not in content and "<b>bold" not in content
        assert "&lt;script&gt;alert(1)" in content


# --- finish, delete, undo ------------------------------------------------------------------------------------


def test_finishing_says_so_and_keeps_the_time(page, new_session):
    before = datetime.now(UTC)
    running = new_session(before - timedelta(hours=1), running=True)
    answer = page.post(f"/sessions/{running.pk}/finish", follow=True)
    assert "Session finished. Well done." in text(answer)
    assert before <= Session.objects.get().finished_at <= datetime.now(UTC)


def test_a_session_forgotten_for_days_ends_at_its_last_set(page, new_session, new_set):
    running = new_session(running=True)
    new_set(running, performed_at=BERLIN_EVENING + timedelta(minutes=50))
    page.post(f"/sessions/{running.pk}/finish")
    assert Session.objects.get().finished_at == BERLIN_EVENING + timedelta(minutes=50)


def test_a_session_begun_by_a_fast_clock_can_be_finished(page, new_session):
    start = datetime.now(UTC) + timedelta(hours=3)
    running = new_session(start, running=True)
    page.post(f"/sessions/{running.pk}/finish")
    assert Session.objects.get().finished_at == start


def test_going_on_makes_a_session_the_running_one(page, session):
    page.post(f"/sessions/{session.pk}/reopen")
    assert Session.objects.get().finished_at is None


def test_deleting_a_session_offers_to_take_it_back_and_brings_exactly_its_sets(page, new_session, new_set):
    row = new_session(title="Hinge day")
    stays = [new_set(row), new_set(row, "romanian-deadlift")]
    delete_set(new_set(row), at=BERLIN_EVENING)
    answer = page.post(f"/sessions/{row.pk}/delete", follow=True)
    assert "Hinge day deleted. Undo" in text(answer)
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.content.decode(), re.DOTALL)[1]
    assert (list(Session.objects.alive()), list(Set.objects.alive())) == ([], [])
    answer = page.post(undo, follow=True)
    assert "The session is back." in text(answer)
    assert list(Session.objects.alive()) == [row]
    assert set(Set.objects.alive()) == set(stays)


def test_a_deleted_session_has_no_page(page, session):
    page.post(f"/sessions/{session.pk}/delete")
    assert page.get(f"/sessions/{session.pk}").status_code == 404
    assert page.post(f"/sessions/{session.pk}/finish").status_code == 404
    assert Session.objects.get().finished_at == session.finished_at


def test_undoing_twice_finds_nothing_to_undo(page, session):
    page.post(f"/sessions/{session.pk}/delete")
    page.post(f"/sessions/{session.pk}/restore")
    assert page.post(f"/sessions/{session.pk}/restore").status_code == 404
    assert list(Session.objects.alive()) == [session]


def test_a_form_without_its_secret_is_refused(athlete, session):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(athlete)
    answer = strict.post(f"/sessions/{session.pk}/delete")
    assert answer.status_code == 403
    assert "This page was open too long" in text(answer)
    assert list(Session.objects.alive()) == [session]
