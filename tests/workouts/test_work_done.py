"""What sessions, weeks and months of an exercise add up to."""

from datetime import UTC, datetime, timedelta

import pytest

from workouts.domain.progression import work_done, working_sets

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def work(athlete, lifts):
    """Return a function that adds Ada's deadlifts up."""

    def read(bucket="session"):
        return work_done(working_sets(owner=athlete, exercise=lifts["deadlift"]), bucket=bucket)

    return read


def test_work_adds_up_what_working_sets_were(work, session, new_set):
    new_set(session, kind="warmup", load_kg=60)
    new_set(session, load_kg=100, reps=5)
    new_set(session, kind="drop", load_kg=80, reps=8, rir=5)
    new_set(session, kind="failure", load_kg=120, reps=0)
    (found,) = work()
    assert (found.volume_kg, found.reps, found.sets, found.hard_sets) == (1140, 13, 3, 2)
    assert (found.date, found.session) == (session.day, session.pk)


def test_assistance_takes_nothing_off_the_volume(work, session, new_set):
    new_set(session, load_kg=-30, reps=10)
    new_set(session, load_kg=None, reps=10)
    new_set(session, load_kg=10, reps=10)
    assert [(found.volume_kg, found.reps) for found in work()] == [(100, 30)]


@pytest.fixture
def five_weeks(new_session, new_set):
    """Two sessions on Monday, one on Wednesday, one the week after, one in April; the load grows."""
    starts = [MONDAY, MONDAY + timedelta(hours=3), MONDAY + 2 * DAY, MONDAY + 7 * DAY, MONDAY + 30 * DAY]
    return [new_set(new_session(at), load_kg=100 + number) for number, at in enumerate(starts)]


@pytest.mark.parametrize(
    ("bucket", "starts", "volumes"),
    [
        ("session", [2, 2, 4, 9, 1], [500, 505, 510, 515, 520]),
        ("week", [2, 9, 30], [1515, 515, 520]),
        ("month", [1, 1], [2030, 520]),
    ],
)
def test_work_carries_the_first_day_of_its_bucket(work, five_weeks, bucket, starts, volumes):
    found = work(bucket)
    assert [one.date.day for one in found] == starts
    assert [one.volume_kg for one in found] == volumes
