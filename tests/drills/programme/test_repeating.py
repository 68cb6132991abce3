"""Repeating a phase: offered at its end while a gate is closed, and never done by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from drills.domain.gates import override
from drills.domain.logs import save_log
from drills.domain.refusal import Refusal
from drills.domain.repeating import offer, repeat_phase
from drills.models import DrillLog
from tests.drills.programme.conftest import MONDAY

DAY = timedelta(days=1)
LAST_WEEK = MONDAY + 7 * DAY


@pytest.fixture
def offered(athlete, plan):
    """Return a function that gives the phase offered on a day and the weeks to choose from."""

    def ask(day):
        found = offer(athlete, plan(day), on=day)
        return (found.phase.key, found.weeks) if found else None

    return ask


def clean_hinges(athlete, count, day=MONDAY):
    """Log so many clean dowel hinges at noon of a day."""
    at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    return save_log(DrillLog(owner=athlete, drill_id="dowel-hinge", performed_at=at, reps=count, clean_reps=count))


def test_an_unmet_gate_offers_the_phase_again_in_its_last_week_and_in_the_next_ones_first(enrolled, offered):
    enrolled()
    assert [offered(MONDAY + n * 7 * DAY) for n in range(4)] == [None, ("pattern", (1, 2)), ("pattern", (1, 2)), None]


def test_a_passed_gate_offers_nothing(enrolled, offered, athlete):
    enrolled()
    clean_hinges(athlete, 19)
    assert offered(LAST_WEEK) is not None
    clean_hinges(athlete, 20, MONDAY + DAY)
    assert offered(LAST_WEEK) is None


def test_a_gate_opened_by_hand_offers_nothing(enrolled, offered, athlete):
    enrolled()
    override(owner=athlete, gate="dowel-20", by=athlete, reason="Ten years of it", at=datetime(2026, 3, 9, tzinfo=UTC))
    assert offered(LAST_WEEK) is None


def test_nothing_happens_by_itself(enrolled, plan):
    enrolled()
    assert plan(MONDAY + 14 * DAY).week(MONDAY + 14 * DAY).phase.key == "light"


def test_a_repeated_phase_pushes_the_next_ones_back_up_to_four_weeks_in_all(enrolled, plan, offered):
    row = repeat_phase(enrolled(), on=LAST_WEEK)
    assert row.extra_weeks == {"pattern": 1}
    third = MONDAY + 14 * DAY
    assert plan(third).week(third).title == "Week 3 · Pattern"
    assert offered(LAST_WEEK) is None  # there is a week to go now
    assert offered(third) == ("pattern", (1,))
    row = repeat_phase(row, on=third)
    fourth = third + 7 * DAY
    assert offered(fourth) is None
    assert plan(fourth + 7 * DAY).week(fourth + 7 * DAY).title == "Week 5 · Light loading"


def test_a_second_tap_repeats_it_once(enrolled):
    row = repeat_phase(enrolled(), on=LAST_WEEK, phase="pattern")
    assert repeat_phase(row, on=LAST_WEEK, phase="pattern").extra_weeks == {"pattern": 1}


def test_it_is_refused_where_nothing_ends_or_for_too_long(enrolled):
    row = enrolled()
    for day, asked, code in (
        (MONDAY, {}, "nothing_to_repeat"),
        (LAST_WEEK, {"phase": "light"}, "nothing_to_repeat"),
        (LAST_WEEK, {"weeks": 3}, "too_long"),
    ):
        with pytest.raises(Refusal) as refused:
            repeat_phase(row, on=day, **asked)
        assert refused.value.code == code
    row.refresh_from_db()
    assert row.extra_weeks == {}


def test_who_started_after_a_phase_is_not_offered_it(enrolled, offered):
    enrolled(start_week=3)
    assert offered(MONDAY) is None
