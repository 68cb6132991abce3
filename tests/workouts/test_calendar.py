"""A year of training at a glance."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.domain.calendar import LEVELS, Day, grid, year_of_training, years_with_sessions
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

NEW_YEARS_EVE = date(2026, 12, 31)


def day_of(year, day):
    return next(found for row in year.rows for found in row if found.date == day)


def test_a_day_counts_its_sessions_and_their_done_sets(athlete, session, new_session, new_set):
    new_set(session)
    new_set(session, kind="warmup")
    new_set(session, done=False)
    delete_set(new_set(session), at=session.started_at)
    new_set(new_session(session.started_at + timedelta(hours=3)))
    year = year_of_training(athlete, 2026, on=NEW_YEARS_EVE)
    assert day_of(year, date(2026, 3, 2)) == Day(date(2026, 3, 2), sessions=2, sets=3)
    assert (year.days, year.sessions, year.sets) == (1, 2, 3)
    march = year.months[2]
    assert (march.first, march.last, march.days, march.sessions, march.sets) == (
        date(2026, 3, 1), date(2026, 3, 31), 1, 2, 3,
    )  # fmt: skip


def test_a_session_without_sets_is_a_day_of_training_all_the_same(athlete, session):
    found = day_of(year_of_training(athlete, 2026, on=NEW_YEARS_EVE), session.day)
    assert (found.sessions, found.sets, found.level) == (1, 0, 0)


def test_nobody_elses_and_no_deleted_session_is_in_it(athlete, theirs, session, new_set):
    new_set(theirs)
    delete_session(session, at=session.started_at)
    assert year_of_training(athlete, 2026, on=NEW_YEARS_EVE).sessions == 0
    assert years_with_sessions(athlete) == []


def test_a_day_is_the_athletes_own(athlete, new_session):
    new_session(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # half past midnight on New Year's Day in Berlin
    assert years_with_sessions(athlete) == [2027]
    assert day_of(year_of_training(athlete, 2027, on=date(2027, 1, 1)), date(2027, 1, 1)).sessions == 1


def test_years_come_latest_first_each_once(athlete, new_session):
    for year in (2024, 2026, 2024, 2025):
        new_session(datetime(year, 5, 5, 12, tzinfo=UTC))
    assert years_with_sessions(athlete) == [2026, 2025, 2024]


def test_the_current_year_ends_with_this_week_and_past_ones_are_whole(athlete, session):
    current = year_of_training(athlete, 2026, on=date(2026, 3, 4))
    assert current.rows[0][-1].date == date(2026, 3, 2)
    assert [month.columns for month in current.months][3:] == [0] * 9
    assert year_of_training(athlete, 2025, on=date(2026, 3, 4)).rows[2][-1].date == date(2025, 12, 31)


def test_a_session_of_a_fast_clock_is_still_in_the_grid(athlete, new_session):
    new_session(datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert day_of(year_of_training(athlete, 2026, on=date(2026, 3, 4)), date(2026, 6, 1)).sessions == 1


@pytest.mark.parametrize(("sets", "level"), [(0, 0), *((least, n + 1) for n, least in enumerate(LEVELS)), (500, 4)])
def test_more_sets_are_drawn_stronger(sets, level):
    assert Day(date(2026, 1, 1), 1, sets).level == level
    assert Day(date(2026, 1, 1), 1, max(sets - 1, 0)).level == (level if sets in (0, 500) else level - 1)


@given(number=st.integers(1970, 2199))
def test_every_day_of_any_year_stands_once_under_its_weekday(number):
    first, last = date(number, 1, 1), date(number, 12, 31)
    year = grid(number, [], end=last)
    assert [row[0].date.weekday() for row in year.rows] == list(range(7))
    assert all(day.date.weekday() == weekday for weekday, row in enumerate(year.rows) for day in row)
    inside = sorted(day.date for row in year.rows for day in row if day.inside)
    assert inside == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(month.columns for month in year.months) == len(year.rows[0])


def test_a_year_costs_one_query_however_much_was_trained(athlete, lifts, django_assert_num_queries):
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    at = [start + timedelta(days=n) for n in range(300)]
    rows = Session.objects.bulk_create(Session(owner=athlete, started_at=day, day=day.date()) for day in at)
    Set.objects.bulk_create(
        Set(owner=athlete, session=row, exercise_id="deadlift", position=n, reps=5, performed_at=row.started_at)
        for row in rows
        for n in range(3)
    )
    with django_assert_num_queries(1):
        assert year_of_training(athlete, 2026, on=NEW_YEARS_EVE).sets == 900
