"""When the time of a reminder has come: over time zones and changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drills.domain.reminders import LATE, day_due, due_at

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu",
        "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca", "America/Havana",
    )
]  # fmt: skip
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(ZONES)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 28), time(2, 30), datetime(2026, 3, 28, 1, 30, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (SPRING, time(2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (SPRING, time(2, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (SPRING, time(2, 59), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (SPRING, time(3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (AUTUMN, time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (AUTUMN, time(3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_is_the_end_of_the_gap_and_one_that_comes_twice_its_first(day, at, utc):
    assert due_at(day, at, BERLIN) == utc


def first_moment(day, at, zone):
    """Return the first minute of the day whose clock shows that time or a later one, minute by minute."""
    wanted = datetime.combine(day, at)
    moment = datetime.combine(day, time(), UTC) - timedelta(hours=15)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=1)
    return moment


@given(days, minutes, zones)
@example(SPRING, time(2, 30), BERLIN)
@example(AUTUMN, time(2, 30), BERLIN)
@example(date(2026, 10, 4), time(2, 10), ZoneInfo("Australia/Lord_Howe"))
@example(date(2026, 3, 8), time(0, 30), ZoneInfo("America/Havana"))
def test_it_is_the_first_moment_at_which_the_clock_shows_that_time_or_a_later_one(day, at, zone):
    found = due_at(day, at, zone)
    assert found == first_moment(day, at, zone)
    assert found.astimezone(zone).date() == day


@given(days, minutes, zones, st.integers(-60, 60 * 30))
def test_it_is_due_on_its_own_local_day_for_three_hours(day, at, zone, after):
    now = due_at(day, at, zone) + timedelta(minutes=after)
    found = day_due(now, at, zone)
    same_day = now.astimezone(zone).date() == day
    if same_day:
        assert (found == day) is (timedelta(0) <= timedelta(minutes=after) < LATE)
    else:
        assert found != day
