"""The story of her practice, whatever day it is told on."""

from datetime import date, timedelta

import pytest

from fitnessrec.demo.practice import ENROLLED_AFTER, IN_A_ROW, START_WEEK, demo_logs, enrolled_on

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize("on", [MONDAY + timedelta(days=n) for n in range(7)])
def test_on_any_weekday_it_ends_yesterday_after_nine_days_in_a_row_and_is_week_nine(on):
    days = {log.at.date() for log in demo_logs(on=on)}
    assert all(on - timedelta(days=n) in days for n in range(1, IN_A_ROW + 1))
    assert on not in days and on - timedelta(days=IN_A_ROW + 1) not in days
    assert START_WEEK + (on - enrolled_on(on)).days // 7 == 9
    assert enrolled_on(on) == min(days) - timedelta(days=min(days).weekday()) + timedelta(weeks=ENROLLED_AFTER)


def test_it_is_the_same_each_time_and_never_impossible():
    logs = list(demo_logs(on=MONDAY))
    assert logs == list(demo_logs(on=MONDAY))
    assert all(log.clean_reps is None or log.clean_reps <= log.reps for log in logs)
    assert logs == sorted(logs, key=lambda log: log.at)


def test_clean_reps_rise_from_below_the_gate_to_nearly_all():
    dowel = [log for log in demo_logs(on=MONDAY) if log.drill == "dowel-hinge"]
    assert max(log.clean_reps for log in dowel[:3]) < 20 <= max(log.clean_reps for log in dowel[:20])
    assert dowel[-1].clean_reps >= 0.9 * dowel[-1].reps


def test_with_a_cold_she_does_nothing():
    days = {(log.at.date() - date(2026, 8, 24)).days for log in demo_logs(on=MONDAY)}
    assert not days & set(range(44, 50))
