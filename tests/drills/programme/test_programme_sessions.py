"""The sessions of a programme: which is next, what it is planned with, and what it says about loads."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drills.domain.pauses import pause, resume
from drills.domain.programme_sessions import next_session, trained
from tests.drills.programme.conftest import MONDAY
from workouts.domain.kit import exercise_facts, guided_start, kit, kit_tag
from workouts.domain.sessions import save_session
from workouts.domain.sets import add_set
from workouts.models import Exercise, Session, Set

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def noon(day):
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@pytest.fixture
def train(athlete):
    """Return a function that logs a finished session with equal sets of some exercises."""

    def make(day, title="", **loads):
        at = noon(day)
        row = save_session(Session(owner=athlete, title=title, started_at=at, finished_at=at + timedelta(hours=1)))
        for slug, load in loads.items():
            exercise = Exercise.objects.get(pk=slug.replace("_", "-"))
            for _ in range(3):
                add_set(
                    Set(owner=athlete, session=row, exercise=exercise, load_kg=load, reps=8, performed_at=at),
                    at_end=True,
                )
        return row

    return make


@pytest.fixture
def start(athlete):
    """Return a function that gives a session's rows as the kit has them: exercise, load and reps."""

    def ask(day, title="Lower A"):
        found = guided_start(athlete, "programme", title, on=day, at=noon(day))
        return found and [(row["exercise"], row["load_kg"], row["reps"] or row["duration_s"]) for row in found["rows"]]

    return ask


@pytest.fixture
def said(athlete):
    """Return a function that gives what is suggested for an exercise on a day."""
    return lambda slug, day: exercise_facts(athlete, [Exercise.objects.get(pk=slug)], on=day)[slug].suggestion


def test_the_next_session_is_due_on_the_next_training_day_and_known_by_its_title(enrolled, plan):
    enrolled(start_week=7)
    coming = lambda day, *done: next_session(plan(day), done, on=day)  # noqa: E731
    monday = coming(MONDAY)
    assert (monday.title, monday.today, monday.day) == ("Lower A", True, MONDAY)
    assert monday.outline == ["Kettlebell swing 5 × 10", "Deadlift 3 × 5"]
    after = coming(MONDAY, (MONDAY, "lower a"))
    assert (after.title, after.today, after.day) == ("Lower B", False, MONDAY + 3 * DAY)
    missed = coming(MONDAY + 4 * DAY, (MONDAY, "Lower A"))  # Thursday went by without Lower B
    assert (missed.title, missed.day) == ("Lower B", MONDAY + 7 * DAY)
    assert coming(MONDAY + 7 * DAY, (MONDAY + 3 * DAY, "Lower B"), (MONDAY, "Lower A")).title == "Lower A"


@pytest.mark.parametrize("others", [3, 40])
def test_however_many_other_sessions_lie_between_the_turn_stays(athlete, enrolled, plan, train, others):
    enrolled(start_week=7)
    train(MONDAY, "lower A")
    for number in range(others):
        train(MONDAY + DAY + number % 2 * DAY, "Run" if number % 3 else "")
    thursday = MONDAY + 3 * DAY
    found = plan(thursday)
    with CaptureQueriesContext(connection) as queries:
        done = trained(athlete, found)
    assert len(queries) == 1 and len(done) == 2
    assert next_session(found, done, on=thursday).title == "Lower B"


def test_the_kit_offers_the_turn_first_although_its_exercise_was_done_elsewhere_since(athlete, enrolled, train):
    enrolled(start_week=7)
    train(MONDAY, "Lower A", deadlift=100)
    for number in range(10):
        train(MONDAY + (3 + number) * DAY, "Heavy", deadlift=100)
    day = MONDAY + 17 * DAY
    starts = [row for row in kit(athlete, on=day, at=noon(day))["starts"] if row["kind"] == "programme"]
    assert (starts[0]["title"], starts[0]["due"]) == ("Lower B", True)


def test_a_phase_without_sessions_and_a_paused_one_have_none(enrolled, plan):
    row = enrolled(start_week=2)
    assert next_session(plan(MONDAY), [], on=MONDAY) is None
    pause(row, reason="illness", on=MONDAY)
    assert next_session(plan(MONDAY + 8 * DAY), [], on=MONDAY + 8 * DAY) is None


def test_on_the_last_day_of_a_phase_the_next_session_is_the_next_phases(enrolled, plan):
    enrolled(start_week=2)
    sunday = MONDAY + 6 * DAY
    coming = next_session(plan(sunday), [], on=sunday)
    assert (coming.day, coming.week.number, coming.title) == (sunday + DAY, 3, "Lower A")


def test_a_first_session_takes_the_loads_to_begin_with_and_is_blank_without(enrolled, start):
    enrolled(start_week=3, loads={"romanian-deadlift": 20})
    assert start(MONDAY) == [("kettlebell-deadlift", None, 12)] * 3 + [("romanian-deadlift", 20, 10)] * 3


def test_later_ones_take_last_times_loads_with_the_doses_of_the_phase(enrolled, start, train):
    enrolled(start_week=3, loads={"romanian-deadlift": 20})
    train(MONDAY, "Lower A", kettlebell_deadlift=8, romanian_deadlift=30)
    assert start(MONDAY + 3 * DAY) == [("kettlebell-deadlift", 8, 12)] * 3 + [("romanian-deadlift", 30, 10)] * 3


def test_loads_to_begin_with_come_before_what_was_lifted_earlier(enrolled, start, train, said):
    train(MONDAY - 10 * DAY, "Heavy", romanian_deadlift=100)
    enrolled(start_week=3, loads={"romanian-deadlift": 20})
    assert ("romanian-deadlift", 20, 10) in start(MONDAY)
    assert said("romanian-deadlift", MONDAY) is None  # nothing about 100 kg beside a plan of 20


def test_a_session_of_another_phase_or_person_is_none(enrolled, start, stranger):
    enrolled(start_week=3)
    assert start(MONDAY, "Lower B") is None
    assert guided_start(stranger, "programme", "Lower A", on=MONDAY, at=noon(MONDAY)) is None


def test_the_load_rises_weekly_where_the_phase_says_so_and_stays_where_it_does_not(enrolled, train, said):
    enrolled(start_week=5)
    train(MONDAY, "Lower A", deadlift=60, romanian_deadlift=40)
    next_week = MONDAY + WEEK
    assert (said("romanian-deadlift", next_week).change, said("romanian-deadlift", next_week).load_kg) == ("up", 42.5)
    held = said("deadlift", next_week)
    assert (held.change, held.load_kg) == ("repeat", 60)
    assert "weeks 5 and 6 ask for a careful set-up, not more load" in held.reason
    strength = MONDAY + 2 * WEEK
    assert said("deadlift", strength).change == "up"


def test_the_first_week_back_is_a_tenth_lighter_and_says_why(enrolled, train, said, start):
    row = enrolled(start_week=5)
    train(MONDAY, "Lower A", deadlift=60, romanian_deadlift=50)
    pause(row, reason="illness", on=MONDAY + DAY)
    back = MONDAY + 11 * DAY
    resume(row, on=back)
    found = said("romanian-deadlift", back)
    assert (found.change, found.load_kg) == ("lighter", 45)
    assert "first week back after ten days off" in found.reason
    assert start(back) == [("deadlift", 52.5, 5)] * 3 + [("romanian-deadlift", 45, 8)] * 4
    train(back, "Lower A", deadlift=52.5, romanian_deadlift=45)
    again = said("romanian-deadlift", back + 3 * DAY)
    assert (again.change, again.load_kg) == ("repeat", 45)  # once lighter is enough
    assert said("romanian-deadlift", back + 7 * DAY).change == "up"


def test_the_kit_begins_with_the_programmes_sessions_the_next_one_first(enrolled, athlete, train):
    enrolled(start_week=7)
    train(MONDAY, "Lower A", deadlift=60)
    starts = kit(athlete, on=MONDAY + 3 * DAY, at=noon(MONDAY + 3 * DAY))["starts"]
    mine = [(start["kind"], start["id"], start["title"], start["due"]) for start in starts[:2]]
    assert mine == [("programme", "Lower B", "Lower B", True), ("programme", "Lower A", "Lower A", False)]
    assert starts[0]["rows"][0] == {
        "exercise": "box-jump", "block": 0, "superset": None, "position": 0, "kind": "working", "load_kg": None,
        "reps": 3, "planned_reps": 3, "side": "both", "duration_s": None, "distance_m": None, "rest_s": None,
    }  # fmt: skip


def test_what_was_trained_before_the_programme_began_takes_no_turn_in_the_kit(enrolled, athlete, train):
    train(MONDAY - WEEK, "Lower A", deadlift=60)
    enrolled(start_week=7)
    starts = kit(athlete, on=MONDAY, at=noon(MONDAY))["starts"]
    assert [(start["title"], start["due"]) for start in starts[:2]] == [("Lower A", True), ("Lower B", False)]


def test_a_device_asks_for_the_kit_again_when_the_built_in_programmes_change(enrolled, athlete, monkeypatch):
    before = kit_tag(athlete, 5, on=MONDAY)
    assert kit_tag(athlete, 5, on=MONDAY) == before
    monkeypatch.setattr("workouts.domain.guides._readers", [(lambda owner, on: None, lambda: "another file")])
    assert kit_tag(athlete, 5, on=MONDAY) != before


def test_a_programme_costs_the_kit_four_queries(enrolled, athlete):
    enrolled(start_week=5)
    with CaptureQueriesContext(connection) as with_one:
        kit(athlete, on=MONDAY, at=noon(MONDAY))
    with CaptureQueriesContext(connection) as without:
        kit(athlete, on=MONDAY - DAY, at=noon(MONDAY))
    assert len(with_one) - len(without) == 3  # one asks in either case
