"""Practice: storing it, logging the rest of a dose, and never counting it as volume."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.domain.library import create_own_drill
from drills.domain.logs import check_log, delete_log, last_log, log_dose, restore_log, save_log, sets_left
from drills.domain.todays_dose import usual_dose
from drills.models import Drill, DrillLog
from tests.drills.conftest import MONDAY
from workouts.domain.muscles import muscle_log
from workouts.domain.sessions import save_session
from workouts.domain.sets import add_set
from workouts.domain.volume import daily_work
from workouts.models import Exercise, Session, SessionBest, Set


def test_practice_belongs_to_the_local_day_and_takes_the_next_version(new_log):
    first, second = new_log(at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC)), new_log(at=MONDAY)
    assert (first.day, second.day) == (date(2026, 3, 3), date(2026, 3, 2))
    assert second.v == first.v + 1


def test_measures_are_kept_to_the_gram_the_millimetre_and_the_millisecond(new_log):
    row = new_log(load_kg=4.53592, distance_m=0.30481, duration_s=30.12345)
    row.refresh_from_db()
    assert (row.load_kg, row.distance_m, row.duration_s) == (4.536, 0.305, 30.123)


def test_a_change_of_the_time_moves_the_day(new_log):
    row = new_log()
    row.performed_at += timedelta(days=1)
    save_log(row, moved=True)
    assert DrillLog.objects.get().day == date(2026, 3, 3)


def test_deleted_practice_comes_back_as_it_was(athlete, new_log):
    row = new_log(45, clean_reps=40)
    versions = [row.v, delete_log(row, at=MONDAY).v]
    assert not DrillLog.objects.for_user(athlete).exists()
    versions.append(restore_log(row).v)
    assert DrillLog.objects.for_user(athlete).get().clean_reps == 40 and versions == sorted(set(versions))


@given(reps=st.none() | st.integers(0, 100), clean=st.none() | st.integers(0, 100), time=st.none() | st.just(30.0))
def test_practice_is_sound_where_something_was_done_and_the_clean_reps_are_among_the_reps(reps, clean, time):
    sound = (reps is not None or time is not None) and (clean is None or (reps is not None and clean <= reps))
    assert (check_log({"reps": reps, "clean_reps": clean, "duration_s": time}) == {}) == sound


def test_one_tap_logs_the_whole_dose_as_clean(athlete, dowel):
    row = log_dose(owner=athlete, drill=dowel, dose=usual_dose(dowel), at=MONDAY)
    assert (row.sets, row.reps, row.clean_reps, row.day) == (3, 45, 45, date(2026, 3, 2))


def test_one_tap_logs_only_what_is_left_of_the_day(athlete, dowel, new_log):
    new_log(20, clean_reps=10, at=MONDAY - timedelta(hours=2))
    new_log(45, at=MONDAY - timedelta(days=1))
    row = log_dose(owner=athlete, drill=dowel, dose=usual_dose(dowel), at=MONDAY)
    assert (row.sets, row.reps, row.clean_reps) == (2, 25, 25)


def test_a_second_tap_logs_nothing(athlete, dowel):
    log_dose(owner=athlete, drill=dowel, dose=usual_dose(dowel), at=MONDAY)
    assert log_dose(owner=athlete, drill=dowel, dose=usual_dose(dowel), at=MONDAY) is None
    assert DrillLog.objects.count() == 1


def test_a_stretch_is_logged_in_seconds_of_both_sides(athlete, stretch):
    row = log_dose(owner=athlete, drill=stretch, dose=usual_dose(stretch), at=MONDAY)
    assert (row.duration_s, row.reps, row.clean_reps, row.sets) == (60, None, None, 1)


@pytest.mark.parametrize(("done", "left"), [(0, 3), (14, 3), (15, 2), (44, 1), (45, 1)])
def test_sets_that_are_not_finished_are_left(dowel, done, left):
    assert sets_left(usual_dose(dowel), done) == left


def test_the_latest_practice_is_what_the_next_one_begins_with(athlete, stranger, dowel, new_log):
    new_log(10, at=MONDAY - timedelta(days=3))
    new_log(30)
    new_log(50, owner=stranger, at=MONDAY + timedelta(days=1))
    assert last_log(owner=athlete, drill=dowel).reps == 30


@pytest.fixture
def figures(api, athlete):
    """Return a function that reads what training counts for: volume, records, muscles and days of work."""

    def read():
        asked = "?exercise=kettlebell-deadlift"
        shown = [api.get(f"/api/v1/progress/{name}{asked}").json() for name in ("volume", "strength", "records")]
        return shown, muscle_log(owner=athlete, start=None, on=MONDAY.date()), daily_work(owner=athlete)

    return read


def test_practice_of_a_lift_counts_neither_as_volume_nor_for_records_or_muscles(athlete, library, figures):
    lift = Exercise.objects.get(pk="kettlebell-deadlift")
    session = save_session(Session(owner=athlete, started_at=MONDAY - timedelta(days=7)))
    add_set(Set(owner=athlete, session=session, exercise=lift, load_kg=16, reps=12, performed_at=MONDAY), at_end=True)
    drill = Drill.objects.create(slug="kettlebell-deadlift", name="Kettlebell deadlift", reps=12, exercise=lift)
    before = figures()
    assert before[0][0]["value"] == [192]
    save_log(DrillLog(owner=athlete, drill=drill, performed_at=MONDAY, sets=3, reps=36, clean_reps=36, load_kg=200))
    assert figures() == before
    assert Set.objects.count() == SessionBest.objects.count() == 1


@pytest.mark.parametrize("counted", [{"reps": 1000}, {"measure": "time", "hold_s": 3600}])
def test_a_dose_that_no_log_can_hold_is_as_much_as_one_can(athlete, counted):
    row = create_own_drill(owner=athlete, name="All day", sets=50, per_side=True, **counted)
    log = log_dose(owner=athlete, drill=row, dose=usual_dose(row), at=MONDAY)
    log.full_clean()
    assert (log.reps or log.duration_s) == usual_dose(row).total == (10_000 if "reps" in counted else 86_400)
