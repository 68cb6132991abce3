"""How practice was kept: shades, days kept of days asked, days in a row."""

from datetime import UTC, datetime, timedelta

import pytest

from drills.domain.adherence import (
    Amount,
    Streak,
    calendar,
    count_streak,
    day_of,
    first_day,
    read_logged,
    streak,
)
from drills.domain.due import due_on, read_practice
from drills.domain.lines import read_logs
from drills.domain.logs import delete_log, save_log
from drills.domain.todays_dose import usual_dose
from drills.models import DrillLog, Pause
from tests.drills.practice.rows import DAY, MONDAY, drill, enrol, noon, plan, practise, programme

pytestmark = pytest.mark.django_db
ON = MONDAY + 20 * DAY  # a Sunday


@pytest.fixture
def dowel():
    return drill("dowel-hinge", reps=15)


@pytest.fixture
def wall():
    return drill("wall-touch-hinge")


def kept(owner, on=ON):
    """Return the calendar of a day."""
    practice = read_practice(owner, on=on, days=None)
    row = streak(practice, read_logs(owner, on=on)[1])
    return calendar(practice, read_logged(owner, since=first_day(on), on=on), row)


def shade(owner, day):
    return next(one.shade for one in kept(owner).days if one.date == day)


def test_the_calendar_holds_twelve_weeks_from_monday_to_sunday_and_nothing_of_days_to_come(athlete):
    found = kept(athlete, MONDAY + 2 * DAY)
    assert len(found.weeks) == 12 and {len(week) for week in found.weeks} == {7}
    assert {week[0].date.weekday() for week in found.weeks} == {0}
    assert found.days[-1].date == MONDAY + 2 * DAY and len(found.days) == 80
    assert [day.date.weekday() for day in (row[0] for row in found.weekdays)] == list(range(7))
    assert sum(columns for _, columns in found.months) == 12


@pytest.mark.parametrize(
    ("dowels", "walls", "wanted"),
    [
        (0, 0, "none"),
        (10, 0, "some"),
        (45, 0, "half"),
        (45, 29, "half"),
        (45, 30, "all"),
        (99, 40, "all"),
        (0, 5, "some"),
    ],
)
def test_a_day_is_shaded_by_how_much_of_what_was_due_was_done(athlete, dowel, wall, dowels, walls, wanted):
    for row, reps in ((dowel, dowels), (wall, walls)):
        plan(athlete, row)
        if reps:
            practise(athlete, row, MONDAY, reps)
    assert shade(athlete, MONDAY) == wanted


def test_practice_of_what_was_not_due_counts_as_some_and_never_as_nothing(athlete, dowel, wall):
    plan(athlete, dowel)
    practise(athlete, wall, MONDAY, 10)
    assert shade(athlete, MONDAY) == "some"
    assert shade(athlete, MONDAY - DAY) == ""


def test_seconds_are_counted_for_what_is_timed_and_reps_for_the_rest(dowel):
    stretch = drill("hamstring-stretch", measure="time", hold_s=30, sets=1, per_side=True)
    day = day_of(
        MONDAY,
        [usual_dose(dowel), usual_dose(stretch)],
        {"dowel-hinge": Amount(15, 300), "hamstring-stretch": Amount(0, 60)},
    )
    assert [(tick.done, tick.complete) for tick in day.ticks] == [(15, False), (60, True)]
    assert day.words == "1 of 2 drills on 2 March"


def test_days_are_counted_of_those_on_which_practice_was_due_and_today_once_it_is_done(athlete, dowel):
    plan(athlete, dowel, ON - 9 * DAY)
    for back in (9, 8, 7, 5, 2):
        practise(athlete, dowel, ON - back * DAY)
    practise(athlete, dowel, ON - 15 * DAY)  # nothing was due then
    assert kept(athlete).words == "5 of 9 days"
    practise(athlete, dowel, ON, 1)
    assert kept(athlete).words == "6 of 10 days"
    assert kept(athlete).practised == 7


def test_practice_without_any_plan_is_counted_in_days(athlete, dowel):
    practise(athlete, dowel, ON)
    assert kept(athlete).words == "1 day of practice"


def test_a_row_of_days_goes_on_over_days_without_anything_due_and_over_today(athlete, dowel):
    enrol(athlete, programme([{"drill": dowel, "when": "training-days"}]), training_days=[0, 3])
    for number in (0, 3, 7, 10, 14):
        practise(athlete, dowel, MONDAY + DAY * number)
    assert kept(athlete, MONDAY + 17 * DAY).streak == Streak(5, 5)  # a Thursday that is not over
    assert kept(athlete, MONDAY + 18 * DAY).streak == Streak(0, 5)


def test_practice_on_a_free_day_adds_to_the_row(athlete, dowel):
    enrol(athlete, programme([{"drill": dowel, "when": "training-days"}]), training_days=[0, 3])
    for number in (0, 1, 2, 3):
        practise(athlete, dowel, MONDAY + DAY * number, 1)
    assert kept(athlete, MONDAY + 4 * DAY).streak == Streak(4, 4)


def test_a_pause_ends_no_row(athlete, dowel):
    row = enrol(athlete, programme([{"drill": dowel, "when": "daily"}]))
    Pause.objects.create(enrolment=row, starts_on=MONDAY + 2 * DAY, ends_on=MONDAY + 9 * DAY, reason="travel")
    for number in (0, 1, 9, 10):
        practise(athlete, dowel, MONDAY + DAY * number)
    assert kept(athlete, MONDAY + 10 * DAY).streak == Streak(4, 4)


def test_a_missed_day_ends_the_row_and_the_longest_stays(athlete, dowel):
    plan(athlete, dowel)
    for number in (0, 1, 2, 4, 5):
        practise(athlete, dowel, MONDAY + DAY * number)
    assert kept(athlete, MONDAY + 5 * DAY).streak == Streak(2, 3)


def test_an_earlier_programme_counts_for_the_days_it_held(athlete, dowel):
    path = programme([{"drill": dowel, "when": "daily"}])
    enrol(athlete, path, MONDAY, ended_on=MONDAY + 5 * DAY)
    enrol(athlete, path, MONDAY + 10 * DAY)
    for number in (0, 1, 2, 3, 4, 10, 11):
        practise(athlete, dowel, MONDAY + DAY * number)
    assert kept(athlete, MONDAY + 11 * DAY).streak == Streak(7, 7)
    DrillLog.objects.filter(day=MONDAY + 4 * DAY).delete()
    assert kept(athlete, MONDAY + 11 * DAY).streak == Streak(2, 4)


def test_only_the_first_day_due_of_a_gap_is_asked_about():
    asked = []
    found = count_streak({MONDAY, ON}, on=ON, is_due=lambda day: asked.append(day) or day > MONDAY + 3 * DAY)
    assert found == Streak(1, 1) and asked == [MONDAY + DAY * n for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Streak(0, 0), ""),
        (Streak(0, 1), "Longest row so far: 1 day"),
        (Streak(1, 1), "1 day"),
        (Streak(9, 9), "9 days in a row"),
        (Streak(9, 21), "9 in a row · longest 21"),
        (Streak(0, 21), "Longest row so far: 21 days"),
    ],
)
def test_a_row_of_days_is_said_without_a_word_of_loss(row, said):
    assert row.words == said


def test_a_log_that_was_deleted_or_is_another_person_s_counts_for_nothing(athlete, stranger, dowel):
    plan(athlete, dowel)
    gone = practise(athlete, dowel, ON)
    delete_log(gone, at=noon(ON))
    practise(stranger, dowel, ON)
    assert kept(athlete).practised == 0 and read_logged(athlete, since=MONDAY, on=ON) == {}


def test_no_repetition_at_all_is_no_practice(athlete, dowel):
    plan(athlete, dowel, ON - 3 * DAY)
    practise(athlete, dowel, ON - DAY, 0)
    assert kept(athlete).streak == Streak(0, 0) and shade(athlete, ON - DAY) == "none"


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 22, 59, tzinfo=UTC), (3, 28)),  # 23:59 before the clocks change
        ("Europe/Berlin", datetime(2026, 3, 28, 23, 1, tzinfo=UTC), (3, 29)),
        ("Europe/Berlin", datetime(2026, 3, 29, 21, 59, tzinfo=UTC), (3, 29)),  # a day of 23 hours
        ("Europe/Berlin", datetime(2026, 3, 29, 22, 1, tzinfo=UTC), (3, 30)),
        ("Africa/Cairo", datetime(2026, 4, 23, 22, 0, tzinfo=UTC), (4, 24)),  # 00:00 is 01:00
        ("America/Santiago", datetime(2026, 4, 5, 3, 30, tzinfo=UTC), (4, 4)),  # 23:30 for the second time
        ("America/Santiago", datetime(2026, 4, 5, 4, 0, tzinfo=UTC), (4, 5)),
    ],
)
def test_practice_counts_on_the_local_day_whatever_the_clocks_do(athlete, dowel, zone, at, day):
    athlete.time_zone = zone
    athlete.save()
    save_log(DrillLog(owner=athlete, drill=dowel, performed_at=at, reps=45, sets=3))
    assert [(one.month, one.day) for one in read_logs(athlete, on=MONDAY + 90 * DAY)[1]] == [day]


def test_a_move_to_another_zone_leaves_the_days_that_were_logged_as_they_were(athlete, dowel):
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    save_log(DrillLog(owner=athlete, drill=dowel, performed_at=late, reps=45))
    athlete.time_zone = "Pacific/Auckland"
    athlete.save()
    save_log(DrillLog(owner=athlete, drill=dowel, performed_at=late + timedelta(hours=1), reps=45))
    assert read_logs(athlete, on=ON)[1] == {MONDAY, MONDAY + DAY}


def test_years_of_practice_are_read_with_as_many_queries_as_a_week(athlete, dowel, django_assert_max_num_queries):
    enrol(athlete, programme([{"drill": dowel, "when": "daily"}]), ON - 400 * DAY)
    DrillLog.objects.bulk_create(
        DrillLog(owner=athlete, drill=dowel, performed_at=noon(ON - back * DAY), day=ON - back * DAY, reps=45)
        for back in range(400)
    )
    with django_assert_max_num_queries(8):
        found = kept(athlete)
    assert found.streak == Streak(400, 400)
    assert due_on(read_practice(athlete, on=ON), ON)[0].reason == "Week 58, Phase 1"
