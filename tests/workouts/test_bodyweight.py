"""Body weight: the line of weighings and sessions, its seven-day mean, and its writes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.domain.bodyweight import (
    bodyweight_figure,
    delete_bodyweight,
    restore_bodyweight,
    running_means,
    save_bodyweight,
    weighings,
)
from workouts.domain.sessions import delete_session
from workouts.models import Bodyweight

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def weigh(athlete):
    """Return a function that stores a weighing, Ada's unless told otherwise."""

    def make(kg=80.0, at=MONDAY, owner=None):
        return save_bodyweight(Bodyweight(owner=owner or athlete, measured_at=at, weight_kg=kg))

    return make


def test_the_day_of_a_weighing_is_the_athletes_local_one(athlete, weigh):
    assert weigh(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC)).day == date(2026, 3, 2)


def test_a_new_time_zone_moves_no_old_weighing(athlete, weigh):
    row = weigh(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    athlete.time_zone = "America/New_York"
    row.owner = athlete
    assert save_bodyweight(row).day == date(2026, 3, 2)
    assert save_bodyweight(row, moved=True).day == date(2026, 3, 1)


def test_each_write_takes_the_next_version(weigh):
    row = weigh()
    first = row.v
    assert delete_bodyweight(row, at=MONDAY).v == first + 1
    assert restore_bodyweight(row).v == first + 2


def test_the_line_merges_weighings_and_sessions_by_time(athlete, weigh, new_session):
    late = weigh(81, MONDAY + 2 * DAY)
    session = new_session(MONDAY + DAY, bodyweight_kg=80.5)
    early = weigh(80, MONDAY)
    found = weighings(owner=athlete)
    assert [(row.weight_kg, row.id, row.session) for row in found] == [
        (80, early.pk, None), (80.5, None, session.pk), (81, late.pk, None),
    ]  # fmt: skip


def test_others_and_what_was_deleted_are_never_in_it(athlete, stranger, weigh, new_session):
    weigh(99, owner=stranger)
    new_session(owner=stranger, bodyweight_kg=99)
    delete_bodyweight(weigh(98), at=MONDAY)
    delete_session(new_session(bodyweight_kg=97), at=MONDAY)
    new_session(MONDAY + DAY)
    assert weighings(owner=athlete) == []


def test_a_range_keeps_both_its_days(athlete, weigh, django_assert_num_queries):
    for days in range(4):
        weigh(80 + days, MONDAY + days * DAY)
    with django_assert_num_queries(2):
        found = weighings(owner=athlete, start=date(2026, 3, 3), end=date(2026, 3, 4))
    assert [row.weight_kg for row in found] == [81, 82]


def test_a_mean_covers_seven_days_and_only_those_measured():
    first = date(2026, 3, 2)
    rows = [(first, 80.0), (first + 6 * DAY, 82.0), (first + 7 * DAY, 84.0), (first + 30 * DAY, 90.0)]
    assert running_means(rows) == [80, 81, 83, 90]


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(40, 150)), min_size=1, unique_by=lambda row: row[0]))
def test_a_mean_lies_between_the_lightest_and_the_heaviest_of_its_week(drawn):
    rows = [(date(2026, 1, 1) + days * DAY, kg) for days, kg in sorted(drawn)]
    for (day, kg), mean in zip(rows, running_means(rows), strict=True):
        week = [weight for other, weight in rows if timedelta(0) <= day - other < 7 * DAY]
        assert kg in week and min(week) - 1e-9 <= mean <= max(week) + 1e-9


def test_two_weighings_of_a_day_count_as_their_mean(athlete, weigh):
    weigh(80, MONDAY)
    weigh(81, MONDAY + timedelta(hours=12))
    figure = bodyweight_figure(weighings(owner=athlete), unit="kg")
    assert [row.cells for row in figure.rows] == [(date(2026, 3, 2), 80.5, 80.5)]


def test_the_first_means_of_a_range_look_back_and_the_range_does_not(athlete, weigh):
    weigh(80, MONDAY)
    weigh(82, MONDAY + DAY)
    figure = bodyweight_figure(weighings(owner=athlete), unit="kg", start=date(2026, 3, 3))
    assert [row.cells for row in figure.rows] == [(date(2026, 3, 3), 82, 81)]


def test_a_long_line_shows_the_mean_of_each_week_in_the_unit(athlete, weigh):
    for days, kg in ((0, 80), (2, 82), (7, 90)):
        weigh(kg, MONDAY + days * DAY)
    figure = bodyweight_figure(weighings(owner=athlete), unit="lb", weekly=True)
    assert [row.cells for row in figure.rows] == [(date(2026, 3, 2), 178.6, 2), (date(2026, 3, 9), 198.4, 1)]
    assert figure.csv_columns == ("week", "value_lb", "days")
