"""Being on a programme: one at a time, two taps harmless, everything taken back as it was."""

from datetime import UTC, datetime, timedelta

import pytest

from core.versions import version_of
from drills.domain.enrolments import (
    change_days,
    delete_enrolment,
    enrol,
    go_to_week,
    leave,
    rejoin,
    restore_enrolment,
)
from drills.domain.pauses import cancel, pause, resume
from drills.domain.programmes import copy_programme, delete_programme, restore_programme
from drills.domain.refusal import Refusal
from drills.models import Enrolment
from tests.drills.programme.conftest import MONDAY

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_who_enrols_trains_on_the_programmes_days_unless_told_otherwise(enrolled, athlete):
    assert enrolled().training_days == [0, 3]
    delete_enrolment(Enrolment.objects.get(), at=NOW)
    assert enrolled(training_days=[4, 1, 1]).training_days == [1, 4]


def test_a_second_tap_makes_no_second_enrolment(enrolled):
    assert enrolled(start_week=3) == enrolled(start_week=3)
    assert Enrolment.objects.count() == 1


def test_another_programme_is_refused_until_this_one_is_left(enrolled, hinge, athlete, plan):
    first = enrolled()
    twin = copy_programme(hinge, owner=athlete)
    with pytest.raises(Refusal, match="You are on Hip hinge"):
        enrol(owner=athlete, programme=twin, on=MONDAY + 8 * DAY)
    second = enrol(owner=athlete, programme=twin, on=MONDAY + 8 * DAY, instead=True)
    first.refresh_from_db()
    assert (first.ended_on, second.ended_on) == (MONDAY + 8 * DAY, None)
    found = plan(MONDAY + 8 * DAY)
    assert (found.way(MONDAY + 7 * DAY).enrolment, found.current.enrolment) == (first, second)


def test_leaving_and_coming_back_loses_nothing(enrolled, plan, hinge, athlete):
    row = leave(enrolled(), on=MONDAY + 9 * DAY)
    assert leave(row, on=MONDAY + 12 * DAY).ended_on == MONDAY + 9 * DAY  # the second tap
    assert plan(MONDAY + 9 * DAY).current is None
    rejoin(row)
    assert plan(MONDAY + 9 * DAY).week(MONDAY + 9 * DAY).number == 2
    leave(row, on=MONDAY + 9 * DAY)
    enrol(owner=athlete, programme=hinge, on=MONDAY + 9 * DAY)
    with pytest.raises(Refusal, match="Leave it before"):
        rejoin(row)


def test_a_deleted_enrolment_never_was_until_it_is_restored(enrolled, plan):
    row = delete_enrolment(enrolled(), at=NOW)
    assert plan(MONDAY).week(MONDAY) is None
    restore_enrolment(row)
    assert plan(MONDAY).week(MONDAY).number == 1


def test_pausing_twice_is_pausing_once(enrolled):
    row = enrolled()
    pause(row, reason="illness", on=MONDAY + DAY)
    pause(row, reason="travel", on=MONDAY + 2 * DAY)
    assert [(one.starts_on, one.ends_on, one.reason) for one in row.pauses.all()] == [
        (MONDAY + DAY, None, "illness")
    ]  # fmt: skip
    resume(row, on=MONDAY + 3 * DAY)
    resume(row, on=MONDAY + 6 * DAY)
    assert row.pauses.get().ends_on == MONDAY + 3 * DAY


def test_a_pause_of_no_day_and_one_taken_back_leave_nothing(enrolled):
    row = enrolled()
    resume(pause(row, reason="other", on=MONDAY + DAY), on=MONDAY + DAY)
    assert not row.pauses.exists()
    cancel(pause(row, reason="other", on=MONDAY))
    assert not row.pauses.exists()


def test_a_pause_before_the_programme_or_inside_the_last_one_is_refused(enrolled):
    row = enrolled()
    with pytest.raises(Refusal) as refused:
        pause(row, reason="illness", on=MONDAY - DAY)
    assert (refused.value.code, refused.value.field) == ("pause_too_early", "on")
    resume(pause(row, reason="illness", on=MONDAY), on=MONDAY + 4 * DAY)
    with pytest.raises(Refusal):
        pause(row, reason="illness", on=MONDAY + 2 * DAY)


def test_another_week_on_the_first_day_changes_the_same_enrolment(enrolled, plan):
    row = enrolled()
    assert go_to_week(row, week=5, on=MONDAY) == row
    assert plan(MONDAY).week(MONDAY).number == 5
    assert Enrolment.objects.count() == 1


def test_days_that_come_back_to_what_they_were_are_no_change(enrolled):
    row = enrolled()
    row = change_days(row, training_days=[3, 0], on=MONDAY + DAY)
    assert row.former_days == []


@pytest.mark.parametrize(
    "change",
    [
        lambda row: pause(row, reason="illness", on=MONDAY),
        lambda row: go_to_week(row, week=4, on=MONDAY + DAY),
        lambda row: change_days(row, training_days=[2], on=MONDAY),
        lambda row: leave(row, on=MONDAY),
        lambda row: delete_enrolment(row, at=NOW),
    ],
)
def test_every_change_takes_the_next_version(enrolled, athlete, change):
    row = enrolled()
    before = version_of(athlete.pk)
    assert change(row).v == version_of(athlete.pk) == before + 1
    row.refresh_from_db()
    assert row.v == before + 1  # also of the one that another week left behind


def test_another_week_after_a_long_pause_begins_lighter_all_the_same(enrolled, plan):
    row = pause(enrolled(), reason="illness", on=MONDAY + DAY)
    go_to_week(row, week=1, on=MONDAY + 12 * DAY)
    week = plan(MONDAY + 12 * DAY).week(MONDAY + 12 * DAY)
    assert (week.number, week.paused, week.returning) == (1, None, True)
    assert not plan(MONDAY + 19 * DAY).week(MONDAY + 19 * DAY).returning
    assert plan(MONDAY + 11 * DAY).week(MONDAY + 11 * DAY).paused  # the days before stay what they were


def test_other_loads_to_begin_with_are_no_second_tap(enrolled):
    enrolled(loads={"deadlift": 60})
    assert enrolled(loads={"deadlift": 60}).loads == {"deadlift": 60}
    assert enrolled(loads={"deadlift": 80}, instead=True).loads == {"deadlift": 80}
    assert Enrolment.objects.filter(ended_on=None).count() == 1


def test_nobody_comes_back_to_a_programme_that_is_deleted(hinge, athlete):
    twin = copy_programme(hinge, owner=athlete)
    row = leave(enrol(owner=athlete, programme=twin, on=MONDAY), on=MONDAY + DAY)
    delete_programme(twin, at=NOW)
    with pytest.raises(Refusal, match="deleted"):
        rejoin(row)
    delete_enrolment(row, at=NOW)
    assert restore_enrolment(row).ended_on == MONDAY + DAY  # what was is no way back
    restore_programme(twin)
    assert rejoin(row).ended_on is None
