"""Planned drills: what was due on a day stays, whatever changes later; and the warm-up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drills.domain.due import due_on, read_practice, warm_up
from drills.domain.planned import (
    change_planned,
    check_planned,
    end_planned,
    plan_drill,
    put_back_into_warm_up,
    resume_planned,
    take_out_of_warm_up,
)
from drills.models import PlannedDrill

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def due(athlete):
    """Return a function that says what is due on a day, as (slug, total)."""

    def read(day):
        return [(dose.drill.slug, dose.total) for dose in due_on(read_practice(athlete, on=day, days=None), day)]

    return read


@pytest.fixture
def opening(athlete):
    """Return a function that says what opens a lower-body session of today, as (slug, total)."""
    return lambda: [(dose.drill.slug, dose.total) for dose in warm_up(read_practice(athlete, on=TODAY), TODAY)]


@pytest.fixture
def daily(athlete, own_drill):
    return plan_drill(owner=athlete, drill=own_drill, when="daily", on=YESTERDAY, sets=2, reps=10)


def test_a_planned_drill_is_due_from_its_first_day_on(due, daily):
    assert [due(day) for day in (YESTERDAY - timedelta(days=1), YESTERDAY, TOMORROW)] == [
        [],
        [("towel-hinge", 20)],
        [("towel-hinge", 20)],
    ]


def test_a_new_dose_counts_from_today_and_yesterday_stays_as_it_was(due, daily):
    row = change_planned(daily, on=TODAY, sets=3, reps=10)
    assert (due(YESTERDAY), due(TODAY)) == ([("towel-hinge", 20)], [("towel-hinge", 30)])
    assert (row.starts_on, row.pk, row.owner) == (TODAY, daily.pk, daily.owner)  # the id goes on
    change_planned(row, on=TODAY, sets=1)
    assert due(TODAY) == [("towel-hinge", 10)] and PlannedDrill.objects.count() == 2


def test_a_new_reason_or_end_changes_the_row_itself(daily):
    row = change_planned(daily, on=TODAY, reason="For the gate", ends_on=TOMORROW)
    assert (row.pk, row.reason, row.ends_on) == (daily.pk, "For the gate", TOMORROW)


def test_planning_a_drill_again_for_the_same_time_changes_its_dose(athlete, own_drill, due, daily):
    plan_drill(owner=athlete, drill=own_drill, when="daily", on=YESTERDAY, sets=1, reps=5)
    assert due(YESTERDAY) == [("towel-hinge", 5)] and PlannedDrill.objects.count() == 1


def test_what_is_taken_off_was_still_due_before_and_comes_back(due, daily):
    end_planned(daily, on=TODAY, at=NOW)
    assert (due(YESTERDAY), due(TODAY)) == ([("towel-hinge", 20)], [])
    resume_planned(daily, until=TOMORROW)
    assert due(TODAY) and due(TOMORROW) and not due(TOMORROW + timedelta(days=1))


def test_what_is_taken_off_on_its_first_day_was_never_there(athlete, own_drill, due):
    row = plan_drill(owner=athlete, drill=own_drill, when="daily", on=TODAY)
    end_planned(row, on=TODAY, at=NOW)
    assert due(TODAY) == [] and PlannedDrill.objects.get().deleted_at == NOW
    resume_planned(row, until=None)
    assert due(TODAY) == [("towel-hinge", 20)]


def test_each_write_takes_a_new_version(daily):
    versions = [daily.v, change_planned(daily, on=TODAY, reason="x").v, end_planned(daily, on=TODAY, at=NOW).v]
    assert versions == sorted(set(versions))


def test_a_change_that_splits_a_row_stamps_both_parts(daily):
    row = change_planned(daily, on=TODAY, sets=5)
    before = PlannedDrill.objects.exclude(pk=daily.pk).get()
    assert before.ends_on == YESTERDAY and daily.v < before.v < row.v


@given(days=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["dose", "end", "again"])), max_size=4))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_change_alters_what_was_due_before_it(athlete, own_drill, due, days):
    PlannedDrill.objects.all().delete()
    start = TODAY
    plan_drill(owner=athlete, drill=own_drill, when="daily", on=start)
    for number, (after, how) in enumerate(sorted(days), start=1):
        on = start + timedelta(days=after)
        past = [start + timedelta(days=day) for day in range(after)]
        before = [due(day) for day in past]
        row = PlannedDrill.objects.alive().exclude(ends_on__lt=on).last()
        if how == "end" and row:
            end_planned(row, on=on, at=NOW)
        elif how == "dose" and row:
            change_planned(row, on=on, sets=number)
        else:
            plan_drill(owner=athlete, drill=own_drill, when="daily", on=on, reps=number)
        assert [due(day) for day in past] == before


def test_the_warm_up_opens_with_the_dowel_hinge_whatever_is_asked(athlete, dowel, opening):
    assert opening() == [("dowel-hinge", 45)]
    assert take_out_of_warm_up(owner=athlete, drill=dowel, on=TODAY, at=NOW) is None
    assert opening() == [("dowel-hinge", 45)] and not PlannedDrill.objects.exists()


def test_the_dose_of_the_dowel_hinge_is_the_persons_to_set(athlete, dowel, opening):
    plan_drill(owner=athlete, drill=dowel, when="warm-up", on=TODAY, sets=1, reps=10)
    assert opening() == [("dowel-hinge", 10)]


def test_an_own_drill_goes_into_the_warm_up_and_out_again(athlete, dowel, own_drill, opening):
    plan_drill(owner=athlete, drill=own_drill, when="warm-up", on=TODAY)
    assert opening() == [("dowel-hinge", 45), ("towel-hinge", 20)]
    take_out_of_warm_up(owner=athlete, drill=own_drill, on=TODAY, at=NOW)
    assert opening() == [("dowel-hinge", 45)] and not PlannedDrill.objects.alive().exists()


def test_a_drill_that_is_due_is_left_out_of_the_warm_up_and_stays_due(athlete, dowel, daily, opening, due):
    assert ("towel-hinge", 20) in opening()
    row = take_out_of_warm_up(owner=athlete, drill=daily.drill, on=TODAY, at=NOW)
    assert row.off and opening() == [("dowel-hinge", 45)] and ("towel-hinge", 20) in due(TODAY)
    put_back_into_warm_up(owner=athlete, drill=daily.drill, on=TODAY, at=NOW)
    assert ("towel-hinge", 20) in opening()


def test_a_drill_that_is_put_back_and_not_due_any_more_is_the_persons_own(athlete, dowel, daily, opening):
    take_out_of_warm_up(owner=athlete, drill=daily.drill, on=TODAY, at=NOW)
    end_planned(daily, on=TODAY, at=NOW)
    put_back_into_warm_up(owner=athlete, drill=daily.drill, on=TODAY, at=NOW)
    assert opening() == [("dowel-hinge", 45), ("towel-hinge", 20)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, "ends_on"),
        ({"drill": "dowel-hinge", "when": "warm-up", "off": True}, "off"),
        ({"drill": "dowel-hinge", "when": "daily", "off": True}, None),
        ({"starts_on": TODAY, "ends_on": TODAY}, None),
    ],
)
def test_a_plan_is_refused_where_it_ends_before_it_starts_or_drops_the_dowel_hinge(values, field):
    assert list(check_planned(values)) == ([field] if field else [])


def test_a_plan_that_ended_goes_on_from_the_day_and_the_days_between_stay_free(due, daily):
    later = TODAY + timedelta(days=5)
    end_planned(daily, on=TODAY, at=NOW)
    end_planned(daily, on=later, at=NOW)  # once more, from another tab
    row = change_planned(daily, on=later, ends_on=None)
    assert (row.pk, row.starts_on) == (daily.pk, later)
    assert [due(day) for day in (YESTERDAY, TODAY, later)] == [[("towel-hinge", 20)], [], [("towel-hinge", 20)]]


def test_planning_the_same_once_more_leaves_the_days_before_as_they_were(due, daily, athlete, own_drill):
    row = plan_drill(owner=athlete, drill=own_drill, when="daily", on=TODAY, starts_on=TODAY, sets=2, reps=10)
    assert (row.pk, row.starts_on) == (daily.pk, YESTERDAY)
    assert (due(YESTERDAY), due(TODAY)) == ([("towel-hinge", 20)], [("towel-hinge", 20)])


def test_a_first_day_to_come_ends_what_has_run_before(due, daily, athlete, own_drill):
    plan_drill(owner=athlete, drill=own_drill, when="daily", on=TODAY, starts_on=TOMORROW, sets=2, reps=10)
    assert [due(day) for day in (YESTERDAY, TODAY, TOMORROW)] == [[("towel-hinge", 20)], [], [("towel-hinge", 20)]]


def test_a_first_day_that_lies_earlier_reaches_back(due, daily):
    change_planned(daily, on=TODAY, starts_on=YESTERDAY - timedelta(days=2))
    assert due(YESTERDAY - timedelta(days=2)) == [("towel-hinge", 20)]
