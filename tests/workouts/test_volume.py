"""Work of each exercise and day: the database counts as the formulas do, within the range, for one person."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.domain.strength import is_hard, volume
from workouts.domain.volume import DayWork, daily_work
from workouts.models import Set

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_database_counts_what_the_formulas_count(athlete, session, lifts):
    cases = product((None, -20.0, 0.0, 62.5), (None, 0, 5, 12), (None, 0, 4, 5), (None, 5.5, 6.0, 9.5))
    rows = [
        Set(
            owner=athlete, session=session, exercise=lifts["deadlift"], load_kg=load, reps=reps, rir=rir, rpe=rpe,
            duration_s=30, kind="failure" if reps == 0 else "working", performed_at=MONDAY,
        )
        for load, reps, rir, rpe in cases
    ]  # fmt: skip
    Set.objects.bulk_create(rows)
    (work,) = daily_work(owner=athlete)
    assert work.sets == len(rows) == 256
    assert work.hard_sets == sum(is_hard(row.rir) for row in rows)
    assert work.volume_kg == pytest.approx(sum(volume(row.load_kg, row.reps) for row in rows))


@pytest.mark.parametrize("kind", ["working", "drop", "amrap", "failure"])
def test_every_kind_but_the_warm_up_counts(athlete, session, new_set, kind):
    new_set(session, kind="warmup", load_kg=60)
    new_set(session, kind=kind)
    assert daily_work(owner=athlete) == [DayWork(session.day, "deadlift", 1, 1, 500.0)]


def test_planned_deleted_and_others_sets_never_count(athlete, session, theirs, new_session, new_set):
    new_set(session, done=False)
    delete_set(new_set(session, load_kg=300), at=MONDAY)
    gone = new_session(MONDAY + DAY)
    new_set(gone)
    delete_session(gone, at=MONDAY)
    new_set(theirs, load_kg=333)
    assert daily_work(owner=athlete) == []


def test_two_sessions_of_a_day_add_up_and_two_exercises_do_not(athlete, session, new_session, new_set):
    new_set(session)
    new_set(new_session(MONDAY + timedelta(hours=3)))
    new_set(session, "romanian-deadlift", load_kg=50)
    found = {row.exercise: (row.sets, row.volume_kg) for row in daily_work(owner=athlete)}
    assert found == {"deadlift": (2, 1000.0), "romanian-deadlift": (1, 250.0)}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_range_keeps_both_its_local_days_in_any_zone(athlete, new_session, new_set, zone, hour):
    athlete.time_zone = zone
    athlete.save()
    start = datetime(2026, 3, 1, hour, tzinfo=athlete.zone)
    for days in range(4):
        new_set(new_session(start + days * DAY))
    found = daily_work(owner=athlete, start=date(2026, 3, 2), end=date(2026, 3, 3))
    assert sorted(row.day for row in found) == [date(2026, 3, 2), date(2026, 3, 3)]


def test_ten_years_are_read_in_one_query(athlete, new_session, new_set, django_assert_num_queries):
    for years in range(10):
        new_set(new_session(datetime(2016 + years, 5, 1, tzinfo=UTC)))
    with django_assert_num_queries(1):
        assert len(daily_work(owner=athlete)) == 10
