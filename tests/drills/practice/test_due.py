"""What is due on a day, and what opens a lower-body session."""

from datetime import date

import pytest

from drills.domain.due import due_on, read_practice, warm_up
from drills.models import Baseline, Drill, Pause
from tests.drills.practice.rows import DAY, MONDAY, drill, enrol, plan, programme, tried

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + DAY * n for n in (1, 2, 3))
SUNDAY = MONDAY + DAY * 6


def due(owner, day=MONDAY):
    """Return what is due on a day, as it was worked out on that day, by drill and total."""
    return [(dose.drill.slug, dose.total) for dose in due_on(read_practice(owner, on=day), day)]


def opening(owner, day=MONDAY):
    """Return the warm-up of a day by drill and total."""
    return [(dose.drill.slug, dose.total) for dose in warm_up(read_practice(owner, on=day), day)]


@pytest.fixture
def dowel():
    return drill("dowel-hinge", reps=15)


@pytest.fixture
def wall():
    return drill("wall-touch-hinge")


@pytest.fixture
def path(athlete, dowel, wall):
    """Ada is on a programme: the dowel daily, the wall on training days, a band in the warm-up."""
    band = drill("banded-hinge", level="light-load")
    row = programme(
        [
            {"drill": dowel, "when": "daily", "reps": 15},
            {"drill": wall, "when": "training-days"},
            {"drill": band, "when": "warm-up", "sets": 2},
        ]
    )
    return enrol(athlete, row)


def test_a_training_day_asks_for_daily_drills_for_its_own_and_for_the_warm_up(athlete, path):
    assert due(athlete, THURSDAY) == [("dowel-hinge", 45), ("wall-touch-hinge", 30), ("banded-hinge", 20)]


def test_any_other_day_asks_for_the_daily_drills_alone(athlete, path):
    assert due(athlete, TUESDAY) == [("dowel-hinge", 45)]


def test_a_dose_says_which_week_asks_for_it(athlete, path):
    dose = due_on(read_practice(athlete, on=TUESDAY), TUESDAY)[0]
    assert (dose.source, dose.when, dose.reason) == ("programme", "daily", "Week 1, Phase 1")


def test_nothing_is_due_before_the_programme_begins_or_after_it_was_left(athlete, path):
    path.ended_on = WEDNESDAY
    path.save()
    practice = read_practice(athlete, on=SUNDAY, days=14)
    asked = [day for day in (MONDAY - DAY * 7 + DAY * n for n in range(14)) if due_on(practice, day)]
    assert asked == [MONDAY, TUESDAY]


def test_a_pause_pauses_the_programme_and_what_stands_beside_it_alike(athlete, path, wall):
    plan(athlete, wall)
    tried(athlete, "toe-touch", MONDAY, passed=False)
    drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30)
    Pause.objects.create(enrolment=path, starts_on=TUESDAY, ends_on=THURSDAY, reason="illness")
    practice = read_practice(athlete, on=THURSDAY, days=4)
    assert [len(due_on(practice, MONDAY + DAY * n)) for n in range(4)] == [4, 0, 0, 4]
    assert practice.paused(WEDNESDAY).reason == "illness" and practice.paused(THURSDAY) is None


def test_a_drill_that_two_ask_for_is_due_once_with_the_larger_dose_and_both_reasons(athlete, path, wall):
    plan(athlete, wall, sets=5, reps=12, reason="Prescribed after the review", distance_m=0.4)
    dose = next(one for one in due_on(read_practice(athlete, on=MONDAY), MONDAY) if one.drill == wall)
    assert (dose.total, dose.source, dose.distance_m) == (60, "own", 0.4)
    assert dose.reason == "Week 1, Phase 1; Prescribed after the review"


def test_the_programme_s_dose_stays_where_one_s_own_is_smaller(athlete, path, dowel):
    plan(athlete, dowel, sets=1)
    assert due(athlete, TUESDAY) == [("dowel-hinge", 45)]


def test_a_planned_drill_is_due_from_its_first_day_to_its_last_in_its_own_dose(athlete, wall):
    plan(athlete, wall, TUESDAY, ends_on=WEDNESDAY, sets=2)
    assert [due(athlete, day) for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)] == [
        [],
        [("wall-touch-hinge", 20)],
        [("wall-touch-hinge", 20)],
        [],
    ]


def test_a_drill_of_training_days_follows_the_days_that_somebody_said_where_there_is_no_programme(athlete, wall):
    plan(athlete, wall, when="training-days")
    assert [bool(due(athlete, day)) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [True, False, True]
    Baseline.objects.create(owner=athlete, training_days=[1])
    assert [bool(due(athlete, day)) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [False, True, False]


def test_a_drill_that_was_taken_out_of_a_day_is_not_due_on_it(athlete, path, dowel):
    plan(athlete, dowel, TUESDAY, off=True, ends_on=WEDNESDAY)
    assert [bool(due(athlete, day)) for day in (TUESDAY, WEDNESDAY)] == [False, False]
    assert ("dowel-hinge", 45) in due(athlete, MONDAY) and ("dowel-hinge", 45) in due(athlete, THURSDAY)


def test_the_dowel_stays_due_for_the_warm_up_that_it_cannot_leave(athlete, dowel, wall):
    enrol(athlete, programme([{"drill": row, "when": "warm-up"} for row in (dowel, wall)]))
    for row in (dowel, wall):
        plan(athlete, row, when="warm-up", off=True)
    assert due(athlete, MONDAY) == [("dowel-hinge", 30)]


def test_taking_a_drill_out_leaves_what_a_person_put_there_herself(athlete, path, dowel):
    plan(athlete, dowel, off=True)
    plan(athlete, dowel, sets=1, reps=5)
    assert due(athlete, TUESDAY) == [("dowel-hinge", 5)]


def test_a_failed_self_test_puts_its_stretch_on_every_day_until_it_is_passed(athlete):
    drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30, sets=1, per_side=True)
    tried(athlete, "toe-touch", MONDAY, passed=False)
    tried(athlete, "toe-touch", THURSDAY, passed=True)
    practice = read_practice(athlete, on=SUNDAY, days=8)
    days = [MONDAY - DAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SUNDAY]
    assert [[dose.total for dose in due_on(practice, day)] for day in days] == [[], [60], [60], [60], [], []]
    assert due_on(practice, TUESDAY)[0].source == "self-test"


def test_a_test_that_is_failed_once_more_asks_again(athlete):
    drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30)
    for number, passed in enumerate((False, True, False)):
        tried(athlete, "toe-touch", MONDAY + DAY * number, passed=passed)
    assert [bool(due(athlete, MONDAY + DAY * n)) for n in range(4)] == [True, False, True, True]


def test_another_person_s_plans_and_tests_ask_for_nothing(athlete, stranger, path, wall):
    plan(stranger, wall)
    tried(stranger, "toe-touch", MONDAY, passed=False)
    drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30)
    assert due(athlete, TUESDAY) == [("dowel-hinge", 45)]
    assert due(stranger, TUESDAY) == [("wall-touch-hinge", 30), ("hamstring-stretch", 90)]


def test_nothing_is_due_for_somebody_who_planned_nothing_and_the_dowel_still_opens_a_session(athlete, dowel):
    assert due(athlete) == []
    assert opening(athlete) == [("dowel-hinge", 45)]
    assert not read_practice(athlete, on=MONDAY).begun


def test_a_drill_that_was_deleted_or_taken_off_is_due_no_more(athlete, wall, dowel):
    plan(athlete, dowel, deleted_at="2026-03-01T12:00Z")
    plan(athlete, wall)
    Drill.objects.filter(pk=wall.pk).update(deleted_at="2026-03-01T12:00Z")
    assert due(athlete) == []


def test_the_warm_up_opens_with_the_dowel_then_the_programme_s_drills_then_light_hinges_that_are_due(athlete, path):
    assert opening(athlete, THURSDAY) == [("dowel-hinge", 45), ("banded-hinge", 20), ("wall-touch-hinge", 30)]
    assert opening(athlete, TUESDAY) == [("dowel-hinge", 45), ("banded-hinge", 20)]


def test_stretches_and_heavy_hinges_that_are_due_are_no_warm_up(athlete, dowel):
    plan(athlete, drill("hamstring-stretch", kind="mobility", measure="time", hold_s=30))
    plan(athlete, drill("swing", level="explosive"))
    assert opening(athlete) == [("dowel-hinge", 45)]


def test_the_warm_up_takes_the_doses_that_a_person_gives_it(athlete, path, dowel):
    plan(athlete, Drill.objects.get(pk="banded-hinge"), when="warm-up", sets=1, reps=8)
    plan(athlete, dowel, when="warm-up", sets=1, reps=20)
    assert opening(athlete, TUESDAY) == [("dowel-hinge", 20), ("banded-hinge", 8)]
    assert dict(due(athlete, THURSDAY)) == {"dowel-hinge": 45, "wall-touch-hinge": 30, "banded-hinge": 8}


def test_a_drill_can_leave_the_warm_up_and_the_dowel_cannot(athlete, path, dowel, wall):
    for row in (dowel, wall, Drill.objects.get(pk="banded-hinge")):
        plan(athlete, row, when="warm-up", off=True)
    assert opening(athlete, THURSDAY) == [("dowel-hinge", 45)]
    assert due(athlete, THURSDAY) == [("dowel-hinge", 45), ("wall-touch-hinge", 30)]


def test_in_a_pause_a_session_still_opens_with_the_dowel_and_what_a_person_put_there(athlete, path, wall):
    plan(athlete, wall, when="warm-up")
    Pause.objects.create(enrolment=path, starts_on=MONDAY)
    assert opening(athlete, THURSDAY) == [("dowel-hinge", 45), ("wall-touch-hinge", 30)]


def test_a_warm_up_drill_is_due_on_no_day_by_itself_without_a_programme(athlete, dowel, wall):
    plan(athlete, wall, when="warm-up")
    assert due(athlete, MONDAY) == [] and opening(athlete) == [("dowel-hinge", 45), ("wall-touch-hinge", 30)]


def test_reading_takes_as_many_queries_for_many_rows_as_for_few(athlete, path, django_assert_max_num_queries):
    for number in range(12):
        plan(athlete, drill(f"own-{number}"), date(2026, 2, 1))
        tried(athlete, "toe-touch", MONDAY - DAY * number, passed=False)
    with django_assert_max_num_queries(6):
        assert len(due_on(read_practice(athlete, on=MONDAY), MONDAY)) == 15
