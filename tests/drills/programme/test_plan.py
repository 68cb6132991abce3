"""Which week of which phase a day is in, and what it asks for."""

from datetime import timedelta

import pytest

from drills.domain.enrolments import change_days, go_to_week, leave
from drills.domain.pauses import pause, resume
from drills.domain.plan import read_plan
from tests.drills.programme.conftest import MONDAY

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("weeks", "title", "of_phase"),
    [
        (0, "Week 1 · Pattern", (1, 2)),
        (1, "Week 2 · Pattern", (2, 2)),
        (2, "Week 3 · Light loading", (1, 2)),
        (5, "Week 6 · Progressive loading", (2, 2)),
        (6, "Week 7, Strength", (1, None)),
        (8, "Week 9, Strength", (3, None)),
        (199, "Week 200, Strength", (194, None)),
    ],
)
def test_weeks_run_through_the_phases_and_the_last_has_no_end(enrolled, plan, weeks, title, of_phase):
    enrolled()
    for day in (MONDAY + weeks * WEEK, MONDAY + weeks * WEEK + 6 * DAY):
        week = plan(day).week(day)
        assert (week.title, week.week_of_phase, week.weeks_of_phase) == (title, *of_phase)
        assert week.starts_on == MONDAY + weeks * WEEK


def test_somebody_may_start_in_any_week(enrolled, plan):
    enrolled(start_week=5)
    assert plan(MONDAY).week(MONDAY).title == "Week 5 · Progressive loading"
    assert plan(MONDAY).week(MONDAY + 2 * WEEK).title == "Week 7, Strength"


def test_a_day_before_the_first_or_without_a_programme_has_no_week(enrolled, plan, athlete):
    assert plan(MONDAY).week(MONDAY) is None
    row = enrolled()
    assert plan(MONDAY).week(MONDAY - DAY) is None
    leave(row, on=MONDAY + WEEK)
    assert plan(MONDAY + WEEK).current is None
    assert plan(MONDAY + WEEK).week(MONDAY + 6 * DAY).number == 1  # asked for with `since`
    assert read_plan(athlete, on=MONDAY + WEEK).ways == ()


def test_paused_days_do_not_count_and_keep_their_week(enrolled, plan):
    row = pause(enrolled(), reason="illness", on=MONDAY + 3 * DAY)
    later = MONDAY + 3 * WEEK
    paused = plan(later).week(later)
    assert (paused.number, paused.paused.reason, paused.paused.first) == (1, "illness", MONDAY + 3 * DAY)
    assert plan(later).items(later) == []
    assert not plan(later).is_training_day(later)
    resume(row, on=MONDAY + 5 * DAY)
    assert plan(later).week(MONDAY + 8 * DAY).number == 1  # two days later than without the pause
    assert plan(later).week(MONDAY + 9 * DAY).number == 2
    assert plan(later).week(MONDAY + 9 * DAY).starts_on == MONDAY + 9 * DAY


@pytest.mark.parametrize(("days", "lighter"), [(6, False), (7, True), (30, True)])
def test_the_first_week_after_a_long_pause_is_lighter(enrolled, plan, days, lighter):
    row = pause(enrolled(), reason="travel", on=MONDAY + 10 * DAY)
    back = MONDAY + (10 + days) * DAY
    resume(row, on=back)
    found = plan(back + 2 * WEEK)
    assert [found.week(back + n * DAY).returning for n in (-1, 0, 6, 7)] == [False, lighter, lighter, False]


def test_two_pauses_without_a_day_between_are_one_break(enrolled, plan):
    row = pause(enrolled(), reason="illness", on=MONDAY)
    resume(row, on=MONDAY + 4 * DAY)
    pause(row, reason="travel", on=MONDAY + 4 * DAY)
    resume(row, on=MONDAY + 8 * DAY)
    week = plan(MONDAY + 8 * DAY).week(MONDAY + 8 * DAY)
    assert (week.number, week.returning, week.back_from.first) == (1, True, MONDAY)


def test_another_week_begins_today_and_leaves_the_days_before(enrolled, plan):
    row = enrolled()
    today = MONDAY + 9 * DAY
    go_to_week(row, week=5, on=today)
    found = plan(today)
    assert found.week(today).title == "Week 5 · Progressive loading"
    assert found.week(today - DAY).title == "Week 2 · Pattern"
    assert found.week(today + WEEK).number == 6


def test_a_day_asks_for_its_drills_and_a_training_day_for_more(enrolled, plan):
    enrolled()
    found = plan(MONDAY + 4 * WEEK)
    asked = lambda day: [(item.drill_id or item.exercise_id, item.when) for item in found.items(day)]  # noqa: E731
    assert asked(MONDAY) == [("dowel-hinge", "daily"), ("wall-touch-hinge", "daily")]
    light = [("kettlebell-deadlift", ""), ("romanian-deadlift", "")]
    monday = MONDAY + 2 * WEEK
    assert asked(monday) == [("dowel-hinge", "warm-up"), ("banded-hinge", "training-days"), *light]
    assert asked(monday + DAY) == [("dowel-hinge", "warm-up"), *light]


def test_other_training_days_hold_from_then_on(enrolled, plan):
    row = enrolled()
    tuesday = MONDAY + 8 * DAY
    change_days(row, training_days=[1, 4], on=tuesday)
    change_days(row, training_days=[1, 5], on=tuesday)  # thought better of it the same day
    found = plan(tuesday)
    days = [n for n in range(14) if found.is_training_day(MONDAY + n * DAY)]
    assert days == [0, 3, 7, 8, 12]
    assert found.next_training_day(tuesday) == MONDAY + 12 * DAY


def test_a_plan_costs_three_queries_and_none_costs_one(
    enrolled, athlete, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_num_queries(1):
        assert read_plan(athlete, on=MONDAY).current is None
    row = enrolled()
    for n in range(3):
        pause(row, reason="other", on=MONDAY + n * DAY)
        resume(row, on=MONDAY + (n + 1) * DAY)
    go_to_week(row, week=3, on=MONDAY + 5 * DAY)
    with django_assert_max_num_queries(3):
        found = read_plan(athlete, on=MONDAY + 5 * DAY, since=MONDAY)
        assert [len(way.breaks) for way in found.ways] == [0, 1]
        assert [item.drill.name for item in found.items(MONDAY + 4 * DAY)]


def test_other_people_are_on_no_programme_because_ada_is(enrolled, stranger):
    enrolled()
    assert read_plan(stranger, on=MONDAY).current is None
