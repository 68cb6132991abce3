"""Today's drills as lines: what a tap would log, and how it is said."""

import json

import pytest

from drills.domain.lines import read_today
from tests.drills.practice.rows import DAY, MONDAY, drill, enrol, noon, plan, practise, programme, tried

pytestmark = pytest.mark.django_db


@pytest.fixture
def dowel(athlete):
    row = drill("dowel-hinge", reps=15)
    plan(athlete, row)
    return row


def line(owner, on=MONDAY):
    return read_today(owner, on=on).lines[0]


@pytest.mark.parametrize(
    ("reps", "said", "left", "sets", "complete"),
    [
        ((), "45 reps", 45, 3, False),
        ((20,), "20 / 45 reps", 25, 2, False),
        ((15, 15), "30 / 45 reps", 15, 1, False),
        ((45,), "45 reps", 0, 1, True),
        ((45, 15), "60 reps", 0, 1, True),
    ],
)
def test_a_line_says_what_is_done_and_what_is_left(athlete, dowel, reps, said, left, sets, complete):
    for made in reps:
        practise(athlete, dowel, MONDAY, made)
    found = line(athlete)
    assert (found.done_words, found.left, found.left_sets, found.complete) == (said, left, sets, complete)


def test_what_is_timed_is_said_in_seconds_of_both_sides(athlete):
    row = drill("hamstring-stretch", measure="time", hold_s=30, sets=1, per_side=True)
    plan(athlete, row)
    practise(athlete, row, MONDAY, None, duration_s=45)
    assert (line(athlete).dose_words, line(athlete).done_words, line(athlete).left) == (
        "1 × 30 s a side", "45 / 60 s", 15,
    )  # fmt: skip


def test_a_distance_is_said_with_the_dose(athlete):
    plan(athlete, drill("wall-touch-hinge"), distance_m=0.35)
    assert line(athlete).dose_words == "3 × 10, 35 cm from the wall"


def test_the_logs_of_the_day_are_told_oldest_first_with_what_a_clip_counted(athlete, stranger, dowel):
    first = practise(athlete, dowel, MONDAY, 20, clean_reps=20)
    second = practise(athlete, dowel, MONDAY, 25, clean_reps=25, clean_counted=23)
    practise(athlete, dowel, MONDAY - DAY, 45)
    practise(stranger, dowel, MONDAY, 45)
    first.performed_at = noon(MONDAY).replace(hour=13)
    first.save()
    assert [
        (log["id"], log["reps"], log["clean_reps"], log["counted"]) for log in json.loads(line(athlete).logs_json)
    ] == [
        (str(second.pk), 25, 23, True),
        (str(first.pk), 20, 20, False),
    ]
    assert line(athlete).last_log.pk == first.pk


def test_the_next_day_with_something_due_is_found(athlete):
    row = enrol(athlete, programme([{"drill": drill("swing"), "when": "training-days"}]))
    assert read_today(athlete, on=MONDAY + DAY).next_day == MONDAY + 3 * DAY
    row.training_days = []
    row.save()
    assert read_today(athlete, on=MONDAY + DAY).next_day is None


def test_today_takes_seven_queries_with_the_plan_and_one_more_for_a_failed_test(
    athlete, dowel, django_assert_num_queries
):
    enrol(athlete, programme([{"drill": dowel, "when": "daily"}]))
    for number in range(10):
        practise(athlete, dowel, MONDAY - DAY * number)
        plan(athlete, drill(f"own-{number}"))
        tried(athlete, "toe-touch", MONDAY - DAY * number, passed=True)
    with django_assert_num_queries(7):
        assert len(read_today(athlete, on=MONDAY).lines) == 11
    drill("hamstring-stretch", measure="time", hold_s=30)
    tried(athlete, "toe-touch", MONDAY, passed=False)
    with django_assert_num_queries(8):
        read_today(athlete, on=MONDAY)
